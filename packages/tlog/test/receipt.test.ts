import { expect, test } from 'vitest'
import { concat, utf8 } from '@isnad/bytes'
import { newSigner, sha256 } from '@isnad/crypto'
import { TlogError } from '../src/errors.ts'
import { entryLeaf } from '../src/hashing.ts'
import {
  type ReceiptFields,
  envelopeDigest,
  issueReceipt,
  missingParts,
  openReceipt,
  receiptLength,
} from '../src/receipt.ts'

const signer = await newSigner(new Uint8Array(32).fill(7))
const other = await newSigner(new Uint8Array(32).fill(8))
const digest = (text: string) => sha256(utf8(text))
const fields: ReceiptFields = {
  H: digest('header'),
  slotsDigest: digest('slots'),
  bodyDigest: digest('body'),
  held: 0b101,
  day: 20_782,
  nonce: digest('nonce'),
}
const bytes = await issueReceipt(signer, fields)

test('5 a receipt with any one bit changed is refused', async () => {
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = bytes.slice()
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    await expect(openReceipt(changed, signer.publicKey), String(bit)).rejects.toThrow('bad-receipt')
  }
})
test('another length, another key, and a signature under another label are refused', async () => {
  await expect(openReceipt(bytes.subarray(1), signer.publicKey)).rejects.toThrow(TlogError)
  await expect(openReceipt(concat(bytes, new Uint8Array(1)), signer.publicKey)).rejects.toThrow(TlogError)
  await expect(openReceipt(bytes, other.publicKey)).rejects.toThrow('bad-receipt')
  const signed = concat(utf8('\x10isnad/v1/receipp'), bytes.subarray(17, receiptLength - 64))
  await expect(openReceipt(concat(signed, await signer.sign(signed)), signer.publicKey)).rejects.toThrow('bad-receipt')
})
test('a field of a wrong length or range is not signed', async () => {
  await expect(issueReceipt(signer, { ...fields, H: fields.H.slice(1) })).rejects.toThrow('bad-leaf')
  await expect(
    issueReceipt(signer, { ...fields, H: concat(fields.H, fields.H.slice(31)), nonce: fields.nonce.slice(1) }),
  ).rejects.toThrow('bad-leaf')
  await expect(issueReceipt(signer, { ...fields, held: 65_536 })).rejects.toThrow('bad-leaf')
  await expect(issueReceipt(signer, { ...fields, day: -1 })).rejects.toThrow('bad-leaf')
})
test('an envelope is named by three digests of 32 bytes, whatever their sum', () => {
  const [a, b] = [new Uint8Array(31), new Uint8Array(33)]
  expect(() => envelopeDigest(a, b, fields.bodyDigest)).toThrow('bad-leaf')
  expect(() => envelopeDigest(fields.H, a, b)).toThrow('bad-leaf')
})
test('a promise of a part that the envelope does not have is refused', async () => {
  const receipt = await openReceipt(bytes, signer.publicKey)
  expect(() => missingParts(receipt, 2)).toThrow('bad-receipt')
  expect(missingParts(receipt, 3)).toEqual([1])
  expect(missingParts(receipt, 16)).toHaveLength(14)
})
test('45 the same fields give the same 213 bytes, which open to them', async () => {
  expect(bytes).toHaveLength(213)
  expect(await issueReceipt(signer, fields)).toEqual(bytes)
  const leaf = entryLeaf(fields.nonce, 'envelope', envelopeDigest(fields.H, fields.slotsDigest, fields.bodyDigest))
  expect(await openReceipt(bytes, signer.publicKey)).toEqual({ ...fields, leaf, bytes })
})
test('a leaf is SHA-256 of 00, nonce, kind and digest; another nonce or kind gives another', () => {
  const expected = sha256(concat(new Uint8Array([0]), fields.nonce, new Uint8Array([2]), fields.H))
  expect(entryLeaf(fields.nonce, 'operation', fields.H)).toEqual(expected)
  expect(entryLeaf(fields.nonce, 'record', fields.H)).not.toEqual(expected)
  expect(entryLeaf(fields.H, 'operation', fields.H)).not.toEqual(expected)
  expect(() => entryLeaf(fields.nonce.slice(1), 'operation', fields.H)).toThrow('bad-leaf')
})
