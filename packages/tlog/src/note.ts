// Signed notes as in C2SP signed-note, with one Ed25519 key (docs/spec/log.md §5).
import { type Bytes, base64url, concat, equal, parseBase64url, parseUtf8, slice, utf8 } from '@isnad/bytes'
import { type Signer, sha256, verifySignature } from '@isnad/crypto'
import { TlogError } from './errors.ts'

/** Whose signature on a note counts. */
export interface NoteKey {
  /** Without space or plus. */
  readonly name: string
  /** Ed25519 public key, 32 bytes. */
  readonly publicKey: Bytes
}

/** The most characters of a note: room for 16 signatures of witnesses. */
const maxNote = 65_536
const maxSignatures = 64
const ed25519Type = Uint8Array.of(0x0a, 0x01)

/** SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key), its first 4 bytes. */
export function keyId({ name, publicKey }: NoteKey): Bytes {
  return slice(sha256(concat(utf8(name), ed25519Type, publicKey)), 0, 4)
}

/** @param text one or more lines, each with its newline. @throws {TlogError} `bad-checkpoint` for another text or name */
export async function signNote(signer: Signer, name: string, text: string): Promise<string> {
  if (!isText(text) || !isName(name)) throw new TlogError('bad-checkpoint')
  const signature = concat(keyId({ name, publicKey: signer.publicKey }), await signer.sign(utf8(text)))
  return `${text}\n— ${name} ${base64(signature)}\n`
}

/**
 * The text of a note, once the key's signature on it holds. Signatures of other keys are passed over.
 * @throws {TlogError} `bad-checkpoint`
 */
export async function openNote(note: string | Uint8Array, key: NoteKey): Promise<string> {
  const whole = typeof note === 'string' ? note : decode(note)
  const at = whole.lastIndexOf('\n\n')
  const text = whole.slice(0, at + 1)
  const lines = whole.slice(at + 2).split('\n')
  if (at < 0 || whole.length > maxNote || !isText(text) || lines.pop() !== '') throw new TlogError('bad-checkpoint')
  if (lines.length === 0 || lines.length > maxSignatures) throw new TlogError('bad-checkpoint')
  const id = keyId(key)
  let held = 0
  for (const line of lines) {
    const { name, bytes } = parseLine(line)
    if (name !== key.name || !equal(bytes.subarray(0, 4), id)) continue
    await verify(key, text, bytes)
    held++
  }
  if (held === 0) throw new TlogError('bad-checkpoint')
  return text
}

async function verify(key: NoteKey, text: string, bytes: Bytes): Promise<void> {
  try {
    await verifySignature(key.publicKey, utf8(text), slice(bytes, 4, bytes.length - 4))
  } catch (cause) {
    throw new TlogError('bad-checkpoint', { cause })
  }
}
function parseLine(line: string): { name: string; bytes: Bytes } {
  const [, name = '', encoded = ''] = /^— ([^ ]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? []
  const bytes = parseBase64(encoded)
  if (!isName(name) || bytes.length < 5) throw new TlogError('bad-checkpoint')
  return { name, bytes }
}
const isName = (name: string): boolean => /^[^\s+\p{Cc}\p{Cs}]+$/u.test(name)
/** Ends in a newline, has no control character beside newlines. */
const isText = (text: string): boolean => text.endsWith('\n') && !/[^\P{Cc}\n]|\p{Cs}/u.test(text)
function decode(bytes: Uint8Array): string {
  try {
    return parseUtf8(bytes)
  } catch (cause) {
    throw new TlogError('bad-checkpoint', { cause })
  }
}

/** Standard base64 with padding (RFC 4648 §4), as signed notes have it. */
export function base64(bytes: Uint8Array): string {
  const text = base64url(bytes).replaceAll('-', '+').replaceAll('_', '/')
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=')
}
/** The one standard spelling only. @throws {TlogError} `bad-checkpoint` */
export function parseBase64(text: string): Bytes {
  try {
    const bytes = parseBase64url(text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''))
    if (base64(bytes) === text) return bytes
  } catch (cause) {
    throw new TlogError('bad-checkpoint', { cause })
  }
  throw new TlogError('bad-checkpoint')
}
