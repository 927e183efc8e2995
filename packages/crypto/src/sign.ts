// Ed25519 (RFC 8032 §5.1): WebCrypto where it has it, else noble (docs/spec/keys.md, "Signatures").
import { type Bytes, hex } from '@isnad/bytes'
import type { Ed25519, Signer } from './ed25519.ts'
import { CryptoError } from './errors.ts'
import { hasNativeEd25519, native } from './sign-native.ts'

/** @param seed 32 bytes. @throws {CryptoError} `bad-key` */
export async function newSigner(seed: Bytes): Promise<Signer> {
  if (seed.length !== 32) throw new CryptoError('bad-key')
  return (await ed25519()).newSigner(seed)
}

/**
 * Without cofactor, canonical encodings alone, and no key of small order: so native code and noble agree on every input.
 * @throws {CryptoError} `bad-signature`
 */
export async function verifySignature(publicKey: Bytes, message: Bytes, signature: Bytes): Promise<void> {
  await verifyBy(await ed25519(), publicKey, message, signature)
}

/** The same by a named implementation. @throws {CryptoError} `bad-signature` */
export async function verifyBy(by: Ed25519, publicKey: Bytes, message: Bytes, signature: Bytes): Promise<void> {
  if (publicKey.length !== 32 || signature.length !== 64) throw new CryptoError('bad-signature')
  if (isWeak(publicKey)) throw new CryptoError('bad-signature')
  const holds = await by.verify(publicKey, message, signature).catch((cause: unknown) => {
    throw new CryptoError('bad-signature', { cause })
  })
  if (!holds) throw new CryptoError('bad-signature')
}

async function ed25519(): Promise<Ed25519> {
  return (await hasNativeEd25519()) ? native : (await import('./sign-noble.ts')).noble
}

/** The y of the points whose order divides 8, little-endian, sign bit off. */
const smallOrder: readonly string[] = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
]

/** Under a key of small order one signature fits many messages. A y of 2^255 − 19 or more is a second spelling. */
function isWeak(publicKey: Bytes): boolean {
  const y = new Uint8Array(publicKey)
  y[31] = (y[31] ?? 0) & 0x7f
  const canonical = y[31] !== 0x7f || (y[0] ?? 0) < 0xed || y.subarray(1, 31).some((byte) => byte !== 0xff)
  return !canonical || smallOrder.includes(hex(y))
}
