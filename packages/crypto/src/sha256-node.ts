// SHA-256 at once under Node: OpenSSL is twice as fast on a hash of the log and nine times on a part.
import type { Bytes } from '@isnad/bytes'
import { createHash, hash } from 'node:crypto'
import type { Sha256 } from './sha256-noble.ts'

export type { Sha256 }

export const sha256 = (data: Uint8Array): Bytes => new Uint8Array(hash('sha256', data, 'buffer'))

export function newSha256(): Sha256 {
  const state = createHash('sha256')
  return {
    update: (data) => void state.update(data),
    digest: () => new Uint8Array(state.digest()),
  }
}
