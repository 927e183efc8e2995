// Padding in bytes: length u32 ‖ content ‖ zeros, up to the smallest bucket that holds it (docs/spec/envelope.md, "Padding").
import { type Bytes, concat, readU32, u32 } from '@isnad/bytes'

/** What `content` becomes in a bucket of `length` bytes. */
export function pad(content: Bytes, length: number): Bytes {
  const out = new Uint8Array(length)
  out.set(concat(u32(content.length), content))
  return out
}

/** The content, or undefined where length or padding is wrong. */
export function unpad(padded: Bytes): Bytes | undefined {
  if (padded.length < 4) return undefined
  const length = readU32(padded, 0)
  if (length > padded.length - 4) return undefined
  return isZero(padded.subarray(4 + length)) ? padded.slice(4, 4 + length) : undefined
}

/** True where every byte is zero. */
export function isZero(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== 0) return false
  return true
}
