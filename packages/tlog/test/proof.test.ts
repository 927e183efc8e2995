import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hex, parseHex, u32 } from '@isnad/bytes'
import { newSigner } from '@isnad/crypto'
import { type Checkpoint, openCheckpoint, signCheckpoint } from '../src/checkpoint.ts'
import { TlogError } from '../src/errors.ts'
import { hashLeaf } from '../src/hashing.ts'
import {
  consistencyProof,
  findLeaf,
  inclusionProof,
  rootFromInclusion,
  verifyConsistency,
  verifyInclusion,
} from '../src/proof.ts'
import { Tree } from '../src/tree.ts'
import { type Hash, leafOf, pathOf, proofOf, rootOf } from './reference/merkle.ts'
import { storedTiles } from './stored-tiles.ts'

const signer = await newSigner(new Uint8Array(32).fill(3))
const log = { origin: 'log.example/n', publicKey: signer.publicKey }
const leaves = Array.from({ length: 1100 }, (_, i) => leafOf(u32(i)))
const tiles = storedTiles()
const tree = new Tree()
for (const leaf of leaves) tree.append(leaf)
tiles.store(tree.takeTiles())
const hexes = (proof: readonly Uint8Array[]) => proof.map(hex)
const checkpointOf = async (list: readonly Hash[]): Promise<Checkpoint> =>
  openCheckpoint(await signCheckpoint(signer, log.origin, { size: list.length, root: rootOf(list) }), log)
const flipped = (hash: Uint8Array) => Uint8Array.from(hash, (byte, i) => (i === 9 ? byte ^ 4 : byte))
const edges = [1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 513, 1000, 1024, 1025, 1100]

test('an index or size out of range is refused', async () => {
  for (const [index, size] of [
    [0, 0],
    [5, 5],
    [-1, 5],
    [0.5, 5],
    [0, 2 ** 60],
  ])
    await expect(inclusionProof(tiles.read, index ?? 0, size ?? 0)).rejects.toThrow('out-of-range')
  await expect(consistencyProof(tiles.read, 6, 5)).rejects.toThrow('out-of-range')
  await expect(inclusionProof(() => Promise.resolve(new Uint8Array(32)), 0, 5)).rejects.toThrow('bad-tile')
})
test('an inclusion proof with a wrong leaf, index, size, hash, length or order is refused', async () => {
  for (const [index, size] of [
    [0, 8],
    [5, 8],
    [2, 3],
    [1, 5],
    [1099, 1100],
    [700, 1100],
  ] as const) {
    const checkpoint = await checkpointOf(leaves.slice(0, size))
    const leaf = leaves[index] as Hash
    const proof = await inclusionProof(tiles.read, index, size)
    const refused = (leafGiven: Hash, indexGiven: number, proofGiven: readonly Uint8Array[]) =>
      expect(() => verifyInclusion(checkpoint, leafGiven, indexGiven, proofGiven)).toThrow('bad-proof')
    refused(flipped(leaf), index, proof)
    refused(leaf.slice(1), index, proof)
    for (const other of [index - 1, index + 1, index ^ 2, index + size, size]) refused(leaf, other, proof)
    refused(leaf, index, proof.slice(1))
    refused(leaf, index, proof.slice(0, -1))
    refused(leaf, index, [...proof, checkpoint.root])
    refused(leaf, index, [checkpoint.root, ...proof])
    refused(leaf, index, [...proof.slice(0, -1), new Uint8Array(31)])
    for (const i of proof.keys())
      refused(
        leaf,
        index,
        proof.map((hash, n) => (n === i ? flipped(hash) : hash)),
      )
    if (proof.length > 1) refused(leaf, index, [...proof].reverse())
    expect(verifyInclusion(checkpoint, leaf, index, proof)).toEqual({ leaf, index, checkpoint })
  }
  expect(() => rootFromInclusion(leaves[0] as Hash, 0, 0, [])).toThrow('bad-proof')
  expect(() => rootFromInclusion(leaves[0] as Hash, 0, 1, [new Uint8Array(32)])).toThrow('bad-proof')
})
test('inclusion proofs are those of the second implementation, at every edge of a tile', async () => {
  for (const size of edges) {
    for (const index of new Set([0, 1, size >> 1, size - 2, size - 1, 255, 256, 512])) {
      if (index < 0 || index >= size) continue
      const proof = await inclusionProof(tiles.read, index, size)
      expect(hexes(proof), `${index} of ${size}`).toEqual(hexes(pathOf(index, leaves.slice(0, size))))
      expect(hex(rootFromInclusion(leaves[index] as Hash, index, size, proof))).toBe(hex(rootOf(leaves.slice(0, size))))
    }
  }
})
test('2 the inclusion and consistency proofs of the Certificate Transparency reference tests', async () => {
  const data = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
  const store = storedTiles()
  const small = new Tree()
  for (const text of data) small.append(hashLeaf(parseHex(text)))
  store.store(small.takeTiles())
  expect(hexes(await inclusionProof(store.read, 5, 8))).toEqual([
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ])
  expect(hexes(await inclusionProof(store.read, 2, 3))).toEqual([
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  ])
  expect(hexes(await consistencyProof(store.read, 6, 7))).toEqual([
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
    'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ])
  expect(hexes(await consistencyProof(store.read, 1, 8))).toEqual([
    '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  ])
})
test('56 a log that went back, changed, dropped or reordered a leaf is noticed', async () => {
  const older = await checkpointOf(leaves.slice(0, 600))
  const newer = await checkpointOf(leaves)
  expect(() => verifyConsistency(newer, older, [])).toThrow('rollback')
  const swapped = (list: readonly Hash[], a: number, b: number) =>
    list.map((leaf, i) => (i === a ? list[b] : i === b ? list[a] : leaf) as Hash)
  const lies = [
    swapped(leaves, 10, 11),
    leaves.filter((_, i) => i !== 599),
    leaves.map((l, i) => (i === 0 ? flipped(l) : l) as Hash),
  ]
  for (const lie of lies) {
    const told = await checkpointOf(lie)
    // What a lying server can offer: proofs over either of its faces.
    for (const proof of [proofOf(600, leaves), proofOf(600, lie)])
      expect(() => verifyConsistency(older, told, proof)).toThrow('bad-proof')
  }
  const fork = await checkpointOf(swapped(leaves.slice(0, 600), 1, 2))
  expect(() => verifyConsistency(older, fork, [])).toThrow('bad-proof')
})
test('a consistency proof with a wrong hash, length or order is refused', async () => {
  for (const [small, large] of [
    [1, 8],
    [6, 8],
    [2, 5],
    [600, 1100],
    [256, 1100],
    [512, 513],
  ] as const) {
    const [older, newer] = [await checkpointOf(leaves.slice(0, small)), await checkpointOf(leaves.slice(0, large))]
    const proof = await consistencyProof(tiles.read, small, large)
    const refused = (given: readonly Uint8Array[]) =>
      expect(() => verifyConsistency(older, newer, given)).toThrow(TlogError)
    refused([])
    refused(proof.slice(1))
    refused(proof.slice(0, -1))
    refused([...proof, newer.root])
    refused([older.root, ...proof])
    for (const i of proof.keys()) refused(proof.map((hash, n) => (n === i ? flipped(hash) : hash)))
    expect(verifyConsistency(older, newer, proof)).toBe(newer)
  }
  const [empty, one] = [await checkpointOf([]), await checkpointOf(leaves.slice(0, 1))]
  expect(() => verifyConsistency(empty, one, [one.root])).toThrow('bad-proof')
  expect(() => verifyConsistency(one, one, [one.root])).toThrow('bad-proof')
  expect(verifyConsistency(empty, one, [])).toBe(one)
})
test('consistency proofs are those of the second implementation, between all edges', async () => {
  for (const newer of edges) {
    for (const older of edges.filter((size) => size <= newer)) {
      const proof = await consistencyProof(tiles.read, older, newer)
      expect(hexes(proof), `${older} ${newer}`).toEqual(hexes(proofOf(older, leaves.slice(0, newer))))
    }
  }
})
test('13 random proofs are refused as a TlogError and never loop', () => {
  const hashes = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 70 })
  fc.assert(
    fc.property(hashes, fc.maxSafeNat(), fc.maxSafeNat(), (proof, index, size) => {
      try {
        rootFromInclusion(leaves[0] as Hash, index, size, proof)
      } catch (error) {
        expect(error).toBeInstanceOf(TlogError)
      }
    }),
    { numRuns: 500 },
  )
})
test('a proof asks for whole tiles, each once, and a leaf is found by reading them', async () => {
  tiles.asked.length = 0
  await inclusionProof(tiles.read, 300, 1100)
  expect([...tiles.asked].sort()).toEqual(['0/1/256', '0/4/76', '1/0/4'])
  expect(await findLeaf(tiles.read, leaves[300] as Hash, 1100)).toBe(300)
  expect(await findLeaf(tiles.read, leaves[1099] as Hash, 1100, 1024)).toBe(1099)
  expect(await findLeaf(tiles.read, leaves[300] as Hash, 300)).toBeUndefined()
  expect(await findLeaf(tiles.read, new Uint8Array(32), 1100)).toBeUndefined()
})
