// Joining, comparing and numbering bytes. All integers are big-endian.
import { BytesError } from './errors.ts'

/** Bytes over a buffer of their own kind, as WebCrypto takes them. */
export type Bytes = Uint8Array<ArrayBuffer>

export function concat(...parts: readonly Uint8Array[]): Bytes {
  let length = 0
  for (const part of parts) length += part.length
  const out = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

/** Equality whose time depends on the length alone. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0)
  return difference === 0
}

/** Order of bytes as in `memcmp`, the shorter first: negative, 0 or positive. */
export function compare(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length)
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** A copy of `length` bytes from `at`. @throws {BytesError} `too-short` */
export function slice(bytes: Uint8Array, at: number, length: number): Bytes {
  if (at < 0 || length < 0 || at + length > bytes.length) throw new BytesError('too-short')
  return new Uint8Array(bytes.subarray(at, at + length))
}

export const u8 = (n: number): Bytes => Uint8Array.of(n)
export function u16(n: number): Bytes {
  const out = new Uint8Array(2)
  new DataView(out.buffer).setUint16(0, n)
  return out
}
export function u32(n: number): Bytes {
  const out = new Uint8Array(4)
  new DataView(out.buffer).setUint32(0, n)
  return out
}
/** A whole number up to 2^53 − 1 in 8 bytes. */
export function u64(n: number): Bytes {
  const out = new Uint8Array(8)
  new DataView(out.buffer).setBigUint64(0, BigInt(n))
  return out
}

function view(bytes: Uint8Array, at: number, length: number): DataView {
  if (at < 0 || at + length > bytes.length) throw new BytesError('too-short')
  return new DataView(bytes.buffer, bytes.byteOffset + at, length)
}
/** @throws {BytesError} `too-short` */
export const readU8 = (bytes: Uint8Array, at: number): number => view(bytes, at, 1).getUint8(0)
/** @throws {BytesError} `too-short` */
export const readU16 = (bytes: Uint8Array, at: number): number => view(bytes, at, 2).getUint16(0)
/** @throws {BytesError} `too-short` */
export const readU32 = (bytes: Uint8Array, at: number): number => view(bytes, at, 4).getUint32(0)
/** Values over 2^53 − 1 come back inexact and must be refused by the caller's limit. @throws {BytesError} `too-short` */
export const readU64 = (bytes: Uint8Array, at: number): number => Number(view(bytes, at, 8).getBigUint64(0))

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
export const utf8 = (text: string): Bytes => encoder.encode(text) as Bytes
/** @throws {BytesError} `bad-utf8` */
export function parseUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch (cause) {
    throw new BytesError('bad-utf8', { cause })
  }
}

/** The domain label that starts every signed or sealed thing: one byte of length, then the text. */
export function label(text: string): Bytes {
  const bytes = utf8(text)
  if (bytes.length > 255) throw new RangeError('label longer than 255 bytes')
  return concat(u8(bytes.length), bytes)
}
