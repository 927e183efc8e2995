import { type Bytes, concat, utf8 } from '@isnad/bytes'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bulkLength, openBulk, sealBulk } from '../src/bulk.ts'
import { CryptoError } from '../src/errors.ts'
import { random } from '../src/random.ts'
import { flip } from './flip.ts'

const doesNotOpen = new CryptoError('does-not-open')
const wrongLength = new CryptoError('wrong-length')
const chunk = 64
const objectKey = random(32)
const known = { objectKey, info: utf8('isnad/v1/test'), aad: utf8('bound'), chunk }
const sealing = (plaintext: Bytes) => sealBulk({ ...known, salt: random(24), plaintext })
/** Where chunk `i` stands in the sealed form. */
const at = (i: number) => 56 + i * (chunk + 16)

test('5 every flipped bit of salt, commitment and chunks is refused', async () => {
  const sealed = await sealing(random(150))
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    await expect(openBulk({ ...known, sealed: flip(sealed, bit), length: 150 }), `bit ${bit}`).rejects.toEqual(
      doesNotOpen,
    )
  }
})

test('6 truncated at and between chunks, the last chunk missing, bytes behind: refused by length and by content', async () => {
  const plaintext = random(192)
  const sealed = await sealing(plaintext)
  for (const cut of [0, 23, 24, 55, 56, 71, at(1), at(2), at(2) - 1, sealed.length - 1]) {
    await expect(openBulk({ ...known, sealed: sealed.slice(0, cut), length: 192 })).rejects.toEqual(wrongLength)
  }
  await expect(openBulk({ ...known, sealed: concat(sealed, Uint8Array.of(0)), length: 192 })).rejects.toEqual(
    wrongLength,
  )
  // Whoever believes a shorter length meets a last chunk that is not marked last.
  await expect(openBulk({ ...known, sealed: sealed.slice(0, at(2)), length: 128 })).rejects.toEqual(doesNotOpen)
  await expect(openBulk({ ...known, sealed: sealed.slice(0, at(1)), length: 64 })).rejects.toEqual(doesNotOpen)
})

test('6 a whole object with a chunk more behind its last is refused', async () => {
  const sealed = await sealing(random(128))
  const longer = concat(sealed, sealed.slice(at(1)))
  await expect(openBulk({ ...known, sealed: longer, length: 192 })).rejects.toEqual(doesNotOpen)
})

test('7 chunks reordered, doubled or from another object are refused', async () => {
  const [one, other] = [await sealing(random(192)), await sealing(random(192))]
  const chunks = (sealed: Bytes) => [0, 1, 2].map((i) => sealed.slice(at(i), at(i + 1)))
  const [first, second, third] = chunks(one) as [Bytes, Bytes, Bytes]
  const foreign = chunks(other)[1] as Bytes
  const head = one.slice(0, 56)
  for (const order of [
    [second, first, third],
    [first, first, third],
    [first, third, second],
    [first, foreign, third],
  ]) {
    await expect(openBulk({ ...known, sealed: concat(head, ...order), length: 192 })).rejects.toEqual(doesNotOpen)
  }
  await expect(
    openBulk({ ...known, sealed: concat(other.slice(0, 56), first, second, third), length: 192 }),
  ).rejects.toEqual(doesNotOpen)
  expect((await openBulk({ ...known, sealed: concat(head, first, second, third), length: 192 })).length).toBe(192)
})

test('8 another key, info, aad or chunk length does not open it', async () => {
  const sealed = await sealing(random(64))
  const opening = { ...known, sealed, length: 64 }
  await expect(openBulk({ ...opening, objectKey: random(32) })).rejects.toEqual(doesNotOpen)
  await expect(openBulk({ ...opening, info: utf8('isnad/v1/tesu') })).rejects.toEqual(doesNotOpen)
  await expect(openBulk({ ...opening, aad: utf8('bounds') })).rejects.toEqual(doesNotOpen)
  await expect(openBulk({ ...opening, chunk: 32 })).rejects.toEqual(wrongLength)
  await expect(openBulk({ ...opening, objectKey: random(31) })).rejects.toEqual(new CryptoError('bad-key'))
})

test('9 a commitment fits one key: chunks under another key are refused before they are tried', async () => {
  const plaintext = random(64)
  const salt = random(24)
  const one = await sealBulk({ ...known, salt, plaintext })
  const other = await sealBulk({ ...known, objectKey: random(32), salt, plaintext })
  const grafted = concat(other.slice(0, 56), one.slice(56))
  await expect(openBulk({ ...known, sealed: grafted, length: 64 })).rejects.toEqual(doesNotOpen)
  // Chunks that do open under this key, behind the commitment of another.
  const swapped = concat(one.slice(0, 24), other.slice(24, 56), one.slice(56))
  await expect(openBulk({ ...known, sealed: swapped, length: 64 })).rejects.toEqual(doesNotOpen)
})

test('a salt of another length, or a padded length below the plaintext, is refused', async () => {
  await expect(sealBulk({ ...known, salt: random(23), plaintext: random(1) })).rejects.toEqual(wrongLength)
  await expect(sealBulk({ ...known, salt: random(24), plaintext: random(2), length: 1 })).rejects.toEqual(wrongLength)
})

test('a kept buffer is filled whole, and one of another length refused', async () => {
  const kept = new Uint8Array(bulkLength(100, chunk)).fill(7)
  const [salt, plaintext] = [random(24), random(90)]
  const fresh = await sealBulk({ ...known, salt, plaintext, length: 100 })
  expect(await sealBulk({ ...known, salt, plaintext, length: 100, into: kept })).toBe(kept)
  expect(kept).toEqual(fresh)
  await expect(sealBulk({ ...known, salt, plaintext, length: 101, into: kept })).rejects.toEqual(wrongLength)
})

test('1 what is sealed opens, at every length around the edges of chunks', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 700 }), fc.nat(130), async (data, more) => {
      const plaintext = new Uint8Array(data)
      const length = plaintext.length + more
      const sealed = await sealBulk({ ...known, salt: random(24), plaintext, length })
      expect(sealed.length).toBe(bulkLength(length, chunk))
      expect(await openBulk({ ...known, sealed, length })).toEqual(concat(plaintext, new Uint8Array(more)))
    }),
    { numRuns: 60 },
  )
  for (const length of [0, 1, 63, 64, 65, 127, 128, 129, 64 * 8, 64 * 8 + 1, 64 * 17]) {
    const plaintext = random(length)
    expect(await openBulk({ ...known, sealed: await sealing(plaintext), length })).toEqual(plaintext)
  }
})

test('12 two salts give keys and commitments that share nothing', async () => {
  const plaintext = new Uint8Array(64)
  const heads = new Set<string>()
  for (let i = 0; i < 500; i++) heads.add((await sealing(plaintext)).slice(24, 72).join())
  expect(heads.size).toBe(500)
})
