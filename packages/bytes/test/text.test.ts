import fc from 'fast-check'
import { expect, test } from 'vitest'
import { base64url, hex, parseBase64url, parseHex, parseId, printId } from '../src/text.ts'
import { refusal } from './refusal.ts'

const anyBytes = fc.uint8Array({ maxLength: 100 })

test('hexadecimal of odd length, in capitals or with other letters is refused', () => {
  for (const text of ['a', 'AB', '0g', ' 00', '0x00', '٠٠'])
    expect(
      refusal(() => parseHex(text)),
      text,
    ).toBe('bad-hex')
})

test('base64url with padding, other letters, an impossible length or spare bits is refused', () => {
  for (const text of ['AA==', 'A', 'AAAAA', 'A+AA', 'A/AA', 'AA A', 'AB', 'AAB', 'AA\n'])
    expect(
      refusal(() => parseBase64url(text)),
      text,
    ).toBe('bad-base64url')
})

test('an id of another length, in capitals, with look-alike letters or spare bits is refused', () => {
  const good = printId(Uint8Array.from({ length: 8 }, (_, i) => 37 * i))
  expect(parseId(good, 8)).toHaveLength(8)
  const bad = ['', good.slice(1), `${good}0`, good.toUpperCase(), `i${good.slice(1)}`, `u${good.slice(1)}`, ` ${good}`]
  for (const text of bad)
    expect(
      refusal(() => parseId(text, 8)),
      text,
    ).toBe('bad-id')
  expect(refusal(() => parseId(good, 7))).toBe('bad-id')
  expect(refusal(() => parseId(good, 9))).toBe('bad-id')
  expect(refusal(() => parseId('0000000000001', 8))).toBe('bad-id')
})

test('each form gives back the bytes, and no other text gives the same ones', () => {
  fc.assert(
    fc.property(anyBytes, (some) => {
      expect([...parseHex(hex(some))]).toEqual([...some])
      expect([...parseBase64url(base64url(some))]).toEqual([...some])
      expect([...parseId(printId(some), some.length)]).toEqual([...some])
      expect(hex(some)).toBe(Buffer.from(some).toString('hex'))
      expect(base64url(some)).toBe(Buffer.from(some).toString('base64url'))
    }),
  )
  const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
  const text = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 13, maxLength: 13 })
  fc.assert(
    fc.property(text, (id) => {
      if (refusal(() => parseId(id, 8)) === 'nothing') expect(printId(parseId(id, 8))).toBe(id)
      else expect(alphabet.indexOf(id.charAt(12)) & 1).toBe(1)
    }),
  )
})

test('8 bytes print as 13 letters, 16 as 26, in Crockford order', () => {
  expect(printId(new Uint8Array(8))).toBe('0'.repeat(13))
  expect(printId(new Uint8Array(16).fill(255))).toBe(`${'z'.repeat(25)}w`)
  expect(printId(Uint8Array.of(0x00, 0x44, 0x32, 0x14, 0xc7))).toBe('01234567')
  expect(printId(new Uint8Array())).toBe('')
})

test('long bytes pass through base64url in pieces', () => {
  const long = Uint8Array.from({ length: 20_000 }, (_, i) => (i * 7919) & 255)
  expect(base64url(long)).toBe(Buffer.from(long).toString('base64url'))
  expect(parseBase64url(base64url(long))).toHaveLength(20_000)
})
