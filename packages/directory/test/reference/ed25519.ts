// Ed25519 by OpenSSL, for the vectors.
import { createPrivateKey, createPublicKey, sign } from 'node:crypto'

export interface Pair {
  readonly publicKey: Uint8Array<ArrayBuffer>
  sign(message: Uint8Array): Uint8Array<ArrayBuffer>
}
/** The pair of a seed of 32 bytes. */
export function pairOf(seed: Uint8Array): Pair {
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
  return {
    publicKey: new Uint8Array(spki.subarray(12)),
    sign: (message) => new Uint8Array(sign(null, message, key)),
  }
}
