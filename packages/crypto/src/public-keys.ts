// The public half of a seed, by noble: WebCrypto gives none from a seed, and it is asked for seldom. Loaded then.
import { type Bytes } from '@isnad/bytes'
import { x25519 } from '@noble/curves/ed25519.js'
import type { Suite } from './scheme.ts'
import { xwingPublicKey } from './xwing-noble.ts'

export function publicKeyOf(suite: Suite, seed: Bytes): Bytes {
  return suite === 1 ? xwingPublicKey(seed) : (x25519.getPublicKey(seed) as Bytes)
}
