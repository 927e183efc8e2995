// Ed25519 by WebCrypto.
import { concat, parseBase64url, parseHex } from '@isnad/bytes'
import { CryptoError } from './errors.ts'
import { subtle } from './platform.ts'
import type { Ed25519 } from './ed25519.ts'

/** RFC 8410: an Ed25519 private key in PKCS #8 is these 16 bytes and the seed. */
const pkcs8Head = /* @__PURE__ */ parseHex('302e020100300506032b657004220420')

export const native: Ed25519 = {
  async newSigner(seed) {
    const pkcs8 = concat(pkcs8Head, seed)
    const extractable = await subtle().importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign'])
    const { x } = await subtle().exportKey('jwk', extractable)
    const key = await subtle().importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign'])
    pkcs8.fill(0)
    if (x === undefined) throw new CryptoError('bad-key')
    return {
      publicKey: parseBase64url(x),
      sign: async (message) => new Uint8Array(await subtle().sign('Ed25519', key, message)),
    }
  },
  async verify(publicKey, message, signature) {
    const key = await subtle().importKey('raw', publicKey, 'Ed25519', true, ['verify'])
    return subtle().verify('Ed25519', key, signature, message)
  },
}

let known: Promise<boolean> | undefined
/** Whether WebCrypto has Ed25519. Asked once. @throws {CryptoError} `no-webcrypto` */
export function hasNativeEd25519(): Promise<boolean> {
  known ??= subtle()
    .importKey('pkcs8', concat(pkcs8Head, new Uint8Array(32)), 'Ed25519', false, ['sign'])
    .then(
      () => true,
      () => false,
    )
  return known
}
