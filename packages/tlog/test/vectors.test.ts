// Rebuilds vectors/log.json with the second implementation, compares it with the file, and runs the product over it.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { hex, parseHex, u32 } from '@isnad/bytes'
import { newSigner, sha256 } from '@isnad/crypto'
import { openCheckpoint, signCheckpoint } from '../src/checkpoint.ts'
import { type LeafKind, entryLeaf, hashLeaf } from '../src/hashing.ts'
import { keyId } from '../src/note.ts'
import { consistencyProof, inclusionProof, rootFromInclusion } from '../src/proof.ts'
import { envelopeDigest, issueReceipt, openReceipt } from '../src/receipt.ts'
import { Tree } from '../src/tree.ts'
import { logVectors } from './reference/vectors.ts'
import { storedTiles } from './stored-tiles.ts'

const vectors = logVectors()
const signer = await newSigner(parseHex(vectors.log.seed))
const leaves = Array.from({ length: 600 }, (_, i) => hashLeaf(u32(i)))
const treeOf = (size: number) => {
  const [tree, tiles] = [new Tree(), storedTiles()]
  for (const leaf of leaves.slice(0, size)) tree.append(leaf)
  tiles.store(tree.takeTiles())
  return { tree, tiles }
}

test('4 vectors/log.json is what the second implementation makes', () => {
  const path = fileURLToPath(new URL('../../../vectors/log.json', import.meta.url))
  const made = `${JSON.stringify(vectors, null, 1)}\n`
  if (process.env['ISNAD_WRITE_VECTORS'] === '1') writeFileSync(path, made)
  expect(readFileSync(path, 'utf8') === made, 'vectors/log.json differs from what is built').toBe(true)
})
test('4 refused receipts and checkpoints of the vectors are refused', async () => {
  for (const { why, receipt } of vectors.receipts.refused)
    await expect(openReceipt(parseHex(receipt), signer.publicKey), why).rejects.toThrow('bad-receipt')
  const log = { origin: vectors.log.origin, publicKey: signer.publicKey }
  for (const { why, note } of vectors.checkpoint.refused)
    await expect(openCheckpoint(note, log), why).rejects.toThrow('bad-checkpoint')
})
test('4 leaves and receipts of the vectors are made and opened by the product', async () => {
  expect(hex(signer.publicKey)).toBe(vectors.log.publicKey)
  for (const { kind, nonce, digest, leaf } of vectors.leaves)
    expect(hex(entryLeaf(parseHex(nonce), kind as LeafKind, parseHex(digest)))).toBe(leaf)
  for (const vector of vectors.receipts.good) {
    const [H, slotsDigest, bodyDigest] = [parseHex(vector.H), parseHex(vector.slotsDigest), parseHex(vector.bodyDigest)]
    const fields = { H, slotsDigest, bodyDigest, nonce: parseHex(vector.nonce), held: vector.held, day: vector.day }
    const receipt = await issueReceipt(signer, fields)
    expect(hex(receipt)).toBe(vector.receipt)
    expect(hex(envelopeDigest(H, slotsDigest, bodyDigest))).toBe(vector.envelopeDigest)
    expect(hex((await openReceipt(receipt, signer.publicKey)).leaf)).toBe(vector.leaf)
  }
})
test('4 roots, tiles and proofs of the vectors are those of the product', async () => {
  for (const { size, root } of vectors.tree.roots) expect(hex(treeOf(size).tree.root())).toBe(root)
  for (const { size, level, index, width, sha256: digest } of vectors.tree.tiles)
    expect(hex(sha256(await treeOf(size).tiles.read(level, index, width)))).toBe(digest)
  for (const { size, index, proof } of vectors.tree.inclusion) {
    const { tree, tiles } = treeOf(size)
    expect((await inclusionProof(tiles.read, index, size)).map(hex)).toEqual(proof)
    expect(rootFromInclusion(leaves[index] as never, index, size, proof.map(parseHex))).toEqual(tree.root())
  }
  for (const { older, newer, proof } of vectors.tree.consistency)
    expect((await consistencyProof(treeOf(newer).tiles.read, older, newer)).map(hex)).toEqual(proof)
})
test('4 the checkpoint of the vectors is made and opened by the product', async () => {
  const { note, root, size } = vectors.checkpoint
  const log = { origin: vectors.log.origin, publicKey: signer.publicKey }
  expect(hex(keyId({ name: log.origin, publicKey: log.publicKey }))).toBe(vectors.checkpoint.keyId)
  expect(await signCheckpoint(signer, log.origin, { size, root: parseHex(root) })).toBe(note)
  expect(await openCheckpoint(note, log)).toEqual({ size, root: parseHex(root) })
})
