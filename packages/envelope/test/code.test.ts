import { type Bytes, hex } from '@isnad/bytes'
import { CryptoError, random, type Random } from '@isnad/crypto'
import { foldText } from '@isnad/model'
import fc from 'fast-check'
import { createHash, pbkdf2Sync } from 'node:crypto'
import { expect, test } from 'vitest'
import { type Code, codeDigits, codeWords, newCode, parseCode, stretchCode } from '../src/code.ts'
import { EnvelopeError } from '../src/errors.ts'
import { wordsAr } from '../src/words-ar.ts'
import { wordsEn } from '../src/words-en.ts'

const lists = [wordsEn, wordsAr]
const programmeId = new Uint8Array(32).fill(9)

/** What `parseCode` refuses a text with: its code and position. */
async function refusal(text: string): Promise<readonly [string, number]> {
  try {
    await parseCode(text, lists)
  } catch (error) {
    if (error instanceof EnvelopeError) return [error.code, error.position]
    throw error
  }
  return ['nothing', 0]
}

const codeOf = (bits: Uint8Array): Promise<Code> => newCode(() => new Uint8Array(bits))
const anyBits = fc.uint8Array({ minLength: 10, maxLength: 10 }).filter((bits) => new Set(bits).size > 1)

test('12 a failing random source gives no code', async () => {
  const failing: Random = () => new Uint8Array(10)
  await expect(newCode(failing)).rejects.toEqual(new CryptoError('no-randomness'))
  await expect(newCode(() => random(9))).rejects.toEqual(new CryptoError('no-randomness'))
})

test('neither 27 digits nor 8 words: said with how many there were', async () => {
  const code = await newCode(random)
  const digits = codeDigits(code)
  expect(await refusal('')).toEqual(['code-length', 0])
  expect(await refusal('   —  ')).toEqual(['code-length', 0])
  expect(await refusal(digits.slice(1))).toEqual(['code-length', 26])
  expect(await refusal(`${digits}0`)).toEqual(['code-length', 28])
  expect(await refusal(codeWords(code, wordsEn).slice(1).join(' '))).toEqual(['code-length', 7])
  expect(await refusal(`${codeWords(code, wordsEn).join(' ')} able`)).toEqual(['code-length', 9])
  expect(await refusal('9'.repeat(100_000))).toEqual(['code-length', 100_000])
})

test('21 a word in no list is named by its place, whichever list the others are of', async () => {
  const code = await newCode(random)
  for (const list of lists) {
    for (let i = 0; i < 8; i++) {
      const words = codeWords(code, list)
      words[i] = 'zzzzzz'
      expect(await refusal(words.join(' '))).toEqual(['unknown-word', i + 1])
    }
  }
  const mixed = [...codeWords(code, wordsEn).slice(0, 7), codeWords(code, wordsAr)[7]]
  expect(await refusal(mixed.join(' '))).toEqual(['unknown-word', 8])
})

test('values of 2^88 and more are refused, the largest below is not out of range', async () => {
  expect(await refusal((1n << 88n).toString())).toEqual(['code-range', 0])
  expect(await refusal('9'.repeat(27))).toEqual(['code-range', 0])
  expect((await refusal(((1n << 88n) - 1n).toString()))[0]).toBe('code-checksum')
})

test('21 of all single wrong digits, and of all wrong words at one place, about 255 in 256 are found', async () => {
  const code = await codeOf(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]))
  const digits = codeDigits(code)
  let passed = 0
  let tried = 0
  for (let at = 0; at < 27; at++) {
    for (let digit = 0; digit < 10; digit++) {
      const wrong = `${digits.slice(0, at)}${digit}${digits.slice(at + 1)}`
      if (wrong === digits) continue
      tried++
      if ((await refusal(wrong))[0] === 'nothing') passed++
    }
  }
  expect(tried).toBe(243)
  expect(passed).toBeLessThanOrEqual(5)
  const words = codeWords(code, wordsEn)
  let passedWords = 0
  for (const word of wordsEn) {
    const wrong = [...words.slice(0, 3), word, ...words.slice(4)].join(' ')
    if (word !== words[3] && (await refusal(wrong))[0] === 'nothing') passedWords++
  }
  // 2,047 tries at 1 in 256: 8 expected, 24 is five standard deviations above and more.
  expect(passedWords).toBeGreaterThan(0)
  expect(passedWords).toBeLessThan(24)
})

test('19 every form of a code gives the same code', async () => {
  await fc.assert(
    fc.asyncProperty(anyBits, async (bits) => {
      const code = await codeOf(bits)
      for (const form of [codeDigits(code), codeWords(code, wordsEn).join(' '), codeWords(code, wordsAr).join(' ')]) {
        expect(await parseCode(form, lists)).toEqual(code)
      }
    }),
    { numRuns: 200 },
  )
})

test('19 the edges: all zeros but one, all ones but one', async () => {
  for (const bits of [new Uint8Array(10).fill(0, 0, 9), new Uint8Array(10).fill(255)]) {
    bits[9] = 1
    const code = await codeOf(bits)
    expect(codeDigits(code)).toMatch(/^[0-9]{27}$/)
    expect(await parseCode(codeDigits(code), lists)).toEqual(code)
    expect(await parseCode(codeWords(code, wordsAr).join('\n'), lists)).toEqual(code)
  }
})

test('20 digits in any script and grouping give the same code', async () => {
  const code = await codeOf(Uint8Array.from([200, 2, 3, 4, 5, 6, 7, 8, 9, 10]))
  const digits = codeDigits(code)
  const script = (zero: number) => [...digits].map((digit) => String.fromCodePoint(zero + Number(digit))).join('')
  const grouped = (separator: string) => (digits.match(/.{3}/g) ?? []).join(separator)
  for (const form of [
    script(0x660),
    script(0x6f0),
    script(0xff10),
    grouped(' '),
    grouped('-'),
    grouped(' – '),
    grouped('\u200f\u00a0'),
    ` ${digits}\n`,
  ]) {
    expect(await parseCode(form, lists), form).toEqual(code)
  }
})

test('20 words by another keyboard, decomposed, with marks, numbered or apart by commas give the same code', async () => {
  const swaps: readonly (readonly [string, string])[] = [
    ['ي', 'ی'],
    ['ك', 'ک'],
    ['ه', 'ە'],
    ['ه', 'ھ'],
    ['ة', 'ه'],
    ['أ', 'ا'],
    ['إ', 'ا'],
    ['آ', 'ا'],
    ['ى', 'ي'],
  ]
  let spelledOtherwise = 0
  for (let i = 0; i < 60; i++) {
    const code = await newCode(random)
    const words = codeWords(code, wordsAr)
    const text = words.join(' ')
    const forms = [
      ...swaps.map(([from, to]) => text.replaceAll(from, to)),
      text.normalize('NFD'),
      words.map((word) => [...word].join('\u064e')).join(' '),
      words.map((word) => `${word[0]}\u0640\u200c${word.slice(1)}`).join(' '),
      words.map((word, at) => `${'١٢٣٤٥٦٧٨'[at]}. ${word}`).join('\n'),
      words.join('، '),
      codeWords(code, wordsEn).join(' ').toUpperCase(),
      codeWords(code, wordsEn).join('-').replaceAll('i', 'ı'),
    ]
    for (const form of forms) {
      if (form !== text) spelledOtherwise++
      expect(await parseCode(form, lists), form).toEqual(code)
    }
  }
  expect(spelledOtherwise).toBeGreaterThan(500)
})

test('22 every word comes equally often', async () => {
  const counts = new Map<string, number>()
  const codes = 4000
  for (let i = 0; i < codes; i++) {
    for (const word of codeWords(await newCode(random), wordsEn)) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const mean = (codes * 8) / 2048
  let chi = 0
  for (const word of wordsEn) chi += ((counts.get(word) ?? 0) - mean) ** 2 / mean
  // 2,047 degrees of freedom: mean 2,047, standard deviation 64; seven of them either way.
  expect(chi).toBeGreaterThan(2047 - 7 * 64)
  expect(chi).toBeLessThan(2047 + 7 * 64)
})

test('the checksum is the first byte of SHA-256 over label and bits; digits are the 88-bit number', async () => {
  const bits = Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  const code = await codeOf(bits)
  const sum = createHash('sha256').update('\x0disnad/v1/code').update(bits).digest()[0]
  expect(hex(code)).toBe(hex(bits) + (sum ?? 0).toString(16).padStart(2, '0'))
  expect(BigInt(codeDigits(code))).toBe(BigInt(`0x${hex(code)}`))
  const words = codeWords(code, wordsEn).map((word) => wordsEn.indexOf(word).toString(2).padStart(11, '0'))
  expect(BigInt(`0b${words.join('')}`)).toBe(BigInt(`0x${hex(code)}`))
})

test('23 stretching: the 11 bytes, the use and the programme as salt, 600,000 rounds', async () => {
  const code = await codeOf(Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]))
  const expected = (use: string): Bytes =>
    new Uint8Array(
      pbkdf2Sync(code, Buffer.concat([Buffer.from(`isnad/v1/${use}`), programmeId]), 600_000, 32, 'sha256'),
    )
  expect(await stretchCode(code, 'source', programmeId)).toEqual(expected('source'))
  expect(await stretchCode(code, 'member', programmeId)).toEqual(expected('member'))
  expect(() => stretchCode(code, 'member', new Uint8Array(31))).toThrow(RangeError)
})

test('13 any text is a code or is refused, in time', async () => {
  const vocabulary = fc.constantFrom(...wordsEn.slice(0, 20), ...wordsAr.slice(0, 20), '1', '٢', '-', 'zz')
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.array(vocabulary, { maxLength: 12 }).map((w) => w.join(' ')),
  )
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const [code] = await refusal(text)
      expect(['nothing', 'code-length', 'unknown-word', 'code-range', 'code-checksum']).toContain(code)
    }),
    { numRuns: 500 },
  )
  const started = performance.now()
  expect((await refusal('سلام '.repeat(200_000)))[0]).toBe('code-length')
  expect(performance.now() - started).toBeLessThan(2000)
})

test('both lists have 2,048 words that stay apart when folded', () => {
  for (const list of lists) {
    expect(list.length).toBe(2048)
    expect(new Set(list.map(foldText)).size).toBe(2048)
  }
})
