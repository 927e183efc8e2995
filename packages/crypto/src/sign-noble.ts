// Ed25519 by noble, for platforms whose WebCrypto has none. Loaded only there.
import { type Bytes, concat, equal } from '@isnad/bytes'
import { ed25519 } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import type { Ed25519 } from './ed25519.ts'

const { Point } = ed25519

export const noble: Ed25519 = {
  async newSigner(seed) {
    const kept = new Uint8Array(seed)
    return {
      publicKey: ed25519.getPublicKey(kept) as Bytes,
      sign: async (message) => ed25519.sign(message, kept) as Bytes,
    }
  },
  verify: async (publicKey, message, signature) => {
    const s = littleEndian(signature.subarray(32))
    return s < Point.Fn.ORDER && equal(expectedR(publicKey, message, signature, s), signature.subarray(0, 32))
  },
}

/**
 * [S]B − [k]A (RFC 8032 §5.1.7, the stricter of its two equations), whose one encoding must be the R given, as OpenSSL and
 * BoringSSL check it. Noble's own `verify` multiplies by the cofactor, and so takes signatures which they refuse.
 */
function expectedR(publicKey: Bytes, message: Bytes, signature: Bytes, s: bigint): Uint8Array {
  const A = Point.fromBytes(publicKey)
  const k = Point.Fn.create(littleEndian(sha512(concat(signature.subarray(0, 32), publicKey, message))))
  return Point.BASE.multiplyUnsafe(s).subtract(A.multiplyUnsafe(k)).toBytes()
}

const littleEndian = (bytes: Uint8Array): bigint =>
  bytes.reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n)
