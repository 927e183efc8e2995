// Bulk sealing: a committed key, then AES-256-GCM in chunks that cannot be cut, moved or joined (docs/spec/envelope.md, "Bulk").
import { type Bytes, equal } from '@isnad/bytes'
import { importAeadKey, openWith, sealWith, tagLength } from './aead.ts'
import { CryptoError } from './errors.ts'
import { hkdf } from './kdf.ts'

export const bulkSaltLength = 24
const commitmentLength = 32
const headLength = bulkSaltLength + commitmentLength
/** Chunks in flight at once: enough to keep WebCrypto's threads busy, few enough to hold memory flat. */
const inFlight = 8

/** What both sides know beforehand. */
export interface BulkKey {
  /** 32 bytes that may seal many objects, each under its own `info` or salt. */
  readonly objectKey: Bytes
  /** A label and what tells this object from others under the same key. */
  readonly info: Bytes
  /** Bound to every chunk. */
  readonly aad: Bytes
  /** Plaintext bytes in a chunk; the last may be shorter. */
  readonly chunk: number
}

/** Length of the sealed form of `length` plaintext bytes. Nothing is one empty chunk. */
export function bulkLength(length: number, chunk: number): number {
  return headLength + length + tagLength * chunksOf(length, chunk)
}

const chunksOf = (length: number, chunk: number): number => Math.max(1, Math.ceil(length / chunk))

export interface BulkSealing extends BulkKey {
  /** 24 fresh random bytes. */
  readonly salt: Bytes
  readonly plaintext: Bytes
  /** Pads the plaintext with zeros to so many bytes. */
  readonly length?: number
  /**
   * A buffer of exactly `bulkLength` bytes to write to, for who seals one object after another: taking new memory from
   * the system costs as much again as sealing does.
   */
  readonly into?: Bytes
}

/** salt[24] ‖ commitment[32] ‖ chunks. @throws {CryptoError} `wrong-length`, `bad-key` */
export async function sealBulk(sealing: BulkSealing): Promise<Bytes> {
  const { salt, plaintext, aad, chunk } = sealing
  const length = sealing.length ?? plaintext.length
  if (salt.length !== bulkSaltLength || length < plaintext.length) throw new CryptoError('wrong-length')
  const out = sealing.into ?? new Uint8Array(bulkLength(length, chunk))
  if (out.length !== bulkLength(length, chunk)) throw new CryptoError('wrong-length')
  const { key, commitment } = await keyOf(sealing, salt)
  out.set(salt)
  out.set(commitment, bulkSaltLength)
  await eachChunk(length, chunk, async ({ nonce, at, size, sealedAt }) => {
    const sealed = await sealWith(key, nonce, aad, padded(plaintext, at, size))
    out.set(sealed, sealedAt)
    release(sealed)
  })
  return out
}

/**
 * The padded plaintext, whole or not at all.
 * @param opening `length` is the plaintext length that is right; it is checked before any other work.
 * @throws {CryptoError} `wrong-length`, `does-not-open`, `bad-key`
 */
export async function openBulk(opening: BulkKey & { readonly sealed: Bytes; readonly length: number }): Promise<Bytes> {
  const { sealed, length, aad, chunk } = opening
  if (sealed.length !== bulkLength(length, chunk)) throw new CryptoError('wrong-length')
  const { key, commitment } = await keyOf(opening, new Uint8Array(sealed.subarray(0, bulkSaltLength)))
  if (!equal(commitment, sealed.subarray(bulkSaltLength, headLength))) throw new CryptoError('does-not-open')
  const out = new Uint8Array(length)
  await eachChunk(length, chunk, async ({ nonce, at, size, sealedAt }) => {
    const opened = await openWith(key, nonce, aad, sealed.subarray(sealedAt, sealedAt + size + tagLength))
    out.set(opened, at)
    release(opened)
  })
  return out
}

/** Gives a chunk's memory back at once where the platform can, so that the next chunk finds it warm. */
function release(bytes: Bytes): void {
  const buffer: ArrayBuffer & { transfer?: (length: number) => ArrayBuffer } = bytes.buffer
  buffer.transfer?.(0)
}

async function keyOf({ objectKey, info }: BulkKey, salt: Bytes): Promise<{ key: CryptoKey; commitment: Bytes }> {
  if (objectKey.length !== 32) throw new CryptoError('bad-key')
  const derived = await hkdf(objectKey, salt, info, 32 + commitmentLength)
  return { key: await importAeadKey(derived.slice(0, 32)), commitment: derived.slice(32) }
}

interface Chunk {
  readonly nonce: Bytes
  /** Where it stands in the plaintext, and how long it is there. */
  readonly at: number
  readonly size: number
  readonly sealedAt: number
}

async function eachChunk(length: number, chunk: number, work: (chunk: Chunk) => Promise<void>): Promise<void> {
  const count = chunksOf(length, chunk)
  for (let first = 0; first < count; first += inFlight) {
    const batch: Promise<void>[] = []
    for (let i = first; i < Math.min(count, first + inFlight); i++) {
      const at = i * chunk
      const size = Math.min(chunk, length - at)
      batch.push(work({ nonce: nonceOf(i, i === count - 1), at, size, sealedAt: headLength + i * (chunk + tagLength) }))
    }
    await Promise.all(batch)
  }
}

/** 0[7] ‖ counter[4] ‖ last[1]. The key is used for this object alone. */
function nonceOf(counter: number, last: boolean): Bytes {
  const nonce = new Uint8Array(12)
  new DataView(nonce.buffer).setUint32(7, counter)
  nonce[11] = last ? 1 : 0
  return nonce
}

/** A view where the plaintext covers the chunk, else a copy with zeros behind. */
function padded(plaintext: Bytes, at: number, size: number): Bytes {
  const there = plaintext.subarray(at, at + size)
  if (there.length === size) return there
  const out = new Uint8Array(size)
  out.set(there)
  return out
}
