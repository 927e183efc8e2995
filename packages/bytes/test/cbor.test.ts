import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cbor, decodeCbor, encodeCbor, hex, parseHex } from '../src/index.ts'
import { refusal } from './refusal.ts'

const refused = (bytes: string) => refusal(() => decodeCbor(parseHex(bytes)))

const value: fc.Arbitrary<Cbor> = fc.letrec<{ value: Cbor }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.maxSafeInteger(),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array({ maxLength: 20 }).map((some) => new Uint8Array(some)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(fc.nat(), tie('value')), { maxLength: 4 }).map((pairs) => new Map(pairs)),
  ),
})).value

test('14 numbers and lengths in more bytes than they need are refused', () => {
  const longer = ['1800', '1817', '190001', '1900ff', '1a0000ffff', '1b00000000ffffffff', '3800', '580161', '780161']
  for (const one of [...longer, '980100', 'b8010000']) expect(refused(one), one).toBe('bad-cbor')
})

test('14 map keys out of order, twice, negative or not integers are refused', () => {
  expect(refused('a201000000'), 'out of order').toBe('bad-cbor')
  expect(refused('a200000001'), 'twice').toBe('bad-cbor')
  expect(refused('a12000'), 'negative').toBe('bad-cbor')
  expect(refused('a1616100'), 'text').toBe('bad-cbor')
  expect(refused('a1f500'), 'boolean').toBe('bad-cbor')
  expect(decodeCbor(parseHex('a200000100'))).toEqual(
    new Map([
      [0, 0],
      [1, 0],
    ]),
  )
})

test('14 trailing bytes and cut ends are refused', () => {
  expect(refused('')).toBe('bad-cbor')
  fc.assert(
    fc.property(value, fc.uint8Array({ minLength: 1, maxLength: 3 }), fc.nat(), (some, more, at) => {
      const good = encodeCbor(some)
      expect(refusal(() => decodeCbor(Uint8Array.from([...good, ...more])))).toBe('bad-cbor')
      expect(refusal(() => decodeCbor(good.subarray(0, at % good.length)))).toBe('bad-cbor')
    }),
  )
})

test('14 floats, tags, undefined, simple values and indefinite lengths are refused', () => {
  const floats = ['f93c00', 'f97e00', 'f90000', 'fa3f800000', 'fb3ff0000000000000', 'fb3ff8000000000000', 'f97c00']
  const others = ['c000', 'c11a00000000', 'c24101', 'd9d9f700', 'f7', 'e0', 'f820', 'fc', 'ff', '1c']
  const indefinite = ['5f4101ff', '7f6161ff', '9f00ff', 'bf0000ff']
  for (const one of [...floats, ...others, ...indefinite]) expect(refused(one), one).toBe('bad-cbor')
})

test('14 text that is not UTF-8 is refused, in and out', () => {
  for (const one of ['6180', '62c080', '63eda080', '61ff', '62e282']) expect(refused(one), one).toBe('bad-cbor')
  expect(refusal(() => encodeCbor('\ud800'))).toBe('bad-cbor')
  expect(refusal(() => encodeCbor(['\udc00x']))).toBe('bad-cbor')
})

test('14 integers beyond 2^53 − 1 are refused', () => {
  expect(refused('1b0020000000000000')).toBe('bad-cbor')
  expect(refused('3b001fffffffffffff')).toBe('bad-cbor')
  expect(refused('1bffffffffffffffff')).toBe('bad-cbor')
  expect(decodeCbor(parseHex('1b001fffffffffffff'))).toBe(Number.MAX_SAFE_INTEGER)
})

test('what is outside the subset does not encode', () => {
  const outside: unknown[] = [
    1.5,
    -0,
    NaN,
    Infinity,
    2 ** 53,
    undefined,
    1n,
    { a: 1 },
    new Map([['a', 1]]),
    new Date(0),
  ]
  for (const one of [...outside, new Map([[-1, 0]]), new Map([[0.5, 0]]), () => 1, Symbol('s')]) {
    expect(
      refusal(() => encodeCbor(one as Cbor)),
      String(one),
    ).toBe('bad-cbor')
    expect(
      refusal(() => encodeCbor([one as Cbor])),
      String(one),
    ).toBe('bad-cbor')
  }
})

test('decoding gives what was encoded, whatever the order of a map', () => {
  fc.assert(
    fc.property(value, (some) => {
      expect(decodeCbor(encodeCbor(some))).toEqual(some)
    }),
  )
  const there = new Map<number, Cbor>([
    [0, 1],
    [24, 2],
    [256, 3],
  ])
  const back = new Map([...there].reverse())
  expect(hex(encodeCbor(back))).toBe(hex(encodeCbor(there)))
  expect(hex(encodeCbor(there))).toBe('a30001181802190100' + '03')
})

test('14 any bytes decode to a value with those very bytes, or are refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const code = refusal(() => expect(hex(encodeCbor(decodeCbor(bytes)))).toBe(hex(bytes)))
      expect(['nothing', 'bad-cbor']).toContain(code)
    }),
    { numRuns: 3000 },
  )
  fc.assert(
    fc.property(value, fc.nat(), fc.integer({ min: 1, max: 255 }), (some, i, x) => {
      const bent = encodeCbor(some)
      const at = i % bent.length
      bent[at] = (bent[at] ?? 0) ^ x
      const code = refusal(() => expect(hex(encodeCbor(decodeCbor(bent)))).toBe(hex(bent)))
      expect(['nothing', 'bad-cbor']).toContain(code)
    }),
  )
})

test('14 a length that the bytes do not hold is refused at once, whatever it says', () => {
  for (const one of [
    '5affffffff',
    '7affffffff',
    '9affffffff',
    'baffffffff',
    '5b001fffffffffffff',
    '9b001fffffffffffff',
  ])
    expect(refused(one), one).toBe('bad-cbor')
})

test('14 nesting to any depth is refused or decoded, never a crash', () => {
  const nested = (depth: number) => Uint8Array.from({ length: depth + 1 }, (_, i) => (i < depth ? 0x81 : 0))
  expect(refusal(() => decodeCbor(nested(10)))).toBe('nothing')
  expect(refusal(() => decodeCbor(nested(100_000)))).toBe('bad-cbor')
})
