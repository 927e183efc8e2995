// The formats of docs/spec/{keys,envelope,replies}.md over the second implementation's primitives.
import {
  bulk,
  bytes,
  ed25519Sign,
  hkdf,
  hmac,
  hpkeSeal,
  label,
  publicKey,
  sha256,
  stretch,
  u16,
  u32,
  u64,
} from './primitives.ts'

const none = bytes()
type Draw = (length: number) => Uint8Array

/** keys.md, "Codes". */
export const codeOf = (bits: Uint8Array): Buffer => bytes(bits, sha256(label('isnad/v1/code'), bits).subarray(0, 1))
export const digitsOf = (code: Uint8Array): string =>
  BigInt(`0x${Buffer.from(code).toString('hex')}`)
    .toString()
    .padStart(27, '0')
export function wordsOf(code: Uint8Array, list: readonly string[]): string {
  const bits = [...code].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return Array.from({ length: 8 }, (_, i) => list[Number.parseInt(bits.slice(i * 11, i * 11 + 11), 2)]).join(' ')
}
export const stretched = (code: Uint8Array, use: string, programmeId: Uint8Array): Buffer =>
  stretch(code, bytes(`isnad/v1/${use}`, programmeId))

/** replies.md, "Thread". */
export function thread(secret: Uint8Array, deskId: Uint8Array) {
  const replySeed = hkdf(secret, none, bytes(label('isnad/v1/reply-seed'), deskId), 32)
  const replyKey = publicKey(2, replySeed)
  return {
    replySeed,
    replyKey,
    shard: hkdf(secret, none, label('isnad/v1/shard'), 2),
    tags: hkdf(replyKey, none, label('isnad/v1/tags'), 2048),
  }
}

export interface EnvelopeInput {
  readonly cbor: Uint8Array
  /** Body bucket and padded length. */
  readonly bucket: 0 | 1 | 2
  readonly parts: readonly { readonly plaintext: Uint8Array; readonly padded: number }[]
  readonly desks: readonly { readonly deskId: Uint8Array; readonly epoch: number; readonly publicKey: Uint8Array }[]
  readonly threadSecret: Uint8Array | null
}

/** envelope.md: draws in the order given there under "Draws". */
export function envelope(input: EnvelopeInput, draw: Draw) {
  const secret = input.threadSecret ?? draw(32)
  const reportId = draw(16)
  const contentKey = draw(32)
  const parts = input.parts.map(({ plaintext, padded }, j) => {
    const how = { salt: draw(24), info: bytes(label('isnad/v1/blob'), [j], reportId), aad: none, chunk: 262_144 }
    return bulk(contentKey, how, bytes(plaintext, new Uint8Array(padded - plaintext.length)))
  })
  const header = bytes(
    'ISN',
    [1, 1, input.bucket, 0],
    reportId,
    [input.desks.length, parts.length],
    ...input.desks.map(({ deskId, epoch }) => bytes(deskId, u32(epoch))),
    ...parts.map((part) => bytes(sha256(part), u64(part.length))),
  )
  const H = sha256(header)
  const length = [1024, 4096, 16_384][input.bucket] ?? 0
  const padded = bytes(u32(input.cbor.length), input.cbor, new Uint8Array(length - 4 - input.cbor.length))
  const how = { salt: draw(24), info: label('isnad/v1/body'), aad: bytes(H, 'body'), chunk: 16_384 }
  const body = bulk(contentKey, how, padded)
  const slots = input.desks.map(({ deskId, epoch, publicKey: to }) => {
    const { replyKey, shard } = thread(secret, deskId)
    const plaintext = bytes(contentKey, replyKey, shard)
    const aad = bytes(H, deskId, u32(epoch), sha256(body))
    return hpkeSeal(1, to, draw, { info: label('isnad/v1/slot'), aad, plaintext })
  })
  return { reportId, contentKey, H, parts, envelope: bytes(header, ...slots, body) }
}

export interface AnswerInput {
  readonly kind: 1 | 2
  readonly deskId: Uint8Array
  readonly epoch: number
  readonly answerSeed: Uint8Array
  readonly threadSecret: Uint8Array
  readonly H: Uint8Array
  readonly content: Uint8Array
  readonly n: number
}

/** replies.md, "Reply". */
export function replies(input: AnswerInput, draw: Draw): Buffer[] {
  const { deskId, content } = input
  const { replyKey, tags } = thread(input.threadSecret, deskId)
  const pskId = label('isnad/v1/reply-psk')
  const psk = { key: hkdf(replyKey, none, pskId, 32), id: pskId }
  const of = Math.max(1, Math.ceil(content.length / 863))
  return Array.from({ length: of }, (_, i) => {
    const part = content.subarray(i * 863, (i + 1) * 863)
    const n = input.n + i
    const tag = tags.subarray(8 * n, 8 * n + 8)
    const head = bytes([input.kind], u32(input.epoch), input.H, [i + 1, of], u16(part.length))
    const padded = bytes(part, new Uint8Array(863 - part.length))
    const signed = bytes(label('isnad/v1/answer'), deskId, replyKey, [n], head, padded)
    const plaintext = bytes(head, ed25519Sign(input.answerSeed, signed), padded)
    const info = bytes(label('isnad/v1/reply'), [n], deskId)
    const sealed = hpkeSeal(2, replyKey, draw, { info, aad: tag, plaintext, psk })
    const mask = hkdf(replyKey, none, bytes(label('isnad/v1/reply-mask'), [n]), 32)
    for (let i = 0; i < 32; i++) sealed[i] = (sealed[i] ?? 0) ^ (mask[i] ?? 0)
    return bytes(tag, sealed)
  })
}

/** keys.md, "Keyrings": CBOR [1, bytes32, bytes32, bytes24] by hand. */
export function keyring(
  stretchedCode: Uint8Array,
  ed25519: Uint8Array,
  xwing: Uint8Array,
  short: Uint8Array,
  draw: Draw,
) {
  const derived = hkdf(stretchedCode, none, label('isnad/v1/keyring'), 80)
  const [id, auth, key] = [derived.subarray(0, 16), derived.subarray(16, 48), derived.subarray(48)]
  const cbor = bytes([0x84, 0x01, 0x58, 32], ed25519, [0x58, 32], xwing, [0x58, 24], short)
  const padded = bytes(u32(cbor.length), cbor, new Uint8Array(256 - 4 - cbor.length))
  const how = { salt: draw(24), info: label('isnad/v1/keyring-bulk'), aad: id, chunk: 256 }
  return { id, auth, key, sealed: bulk(key, how, padded) }
}

/** keys.md, "Seeds". */
export function seedsWrap(
  to: { publicKey: Uint8Array; programmeId: Uint8Array; deskId: Uint8Array; epoch: number; deviceId: Uint8Array },
  seeds: { kem: Uint8Array; sms: Uint8Array; answer: Uint8Array },
  draw: Draw,
): Buffer {
  const aad = bytes(to.programmeId, to.deskId, u32(to.epoch), to.deviceId)
  const plaintext = bytes(seeds.kem, seeds.sms, seeds.answer)
  return hpkeSeal(1, to.publicKey, draw, { info: label('isnad/v1/seeds'), aad, plaintext })
}

/** envelope.md, "Operations". */
export const itemRef = (seed: Uint8Array, reportId: Uint8Array): Buffer =>
  hmac(hkdf(seed, none, label('isnad/v1/item'), 32), reportId).subarray(0, 16)

export function operationPayload(
  to: { publicKey: Uint8Array; deskId: Uint8Array; epoch: number },
  cbor: Uint8Array,
  bucket: number,
  draw: Draw,
): Buffer {
  const plaintext = bytes(u32(cbor.length), cbor, new Uint8Array(bucket - 4 - cbor.length))
  const info = label('isnad/v1/operation-payload')
  return hpkeSeal(1, to.publicKey, draw, { info, aad: bytes(to.deskId, u32(to.epoch)), plaintext })
}
