import { expect, test } from 'vitest'
import { CryptoError } from '../src/errors.ts'
import { random, watched, type Random } from '../src/random.ts'

const refused = (source: Random, draws: readonly number[]) => {
  const watching = watched(source)
  return () => draws.map((length) => watching(length))
}

test('12 a random source that throws, comes up short, or returns something else is refused', () => {
  const throwing: Random = () => {
    throw new Error('no entropy')
  }
  const short: Random = (length) => new Uint8Array(length - 1)
  const long: Random = (length) => random(length + 1)
  const other = (() => 'bytes') as unknown as Random
  for (const source of [throwing, short, long, other]) {
    expect(refused(source, [32])).toThrow(new CryptoError('no-randomness'))
  }
})

test('12 a dead or stuck random source is refused', () => {
  const once = random(64)
  expect(refused((length) => new Uint8Array(length), [32])).toThrow(new CryptoError('no-randomness'))
  expect(refused((length) => new Uint8Array(length).fill(255), [32])).toThrow(new CryptoError('no-randomness'))
  expect(refused((length) => new Uint8Array(once.subarray(0, length)), [16, 32])).toThrow(
    new CryptoError('no-randomness'),
  )
})

test('a sound source passes, and may give short draws that are alike', () => {
  const watching = watched(random)
  for (const length of [0, 1, 2, 2, 8, 32, 70_000]) expect(watching(length).length).toBe(length)
  const alike = watched((length) => new Uint8Array(length))
  expect(alike(2)).toEqual(alike(2))
})

test('the platform fills every part of a long draw', () => {
  const drawn = random(200_000)
  for (let at = 0; at < drawn.length; at += 1000)
    expect(drawn.subarray(at, at + 1000).some((byte) => byte !== 0)).toBe(true)
})
