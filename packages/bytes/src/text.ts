// Bytes as text: hex, base64url without padding, and ids in lower-case Crockford base32 (docs/spec/keys.md).
import type { Bytes } from './bytes.ts'
import { BytesError } from './errors.ts'

const hexDigits = '0123456789abcdef'
export function hex(bytes: Uint8Array): string {
  let out = ''
  for (const byte of bytes) out += `${hexDigits.charAt(byte >> 4)}${hexDigits.charAt(byte & 15)}`
  return out
}
/** @throws {BytesError} `bad-hex` */
export function parseHex(text: string): Bytes {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) throw new BytesError('bad-hex')
  const out = new Uint8Array(text.length / 2)
  for (let i = 0; i < out.length; i++) out[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16)
  return out
}

export function base64url(bytes: Uint8Array): string {
  let binary = ''
  for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
/** Refuses padding, other letters, and spare bits that are not zero. @throws {BytesError} `bad-base64url` */
export function parseBase64url(text: string): Bytes {
  if (text.length % 4 === 1 || !/^[A-Za-z0-9_-]*$/.test(text)) throw new BytesError('bad-base64url')
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  const out = Uint8Array.from(binary, (letter) => letter.charCodeAt(0))
  if (base64url(out) !== text) throw new BytesError('bad-base64url')
  return out
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
/** 8 bytes print as 13 letters, 16 as 26; spare low bits are zero. */
export function printId(bytes: Uint8Array): string {
  let out = ''
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      out += alphabet.charAt((held >> bits) & 31)
    }
    held &= (1 << bits) - 1
  }
  return bits > 0 ? out + alphabet.charAt((held << (5 - bits)) & 31) : out
}
/** Takes the canonical form alone. @throws {BytesError} `bad-id` */
export function parseId(text: string, length: number): Bytes {
  const out = new Uint8Array(length)
  let held = 0
  let bits = 0
  let at = 0
  for (const letter of text) {
    const value = alphabet.indexOf(letter)
    if (value < 0) throw new BytesError('bad-id')
    held = (held << 5) | value
    bits += 5
    if (bits >= 8) {
      bits -= 8
      if (at === length) throw new BytesError('bad-id')
      out[at++] = (held >> bits) & 255
    }
    held &= (1 << bits) - 1
  }
  if (at !== length || printId(out) !== text) throw new BytesError('bad-id')
  return out
}
