// Digests by WebCrypto: native everywhere, asynchronous, no code to load.
import type { Bytes } from '@isnad/bytes'
import { subtle } from './platform.ts'

export async function digest(algorithm: 'SHA-256' | 'SHA-512', data: Bytes): Promise<Bytes> {
  return new Uint8Array(await subtle().digest(algorithm, data))
}
