// The public half of a 32-byte seed: X25519 by WebCrypto where it has it, else by noble; X-Wing by noble, since WebCrypto
// gives none from a seed.
import { type Bytes, concat, parseBase64url, parseHex } from '@isnad/bytes'
import { subtle } from './platform.ts'

/** RFC 8410: an X25519 private key in PKCS #8 is these 16 bytes and the seed. */
const pkcs8Head = /* @__PURE__ */ parseHex('302e020100300506032b656e04220420')

/** 32 bytes. */
export async function x25519PublicKey(seed: Bytes): Promise<Bytes> {
  return (await nativeX25519PublicKey(seed)) ?? (await import('./x25519-noble.ts')).nobleX25519PublicKey(seed)
}

/** Undefined where WebCrypto has no X25519. */
export async function nativeX25519PublicKey(seed: Bytes): Promise<Bytes | undefined> {
  const pkcs8 = concat(pkcs8Head, seed)
  try {
    const key = await subtle().importKey('pkcs8', pkcs8, 'X25519', true, ['deriveBits'])
    const { x } = await subtle().exportKey('jwk', key)
    return x === undefined ? undefined : parseBase64url(x)
  } catch {
    return undefined
  } finally {
    pkcs8.fill(0)
  }
}

/** 1,216 bytes. */
export async function xwingPublicKey(seed: Bytes): Promise<Bytes> {
  return (await import('./xwing-noble.ts')).nobleXwingPublicKey(seed)
}
