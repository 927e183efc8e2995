// A code, of a source or of a member: 80 random bits and 8 of checksum, as 27 digits or 8 words (docs/spec/keys.md, "Codes").
import { type Bytes, concat, label, utf8 } from '@isnad/bytes'
import { digest, type Random, watched } from '@isnad/crypto'
import { stretch } from '@isnad/crypto/seal'
import { foldText } from '@isnad/model'
import { EnvelopeError } from './errors.ts'

declare const checked: unique symbol
/** 11 bytes whose last is the checksum of the first ten. */
export type Code = Bytes & { readonly [checked]: 'code' }

/** 2,048 words; a word's place is its 11 bits. */
export type WordList = readonly string[]

/** Whose code it is: a source's opens a thread, a member's a keyring. One never gives the other. */
export type CodeUse = 'source' | 'member'

const digitCount = 27
const wordCount = 8
const wordBits = 11n

/** @throws {CryptoError} `no-randomness` */
export async function newCode(random: Random): Promise<Code> {
  const bits = watched(random)(10)
  return concat(bits, await checksumOf(bits)) as Code
}

/** 27 digits, leading zeros kept; shown in nine groups of three. */
export const codeDigits = (code: Code): string => numberOf(code).toString().padStart(digitCount, '0')

/** 8 words, in order. @throws {RangeError} for a list that is not one of 2,048 */
export function codeWords(code: Code, list: WordList): string[] {
  const number = numberOf(code)
  return Array.from({ length: wordCount }, (_, i) => {
    const word = list[Number((number >> (wordBits * BigInt(wordCount - 1 - i))) & 2047n)]
    if (word === undefined) throw new RangeError('a list has 2,048 words')
    return word
  })
}

/**
 * The code that was typed: 27 digits of any script, or 8 words of one of the lists in any spelling a keyboard gives,
 * with any spaces, dashes or numbering between. One wrong digit or word passes once in 256.
 * @throws {EnvelopeError} `code-length`, `unknown-word`, `code-range`, `code-checksum`
 */
export async function parseCode(text: string, lists: readonly WordList[]): Promise<Code> {
  const folded = foldText(text)
  const number = /^[0-9 ]*$/.test(folded) ? numberOfDigits(folded.replaceAll(' ', '')) : numberOfWords(folded, lists)
  const bytes = bytesOf(number)
  const [sum] = await checksumOf(bytes.slice(0, 10))
  if (bytes[10] !== sum) throw new EnvelopeError('code-checksum')
  return bytes as Code
}

/**
 * 32 bytes that stand for the code everywhere. Takes seconds on an old phone: call it while the person copies the code.
 * @param programmeId 32 bytes
 */
export function stretchCode(code: Code, use: CodeUse, programmeId: Bytes): Promise<Bytes> {
  if (programmeId.length !== 32) throw new RangeError('a programme id has 32 bytes')
  return stretch(code, concat(utf8(`isnad/v1/${use}`), programmeId))
}

async function checksumOf(bits: Bytes): Promise<Bytes> {
  return (await digest('SHA-256', concat(label('isnad/v1/code'), bits))).slice(0, 1)
}

function numberOf(code: Bytes): bigint {
  let number = 0n
  for (const byte of code) number = (number << 8n) | BigInt(byte)
  return number
}

function bytesOf(number: bigint): Bytes {
  const out = new Uint8Array(11)
  let left = number
  for (let i = out.length - 1; i >= 0; i--) {
    out[i] = Number(left & 255n)
    left >>= 8n
  }
  return out
}

function numberOfDigits(digits: string): bigint {
  if (digits.length !== digitCount) throw new EnvelopeError('code-length', { position: digits.length })
  const number = BigInt(digits)
  if (number >> 88n !== 0n) throw new EnvelopeError('code-range')
  return number
}

function numberOfWords(folded: string, lists: readonly WordList[]): bigint {
  // Words are numbered on the slip, and some people copy the numbers too.
  const words = folded.split(' ').filter((word) => !/^[1-8]$/.test(word))
  if (words.length !== wordCount) throw new EnvelopeError('code-length', { position: words.length })
  const readings = lists.map((list) => words.map((word) => indexOf(list).get(word)))
  // A word in no list is told by its place in the list that knows the most of them.
  const known = (reading: readonly (number | undefined)[]) => reading.filter((index) => index !== undefined).length
  const best = readings.reduce((a, b) => (known(b) > known(a) ? b : a), readings[0] ?? [])
  let number = 0n
  for (let i = 0; i < wordCount; i++) {
    const index = best[i]
    if (index === undefined) throw new EnvelopeError('unknown-word', { position: i + 1 })
    number = (number << wordBits) | BigInt(index)
  }
  return number
}

const indexes = new WeakMap<WordList, ReadonlyMap<string, number>>()
function indexOf(list: WordList): ReadonlyMap<string, number> {
  const known = indexes.get(list)
  if (known !== undefined) return known
  const index = new Map(list.map((word, i): [string, number] => [foldText(word), i]))
  indexes.set(list, index)
  return index
}
