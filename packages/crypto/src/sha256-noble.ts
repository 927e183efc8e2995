// SHA-256 at once, for browsers, where WebCrypto only digests asynchronously.
import type { Bytes } from '@isnad/bytes'
import { sha256 as noble } from '@noble/hashes/sha2.js'

/** A SHA-256 fed piece by piece. `digest()` ends it. */
export interface Sha256 {
  update(data: Uint8Array): void
  digest(): Bytes
}

export const sha256 = (data: Uint8Array): Bytes => noble(data) as Bytes

export function newSha256(): Sha256 {
  const state = noble.create()
  return {
    update: (data) => void state.update(data),
    digest: () => state.digest() as Bytes,
  }
}
