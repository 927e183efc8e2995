// A second implementation, for the vectors: written from docs/spec alone, over OpenSSL (node:crypto) and noble's own
// X-Wing, without WebCrypto, without the `hpke` library and without a line of packages/.
import { x25519 } from '@noble/curves/ed25519.js'
import { ml_kem768_x25519 as XWing } from '@noble/post-quantum/hybrid.js'
import { chacha20poly1305 } from '@noble/ciphers/chacha.js'
import {
  createCipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  pbkdf2Sync,
  sign,
} from 'node:crypto'

export const bytes = (...parts: (Uint8Array | string | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : Buffer.from(part))))
export const u16 = (n: number): number[] => [n >> 8, n & 255]
export const u32 = (n: number): number[] => [...u16(Math.floor(n / 65536)), ...u16(n % 65536)]
export const u64 = (n: number): number[] => [...u32(Math.floor(n / 2 ** 32)), ...u32(n % 2 ** 32)]
/** keys.md, "Labels". */
export const label = (text: string): Buffer => bytes([text.length], text)

export const sha256 = (...parts: Uint8Array[]): Buffer =>
  createHash('sha256')
    .update(bytes(...parts))
    .digest()
export const sha512 = (data: Uint8Array): Buffer => createHash('sha512').update(data).digest()
export const hmac = (key: Uint8Array, data: Uint8Array): Buffer => createHmac('sha256', key).update(data).digest()
export const stretch = (secret: Uint8Array, salt: Uint8Array): Buffer => pbkdf2Sync(secret, salt, 600_000, 32, 'sha256')

/** RFC 5869, by hand. */
export function hkdf(ikm: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Buffer {
  return expand(hmac(salt.length === 0 ? new Uint8Array(32) : salt, ikm), info, length)
}
function expand(prk: Uint8Array, info: Uint8Array, length: number): Buffer {
  const blocks: Buffer[] = []
  for (let i = 1; blocks.length * 32 < length; i++) blocks.push(hmac(prk, bytes(blocks.at(-1) ?? [], info, [i])))
  return bytes(...blocks).subarray(0, length)
}

export function aesGcm(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(aad)
  return bytes(cipher.update(plaintext), cipher.final(), cipher.getAuthTag())
}

const ed25519Key = (seed: Uint8Array) =>
  createPrivateKey({
    key: bytes(Buffer.from('302e020100300506032b657004220420', 'hex'), seed),
    format: 'der',
    type: 'pkcs8',
  })
export const ed25519Public = (seed: Uint8Array): Buffer =>
  createPublicKey(ed25519Key(seed)).export({ format: 'der', type: 'spki' }).subarray(-32)
export const ed25519Sign = (seed: Uint8Array, message: Uint8Array): Buffer => sign(null, message, ed25519Key(seed))

/** A stream that can be written down: block i is SHA-256(label ‖ seed ‖ u32 i), and each draw takes the next bytes. */
export function stream(seed: Uint8Array): (length: number) => Uint8Array<ArrayBuffer> {
  let held = Buffer.alloc(0)
  let next = 0
  return (length) => {
    while (held.length < length) {
      const block = sha256(label('isnad/v1/test-random'), bytes(seed), bytes(u32(next++)))
      held = Buffer.concat([held, block])
    }
    const drawn = new Uint8Array(held.subarray(0, length))
    held = held.subarray(length)
    return drawn
  }
}

export const publicKey = (suite: 1 | 2, seed: Uint8Array): Buffer =>
  Buffer.from(suite === 1 ? XWing.keygen(seed).publicKey : x25519.getPublicKey(seed))

interface HpkeInput {
  readonly info: Uint8Array
  readonly aad: Uint8Array
  readonly plaintext: Uint8Array
  readonly psk?: { readonly key: Uint8Array; readonly id: Uint8Array }
}

/** RFC 9180 §5.1 in base or PSK mode, the KEM being X-Wing (0x647a) or DHKEM(X25519, HKDF-SHA256) (0x0020), by hand. */
export function hpkeSeal(
  suite: 1 | 2,
  to: Uint8Array,
  draw: (length: number) => Uint8Array,
  { info, aad, plaintext, psk }: HpkeInput,
): Buffer {
  const [kem, aead] = suite === 1 ? [0x647a, 2] : [0x0020, 3]
  const id = bytes('HPKE', u16(kem), u16(1), u16(aead))
  const { enc, shared } = suite === 1 ? encapsulateXwing(to, draw(64)) : encapsulateDh(to, draw(32))
  const none = bytes()
  const mode = psk === undefined ? 0 : 1
  const context = bytes([mode], extract(id, none, 'psk_id_hash', psk?.id ?? none), extract(id, none, 'info_hash', info))
  const secret = extract(id, shared, 'secret', psk?.key ?? none)
  const key = labeledExpand(id, secret, 'key', context, 32)
  const nonce = labeledExpand(id, secret, 'base_nonce', context, 12)
  const sealed = suite === 1 ? aesGcm(key, nonce, aad, plaintext) : chacha20poly1305(key, nonce, aad).encrypt(plaintext)
  return bytes(enc, sealed)
}

function encapsulateXwing(to: Uint8Array, draw: Uint8Array) {
  const { cipherText, sharedSecret } = XWing.encapsulate(to, draw)
  return { enc: cipherText, shared: sharedSecret }
}

function encapsulateDh(to: Uint8Array, draw: Uint8Array) {
  const id = bytes('KEM', u16(0x0020))
  const secret = labeledExpand(id, extract(id, bytes(), 'dkp_prk', draw), 'sk', bytes(), 32)
  const enc = x25519.getPublicKey(secret)
  const prk = extract(id, bytes(), 'eae_prk', x25519.getSharedSecret(secret, to))
  return { enc, shared: labeledExpand(id, prk, 'shared_secret', bytes(enc, to), 32) }
}

const extract = (id: Uint8Array, salt: Uint8Array, name: string, ikm: Uint8Array): Buffer =>
  hmac(salt.length === 0 ? new Uint8Array(32) : salt, bytes('HPKE-v1', id, name, ikm))
const labeledExpand = (id: Uint8Array, prk: Uint8Array, name: string, info: Uint8Array, length: number): Buffer =>
  expand(prk, bytes(u16(length), 'HPKE-v1', id, name, info), length)

/** envelope.md, "Bulk". */
export function bulk(
  objectKey: Uint8Array,
  { salt, info, aad, chunk }: { salt: Uint8Array; info: Uint8Array; aad: Uint8Array; chunk: number },
  plaintext: Uint8Array,
): Buffer {
  const derived = hkdf(objectKey, salt, info, 64)
  const count = Math.max(1, Math.ceil(plaintext.length / chunk))
  const chunks = Array.from({ length: count }, (_, i) => {
    const nonce = bytes(new Uint8Array(7), u32(i), [i === count - 1 ? 1 : 0])
    return aesGcm(derived.subarray(0, 32), nonce, aad, plaintext.subarray(i * chunk, (i + 1) * chunk))
  })
  return bytes(salt, derived.subarray(32), ...chunks)
}
