import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concat } from '@isnad/bytes'
import { ModelError } from '../src/errors.ts'
import {
  type Header,
  blobBuckets,
  bodyBucketOf,
  bucketOf,
  encodeHeader,
  envelopeLength,
  maxBlob,
  maxHeaderLength,
  parseHeader,
  sealedBlobLength,
  sealedBodyLength,
} from '../src/header.ts'
import { deskIdOf, reportIdOf } from '../src/ids.ts'

const ownBytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((b) => new Uint8Array(b))
const headers: fc.Arbitrary<Omit<Header, 'length' | 'version' | 'suite'>> = fc.record({
  bucket: fc.constantFrom(0, 1, 2),
  reportId: ownBytes(16).map(reportIdOf),
  desks: fc.uniqueArray(
    fc.record({ deskId: ownBytes(8).map(deskIdOf), epoch: fc.integer({ min: 0, max: 0xffffffff }) }),
    { minLength: 1, maxLength: 4, selector: (desk) => desk.deskId },
  ),
  parts: fc.uniqueArray(
    fc.record({ sha256: ownBytes(32), length: fc.constantFrom(...blobBuckets).map(sealedBlobLength) }),
    { maxLength: 16, selector: (part) => part.sha256.join() },
  ),
})
const one = encodeHeader({
  bucket: 0,
  reportId: reportIdOf(new Uint8Array(16)),
  desks: [{ deskId: deskIdOf(new Uint8Array(8)), epoch: 1 }],
  parts: [{ sha256: new Uint8Array(32), length: sealedBlobLength(65_536) }],
})
const changed = (at: number, value: number) => {
  const bytes = one.slice()
  bytes[at] = value
  return bytes
}

test('11 an unknown version, suite or flag is refused by its own code', () => {
  expect(() => parseHeader(changed(3, 2))).toThrow('unknown-version')
  expect(() => parseHeader(changed(4, 2))).toThrow('unknown-suite')
  expect(() => parseHeader(changed(6, 1))).toThrow('unknown-flag')
})
test('10 wrong counts, lengths, buckets, magic and truncation are refused', () => {
  expect(() => parseHeader(changed(0, 0x69))).toThrow('bad-header')
  expect(() => parseHeader(changed(5, 3))).toThrow('bad-header')
  expect(() => parseHeader(changed(23, 0))).toThrow('bad-header')
  expect(() => parseHeader(changed(23, 5))).toThrow('bad-header')
  expect(() => parseHeader(changed(24, 17))).toThrow('bad-header')
  expect(() => parseHeader(changed(one.length - 1, 0xff))).toThrow('bad-header')
  expect(() => parseHeader(changed(one.length - 8, 0xff))).toThrow('bad-header')
  for (let length = 0; length < one.length; length++)
    expect(() => parseHeader(one.subarray(0, length))).toThrow(ModelError)
})
test('a desk or a part named twice is refused', () => {
  const desk = { deskId: deskIdOf(new Uint8Array(8)), epoch: 1 }
  const part = { sha256: new Uint8Array(32), length: sealedBlobLength(65_536) }
  const base = { bucket: 0, reportId: reportIdOf(new Uint8Array(16)) } as const
  expect(() => encodeHeader({ ...base, desks: [desk, { ...desk, epoch: 2 }], parts: [] })).toThrow('bad-header')
  expect(() => encodeHeader({ ...base, desks: [desk], parts: [part, part] })).toThrow('bad-header')
  expect(() => encodeHeader({ ...base, desks: [], parts: [] })).toThrow('bad-header')
})
test('parse after encode gives the same header, whatever follows it', () => {
  fc.assert(
    fc.property(headers, fc.uint8Array({ maxLength: 8 }), (header, rest) => {
      const bytes = encodeHeader(header)
      expect(parseHeader(concat(bytes, rest))).toEqual({ version: 1, suite: 1, ...header, length: bytes.length })
    }),
  )
})
test('13 any bytes either parse and encode to the same, or are refused as a ModelError', () => {
  const start = concat(one.subarray(0, 7))
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 800 }), fc.boolean(), (noise, plausible) => {
      const bytes = plausible ? concat(start, noise) : new Uint8Array(noise)
      try {
        const header = parseHeader(bytes)
        expect(encodeHeader(header)).toEqual(bytes.slice(0, header.length))
      } catch (error) {
        expect(error).toBeInstanceOf(ModelError)
      }
    }),
  )
})
test('lengths are those of the specification', () => {
  const header = parseHeader(encodeHeader({ ...parseHeader(one), parts: [] }))
  expect(header.length).toBe(37)
  expect(envelopeLength(header)).toBe(2335)
  expect([0, 1, 2].map((bucket) => sealedBodyLength(bucket as 0 | 1 | 2))).toEqual([1096, 4168, 16_456])
  expect(maxHeaderLength).toBe(713)
  expect(sealedBlobLength(65_536)).toBe(65_536 + 56 + 16)
  expect(sealedBlobLength(384 * 1024)).toBe(384 * 1024 + 56 + 32)
  expect(sealedBlobLength(maxBlob)).toBe(maxBlob + 56 + 256 * 16)
})
test('buckets change exactly at their edges', () => {
  expect([0, 1020, 1021, 4092, 4093, 16_380].map(bodyBucketOf)).toEqual([0, 0, 1, 1, 2, 2])
  expect(() => bodyBucketOf(16_383)).toThrow(expect.objectContaining({ code: 'too-long', excess: 3 }))
  for (const [i, bucket] of blobBuckets.entries()) {
    expect(bucketOf(bucket)).toBe(bucket)
    expect(bucketOf((blobBuckets[i - 1] ?? -1) + 1)).toBe(bucket)
  }
  expect(() => bucketOf(maxBlob + 1)).toThrow('too-large')
  expect(blobBuckets).toEqual([...blobBuckets].sort((a, b) => a - b))
})
