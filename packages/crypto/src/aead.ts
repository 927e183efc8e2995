// AES-256-GCM by WebCrypto, for one message under a key used once.
import type { Bytes } from '@isnad/bytes'
import { CryptoError } from './errors.ts'
import { subtle } from './platform.ts'

export const tagLength = 16

/** @param key 32 bytes. @throws {CryptoError} `bad-key` */
export function importAeadKey(key: Bytes): Promise<CryptoKey> {
  if (key.length !== 32) throw new CryptoError('bad-key')
  return subtle().importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

/** The plaintext's length and 16 bytes more. A nonce of 12 bytes must never meet the same key twice. @throws {CryptoError} `bad-key` */
export async function aeadSeal(key: Bytes, nonce: Bytes, aad: Bytes, plaintext: Bytes): Promise<Bytes> {
  return sealWith(await importAeadKey(key), nonce, aad, plaintext)
}

/** @throws {CryptoError} `bad-key`, `does-not-open` */
export async function aeadOpen(key: Bytes, nonce: Bytes, aad: Bytes, sealed: Bytes): Promise<Bytes> {
  return openWith(await importAeadKey(key), nonce, aad, sealed)
}

export async function sealWith(key: CryptoKey, nonce: Bytes, aad: Bytes, plaintext: Bytes): Promise<Bytes> {
  if (nonce.length !== 12) throw new CryptoError('bad-key')
  return new Uint8Array(await subtle().encrypt({ name: 'AES-GCM', iv: nonce, additionalData: aad }, key, plaintext))
}

export async function openWith(key: CryptoKey, nonce: Bytes, aad: Bytes, sealed: Bytes): Promise<Bytes> {
  if (nonce.length !== 12) throw new CryptoError('bad-key')
  if (sealed.length < tagLength) throw new CryptoError('does-not-open')
  try {
    return new Uint8Array(await subtle().decrypt({ name: 'AES-GCM', iv: nonce, additionalData: aad }, key, sealed))
  } catch (cause) {
    throw new CryptoError('does-not-open', { cause })
  }
}
