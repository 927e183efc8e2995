import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as bytes from '../src/bytes.ts'
import { refusal } from './refusal.ts'

const anyBytes = fc.uint8Array({ maxLength: 300 })

test('reading past either end is refused', () => {
  const four = Uint8Array.of(1, 2, 3, 4)
  for (const read of [bytes.readU8, bytes.readU16, bytes.readU32, bytes.readU64]) {
    expect(refusal(() => read(four, -1))).toBe('too-short')
    expect(refusal(() => read(four, 4))).toBe('too-short')
  }
  expect(refusal(() => bytes.readU16(four, 3))).toBe('too-short')
  expect(refusal(() => bytes.readU32(four, 1))).toBe('too-short')
  expect(refusal(() => bytes.readU64(four, 0))).toBe('too-short')
  expect(refusal(() => bytes.slice(four, 2, 3))).toBe('too-short')
  expect(refusal(() => bytes.slice(four, -1, 1))).toBe('too-short')
  expect(refusal(() => bytes.slice(four, 4, -1))).toBe('too-short')
})

test('a view reads its own window, not the buffer under it', () => {
  const window = Uint8Array.of(9, 9, 1, 2, 9, 9).subarray(2, 4)
  expect(bytes.readU16(window, 0)).toBe(0x0102)
  expect(refusal(() => bytes.readU16(window, 1))).toBe('too-short')
})

test('numbers are big-endian and read back', () => {
  expect([...bytes.u16(0x0102)]).toEqual([1, 2])
  expect([...bytes.u32(0x01020304)]).toEqual([1, 2, 3, 4])
  expect([...bytes.u64(0x010203)]).toEqual([0, 0, 0, 0, 0, 1, 2, 3])
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffffff }), fc.maxSafeNat(), (small, large) => {
      expect(bytes.readU8(bytes.u8(small & 255), 0)).toBe(small & 255)
      expect(bytes.readU16(bytes.u16(small & 65535), 0)).toBe(small & 65535)
      expect(bytes.readU32(bytes.u32(small), 0)).toBe(small)
      expect(bytes.readU64(bytes.u64(large), 0)).toBe(large)
    }),
  )
})

test('joined parts come back by their lengths, as copies', () => {
  fc.assert(
    fc.property(fc.array(anyBytes, { maxLength: 6 }), (parts) => {
      const joined = bytes.concat(...parts)
      let at = 0
      for (const part of parts) {
        const back = bytes.slice(joined, at, part.length)
        expect(bytes.equal(back, part)).toBe(true)
        at += part.length
      }
      expect(at).toBe(joined.length)
    }),
  )
  const original = Uint8Array.of(1, 2)
  const copy = bytes.slice(original, 0, 2)
  original[0] = 7
  expect([...copy]).toEqual([1, 2])
})

test('any one changed, missing or added byte makes bytes unequal', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 64 }),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (a, i, x) => {
        const changed = a.slice()
        const at = i % a.length
        changed[at] = (changed[at] ?? 0) ^ x
        expect(bytes.equal(a, a.slice())).toBe(true)
        expect(bytes.equal(a, changed)).toBe(false)
        expect(bytes.equal(a, a.subarray(1))).toBe(false)
        expect(bytes.equal(a, bytes.concat(a, bytes.u8(0)))).toBe(false)
      },
    ),
  )
})

test('the order is that of hexadecimal text', () => {
  const text = (a: Uint8Array) => Buffer.from(a).toString('hex')
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 4 }), fc.uint8Array({ maxLength: 4 }), (a, b) => {
      const expected = text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0
      expect(Math.sign(bytes.compare(a, b))).toBe(expected)
    }),
  )
})

test('14 bytes that are not UTF-8 are refused', () => {
  const bad = [[0x80], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82], [0xff]]
  for (const one of bad) expect(refusal(() => bytes.parseUtf8(Uint8Array.from(one)))).toBe('bad-utf8')
})

test('text comes back as it was, a byte order mark included', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(bytes.parseUtf8(bytes.utf8(text))).toBe(text)
    }),
  )
  expect(bytes.parseUtf8(bytes.utf8('\ufeffنينوى'))).toBe('\ufeffنينوى')
})

test('a label is its length, then its text, and no longer than 255 bytes', () => {
  expect(() => bytes.label('ا'.repeat(128))).toThrow(RangeError)
  expect([...bytes.label('isnad')]).toEqual([5, 0x69, 0x73, 0x6e, 0x61, 0x64])
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      fc.pre(a !== b && a.length < 64 && b.length < 64)
      const [first, second] = [bytes.label(a), bytes.label(b)]
      const shared = Math.min(first.length, second.length)
      expect(bytes.equal(first.subarray(0, shared), second.subarray(0, shared))).toBe(false)
    }),
  )
})
