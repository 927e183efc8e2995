// Key derivation by WebCrypto: HKDF and HMAC with SHA-256 (RFC 5869, RFC 2104), PBKDF2 for codes (RFC 8018).
import type { Bytes } from '@isnad/bytes'
import { CryptoError } from './errors.ts'
import { subtle } from './platform.ts'

/** HKDF's limit, 255 blocks. */
const most = 255 * 32

/** HKDF-SHA-256, extract and expand. `length` 1 to 8,160 bytes. @throws {CryptoError} `wrong-length`, `bad-key` on empty `ikm` */
export async function hkdf(ikm: Bytes, salt: Bytes, info: Bytes, length: number): Promise<Bytes> {
  if (ikm.length === 0) throw new CryptoError('bad-key')
  if (!Number.isInteger(length) || length < 1 || length > most) throw new CryptoError('wrong-length')
  const key = await subtle().importKey('raw', ikm, 'HKDF', false, ['deriveBits'])
  return new Uint8Array(await subtle().deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, key, length * 8))
}

/** HMAC-SHA-256, 32 bytes. @throws {CryptoError} `bad-key` on an empty key */
export async function hmac(key: Bytes, data: Bytes): Promise<Bytes> {
  if (key.length === 0) throw new CryptoError('bad-key')
  const imported = await subtle().importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return new Uint8Array(await subtle().sign('HMAC', imported, data))
}

/** Fixed by vectors/codes.json: another number is another format. */
export const stretchRounds = 600_000

/** PBKDF2-HMAC-SHA-256 to 32 bytes; takes about a second on an old phone, so call it in a worker or while a person reads. */
export function stretch(secret: Bytes, salt: Bytes): Promise<Bytes> {
  return pbkdf2(secret, salt, stretchRounds, 32)
}

/** For the vectors, which use other rounds. */
export async function pbkdf2(secret: Bytes, salt: Bytes, rounds: number, length: number): Promise<Bytes> {
  const key = await subtle().importKey('raw', secret, 'PBKDF2', false, ['deriveBits'])
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds }
  return new Uint8Array(await subtle().deriveBits(how, key, length * 8))
}
