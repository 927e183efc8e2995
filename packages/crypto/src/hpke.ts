// HPKE (RFC 9180), base or PSK mode, one message per encapsulation (docs/spec/envelope.md, "Suites").
import { type Bytes, concat } from '@isnad/bytes'
import { DeserializeError, EncapError, NotSupportedError, ValidationError } from 'hpke'
import { CryptoError } from './errors.ts'
import { x25519PublicKey, xwingPublicKey } from './public-keys.ts'
import { type Random, watched } from './random.ts'
import { type Scheme, type Suite, suiteLengths } from './scheme.ts'
import { schemeOf } from './suites.ts'

const tagLength = 16

/** The public half of a 32-byte seed: 1,216 bytes in suite 1, 32 in suite 2. @throws {CryptoError} `bad-key` */
export async function kemPublicKey(suite: Suite, seed: Bytes): Promise<Bytes> {
  if (seed.length !== 32) throw new CryptoError('bad-key')
  return suite === 1 ? xwingPublicKey(seed) : x25519PublicKey(seed)
}

/** Length of the sealed form of `length` plaintext bytes. */
export const hpkeLength = (suite: Suite, length: number): number => suiteLengths[suite].enc + length + tagLength

/** A secret both sides have beforehand: PSK mode, which holds as long as either it or the recipient's seed is secret. */
export interface Psk {
  /** 32 bytes. */
  readonly key: Bytes
  /** Names it; not empty. */
  readonly id: Bytes
}

export interface HpkeSealing {
  readonly suite: Suite
  readonly psk?: Psk
  /** The recipient's. */
  readonly publicKey: Bytes
  readonly info: Bytes
  readonly aad: Bytes
  readonly plaintext: Bytes
  readonly random: Random
}

/** enc ‖ ciphertext ‖ tag. @throws {CryptoError} `bad-key`, `no-randomness` */
export async function hpkeSeal(sealing: HpkeSealing): Promise<Bytes> {
  return sealBy(await schemeOf(sealing.suite), sealing)
}

/** The same by a named implementation. @throws {CryptoError} `bad-key`, `no-randomness` */
export async function sealBy(scheme: Scheme, sealing: HpkeSealing): Promise<Bytes> {
  const { suite, publicKey, info, aad, plaintext, random } = sealing
  if (publicKey.length !== suiteLengths[suite].publicKey) throw new CryptoError('bad-key')
  const mode = pskOf(sealing)
  const cipher = scheme(watched(random))
  try {
    const key = await cipher.DeserializePublicKey(publicKey)
    const { encapsulatedSecret, ciphertext } = await cipher.Seal(key, plaintext, { info, aad, ...mode })
    return concat(encapsulatedSecret, ciphertext)
  } catch (cause) {
    throw sealingError(cause)
  }
}

export interface HpkeOpening {
  readonly suite: Suite
  readonly psk?: Psk
  /** 32 bytes, the recipient's. */
  readonly seed: Bytes
  readonly info: Bytes
  readonly aad: Bytes
  readonly sealed: Bytes
}

/** @throws {CryptoError} `bad-key`, `does-not-open` */
export async function hpkeOpen(opening: HpkeOpening): Promise<Bytes> {
  return openBy(await schemeOf(opening.suite), opening)
}

/** The same by a named implementation. @throws {CryptoError} `bad-key`, `does-not-open` */
export async function openBy(scheme: Scheme, opening: HpkeOpening): Promise<Bytes> {
  const { suite, seed, info, aad, sealed } = opening
  const { enc } = suiteLengths[suite]
  if (seed.length !== 32) throw new CryptoError('bad-key')
  if (sealed.length < hpkeLength(suite, 0)) throw new CryptoError('does-not-open')
  const mode = pskOf(opening)
  const cipher = scheme(nothingToDraw)
  try {
    const key = await cipher.DeserializePrivateKey(seed, true)
    return new Uint8Array(await cipher.Open(key, sealed.subarray(0, enc), sealed.subarray(enc), { info, aad, ...mode }))
  } catch (cause) {
    if (cause instanceof NotSupportedError) throw cause
    throw new CryptoError('does-not-open', { cause })
  }
}

/** Never silently base mode: `hpke` would take an empty key for none. @throws {CryptoError} `bad-key` */
function pskOf({ psk }: { readonly psk?: Psk }): { psk?: Bytes; pskId?: Bytes } {
  if (psk === undefined) return {}
  if (psk.key.length !== 32 || psk.id.length === 0) throw new CryptoError('bad-key')
  return { psk: psk.key, pskId: psk.id }
}

const nothingToDraw: Random = () => {
  throw new CryptoError('no-randomness')
}

/** What `hpke` throws, in our codes. A failing random source comes wrapped in what needed it. */
function sealingError(thrown: unknown): unknown {
  if (thrown instanceof EncapError && thrown.cause instanceof CryptoError) return thrown.cause
  if (thrown instanceof EncapError || thrown instanceof DeserializeError || thrown instanceof ValidationError) {
    return new CryptoError('bad-key', { cause: thrown })
  }
  return thrown
}
