// Randomness as an argument, and the check every draw passes (docs/spec/keys.md, "Randomness").
import type { Bytes } from '@isnad/bytes'
import { CryptoError } from './errors.ts'

/** A source of `length` fresh bytes. The product passes `random`; vectors pass a stream that can be written down. */
export type Random = (length: number) => Bytes

/** WebCrypto takes at most this much at once. */
const most = 65_536

/** The platform's source. @throws {CryptoError} `no-randomness` */
export const random: Random = (length) => {
  const out = new Uint8Array(length)
  try {
    for (let at = 0; at < length; at += most) crypto.getRandomValues(out.subarray(at, at + most))
  } catch (cause) {
    throw new CryptoError('no-randomness', { cause })
  }
  return out
}

/** A draw this long repeats by chance once in 2^64; shorter ones are not compared. */
const comparable = 8

/**
 * The same source, watched: a throw, another length, all bytes alike, or the same 8 bytes twice in a row stop
 * everything. It finds a dead or stuck source (the repetition test of NIST SP 800-90B §4.4.1), not a weak one.
 * @throws {CryptoError} `no-randomness`, at the draw
 */
export function watched(source: Random): Random {
  let last = ''
  return (length) => {
    let drawn: Bytes
    try {
      drawn = source(length)
    } catch (cause) {
      throw new CryptoError('no-randomness', { cause })
    }
    if (!(drawn instanceof Uint8Array) || drawn.length !== length) throw new CryptoError('no-randomness')
    if (length < comparable) return drawn
    const first = drawn[0]
    const head = drawn.subarray(0, comparable).join()
    if (head === last || drawn.every((byte) => byte === first)) throw new CryptoError('no-randomness')
    last = head
    return drawn
  }
}
