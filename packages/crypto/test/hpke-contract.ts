// What every implementation of a suite must do, run over each of them.
import { type Bytes, concat, utf8 } from '@isnad/bytes'
import { expect, test } from 'vitest'
import { CryptoError } from '../src/errors.ts'
import { hpkeLength, kemPublicKey, openBy, sealBy } from '../src/hpke.ts'
import { random, type Random } from '../src/random.ts'
import { type Scheme, type Suite, suiteLengths } from '../src/scheme.ts'
import { flip } from './flip.ts'

export interface Subject {
  readonly name: string
  readonly suite: Suite
  readonly scheme: () => Promise<Scheme>
  /** Every how many bits a flip is tried: 1 where it is fast. */
  readonly stride: number
  /** Whether all randomness comes from the argument. */
  readonly draws: boolean
}

const info = utf8('isnad/v1/test')
const aad = utf8('bound')
const plaintext = new Uint8Array(66).fill(3)
const doesNotOpen = new CryptoError('does-not-open')
const badKey = new CryptoError('bad-key')

export function hpkeContract({ name, suite, scheme, stride, draws }: Subject): void {
  const seal = async (publicKey: Bytes, source: Random = random) =>
    sealBy(await scheme(), { suite, publicKey, info, aad, plaintext, random: source })
  const open = async (seed: Bytes, sealed: Bytes, change: { info?: Bytes; aad?: Bytes } = {}) =>
    openBy(await scheme(), { suite, seed, info, aad, sealed, ...change })

  test(`5 suite ${suite}, ${name}: flipped bits are refused (every ${stride})`, { timeout: 120_000 }, async () => {
    const seed = random(32)
    const sealed = await seal(await kemPublicKey(suite, seed))
    let tried = 0
    for (let bit = 0; bit < sealed.length * 8; bit += stride) {
      // X25519 ignores the top bit of a point (RFC 7748 §5); the key schedule still binds the bytes as sent.
      await expect(open(seed, flip(sealed, bit)), `bit ${bit}`).rejects.toEqual(doesNotOpen)
      tried++
    }
    expect(tried).toBe(Math.ceil((sealed.length * 8) / stride))
  })

  test(`8 suite ${suite}, ${name}: another key, info or aad does not open it`, async () => {
    const seed = random(32)
    const sealed = await seal(await kemPublicKey(suite, seed))
    await expect(open(random(32), sealed)).rejects.toEqual(doesNotOpen)
    await expect(open(seed, sealed, { info: utf8('isnad/v1/tesu') })).rejects.toEqual(doesNotOpen)
    await expect(open(seed, sealed, { aad: utf8('bounds') })).rejects.toEqual(doesNotOpen)
    await expect(open(seed, sealed, { aad: new Uint8Array(0) })).rejects.toEqual(doesNotOpen)
  })

  test(`10 suite ${suite}, ${name}: keys of wrong length, of low order or malformed are refused`, async () => {
    const publicKey = await kemPublicKey(suite, random(32))
    await expect(seal(publicKey.slice(1))).rejects.toEqual(badKey)
    await expect(seal(concat(publicKey, new Uint8Array(1)))).rejects.toEqual(badKey)
    await expect(seal(new Uint8Array(0))).rejects.toEqual(badKey)
    for (const point of lowOrder) await expect(seal(withPoint(publicKey, point))).rejects.toEqual(badKey)
    if (suite === 1) {
      const unreduced = new Uint8Array(publicKey)
      unreduced.fill(255, 0, 3)
      await expect(seal(unreduced)).rejects.toEqual(badKey)
    }
    await expect(kemPublicKey(suite, random(31))).rejects.toEqual(badKey)
    await expect(open(random(33), await seal(publicKey))).rejects.toEqual(badKey)
  })

  test(`10 suite ${suite}, ${name}: encapsulations of low order or wrong length do not open`, async () => {
    const seed = random(32)
    const sealed = await seal(await kemPublicKey(suite, seed))
    for (const point of lowOrder)
      await expect(open(seed, withEncPoint(sealed, suite, point))).rejects.toEqual(doesNotOpen)
    for (const cut of [0, 1, suiteLengths[suite].enc, suiteLengths[suite].enc + 15, sealed.length - 1]) {
      await expect(open(seed, sealed.slice(0, cut))).rejects.toEqual(doesNotOpen)
    }
    await expect(open(seed, concat(sealed, new Uint8Array(1)))).rejects.toEqual(doesNotOpen)
  })

  test(`8 suite ${suite}, ${name}: PSK mode opens with that secret alone, and base mode with none`, async () => {
    const seed = random(32)
    const publicKey = await kemPublicKey(suite, seed)
    const psk = { key: random(32), id: utf8('psk') }
    const what = { suite, info, aad } as const
    const sealed = await sealBy(await scheme(), { ...what, publicKey, plaintext, random, psk })
    const opening = { ...what, seed, sealed }
    const by = await scheme()
    await expect(openBy(by, opening)).rejects.toEqual(doesNotOpen)
    await expect(openBy(by, { ...opening, psk: { ...psk, key: random(32) } })).rejects.toEqual(doesNotOpen)
    await expect(openBy(by, { ...opening, psk: { ...psk, id: utf8('psl') } })).rejects.toEqual(doesNotOpen)
    await expect(openBy(by, { ...opening, sealed: await seal(publicKey), psk })).rejects.toEqual(doesNotOpen)
    for (const bad of [
      { ...psk, key: new Uint8Array(0) },
      { ...psk, key: random(31) },
      { ...psk, id: new Uint8Array(0) },
    ]) {
      await expect(openBy(by, { ...opening, psk: bad })).rejects.toEqual(badKey)
      await expect(sealBy(by, { ...what, publicKey, plaintext, random, psk: bad })).rejects.toEqual(badKey)
    }
    expect(await openBy(by, { ...opening, psk })).toEqual(plaintext)
  })

  test(`1 suite ${suite}, ${name}: what is sealed opens, in the length that is said`, async () => {
    const seed = random(32)
    const sealed = await seal(await kemPublicKey(suite, seed))
    expect(sealed.length).toBe(hpkeLength(suite, plaintext.length))
    expect(await open(seed, sealed)).toEqual(plaintext)
  })

  if (!draws) return
  test(`12 suite ${suite}, ${name}: a failing random source stops sealing`, async () => {
    const publicKey = await kemPublicKey(suite, random(32))
    const noRandomness = new CryptoError('no-randomness')
    await expect(seal(publicKey, (length) => random(length - 1))).rejects.toEqual(noRandomness)
    await expect(seal(publicKey, (length) => new Uint8Array(length))).rejects.toEqual(noRandomness)
    const broken: Random = () => {
      throw new Error('gone')
    }
    await expect(seal(publicKey, broken)).rejects.toEqual(noRandomness)
  })

  test(`suite ${suite}, ${name}: the same draw seals to the same bytes, another does not`, async () => {
    const publicKey = await kemPublicKey(suite, random(32))
    const drawn = random(64)
    const fixed: Random = (length) => drawn.slice(0, length)
    expect(await seal(publicKey, fixed)).toEqual(await seal(publicKey, fixed))
    expect(await seal(publicKey)).not.toEqual(await seal(publicKey))
  })
}

/** Test 3: each opens what the other sealed. */
export function openEachOther(one: Subject, other: Subject): void {
  test(`3 suite ${one.suite}: ${one.name} and ${other.name} open each other's`, async () => {
    const { suite } = one
    const seed = random(32)
    const publicKey = await kemPublicKey(suite, seed)
    const [first, second] = [await one.scheme(), await other.scheme()]
    for (const [by, to] of [
      [first, second],
      [second, first],
    ] as const) {
      const sealed = await sealBy(by, { suite, publicKey, info, aad, plaintext, random })
      expect(await openBy(to, { suite, seed, info, aad, sealed })).toEqual(plaintext)
    }
  })
}

/** u-coordinates of points whose order divides 8 (RFC 7748 §6.1, "all-zero"): 0, 1, and two of order 8. */
const lowOrder: readonly Bytes[] = [
  new Uint8Array(32),
  new Uint8Array(32).map((_, i) => (i === 0 ? 1 : 0)),
  Uint8Array.from([
    224, 235, 122, 124, 59, 65, 184, 174, 22, 86, 227, 250, 241, 159, 196, 106, 218, 9, 141, 235, 156, 50, 177, 253,
    134, 98, 5, 22, 95, 73, 184, 0,
  ]),
  Uint8Array.from([
    95, 156, 149, 188, 163, 80, 140, 36, 177, 208, 177, 85, 156, 131, 239, 91, 4, 68, 92, 196, 88, 28, 142, 134, 216,
    34, 78, 221, 208, 159, 17, 87,
  ]),
]

const withPoint = (publicKey: Bytes, point: Bytes): Bytes => concat(publicKey.slice(0, publicKey.length - 32), point)

function withEncPoint(sealed: Bytes, suite: Suite, point: Bytes): Bytes {
  const out = new Uint8Array(sealed)
  out.set(point, suiteLengths[suite].enc - 32)
  return out
}
