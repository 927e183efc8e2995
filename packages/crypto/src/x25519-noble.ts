// X25519 public keys by noble. Loaded only where WebCrypto has none.
import type { Bytes } from '@isnad/bytes'
import { x25519 } from '@noble/curves/ed25519.js'

export const nobleX25519PublicKey = (seed: Bytes): Bytes => x25519.getPublicKey(seed) as Bytes
