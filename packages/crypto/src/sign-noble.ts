// Ed25519 by noble, for platforms whose WebCrypto has none. Loaded only there.
import type { Bytes } from '@isnad/bytes'
import { ed25519 } from '@noble/curves/ed25519.js'
import type { Ed25519 } from './ed25519.ts'

export const noble: Ed25519 = {
  async newSigner(seed) {
    const kept = new Uint8Array(seed)
    return {
      publicKey: ed25519.getPublicKey(kept) as Bytes,
      sign: async (message) => ed25519.sign(message, kept) as Bytes,
    }
  },
  // noble's default also takes what RFC 8032 refuses (ZIP 215); WebCrypto does not.
  verify: async (publicKey, message, signature) => ed25519.verify(signature, message, publicKey, { zip215: false }),
}
