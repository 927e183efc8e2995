// One bit turned over.
import type { Bytes } from '@isnad/bytes'

export function flip(bytes: Bytes, bit: number): Bytes {
  const out = new Uint8Array(bytes)
  out[bit >> 3] = (out[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return out
}
