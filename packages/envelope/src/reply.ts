// One reply: 1,024 bytes that only the thread can find and only the phone can open, signed by the desk's answer key
// (docs/spec/replies.md).
import { type Bytes, concat, equal, label, readU16, readU32, readU8, u16, u32, u8 } from '@isnad/bytes'
import { CryptoError, type Random, type Signer, verifySignature } from '@isnad/crypto'
import { hkdf, hpkeLength, hpkeOpen, hpkeSeal, type Psk } from '@isnad/crypto/seal'
import { type DeskId, shortIdBytes } from '@isnad/model'
import { isZero } from './padding.ts'
import { tagLength } from './thread.ts'

export const replyLength = 1024
const headLength = 41
const signatureLength = 64
const encLength = 32
/** Bytes of content in one reply: 863. */
export const replyContent = /* @__PURE__ */ (() =>
  replyLength - tagLength - hpkeLength(2, 0) - headLength - signatureLength)()

/** What a reply carries: one part of an answer. */
export interface Reply {
  /** 1 answer, 2 acknowledgement; a reader shows no other. */
  readonly kind: number
  /** The epoch whose answer key signed. */
  readonly epoch: number
  /** Names the report answered: SHA-256 of its header. */
  readonly H: Bytes
  /** 1…`of`. */
  readonly part: number
  readonly of: number
  readonly content: Bytes
}

/** Where a reply stands: the `n`th of one thread's replies from one desk. */
export interface ReplyPlace {
  readonly deskId: DeskId
  readonly replyKey: Bytes
  readonly n: number
  /** The `n`th of `replyTags(replyKey)`. */
  readonly tag: Bytes
}

const infoOf = ({ n, deskId }: ReplyPlace): Bytes => concat(label('isnad/v1/reply'), u8(n), shortIdBytes(deskId))

/** Whoever breaks X25519 one day still lacks this, unless they had the reply key. */
async function pskOf({ replyKey }: ReplyPlace): Promise<Psk> {
  const id = label('isnad/v1/reply-psk')
  return { key: await hkdf(replyKey, new Uint8Array(0), id, 32), id }
}

/**
 * The encapsulation is a point of a curve, which random bytes are not: under the mask a reply looks like the random ones
 * that a day's file is filled up with.
 */
async function masked(sealed: Bytes, { replyKey, n }: ReplyPlace): Promise<Bytes> {
  const mask = await hkdf(replyKey, new Uint8Array(0), concat(label('isnad/v1/reply-mask'), u8(n)), encLength)
  return sealed.map((byte, i) => byte ^ (mask[i] ?? 0))
}

const signedOf = ({ deskId, replyKey, n }: ReplyPlace, head: Bytes, content: Bytes): Bytes =>
  concat(label('isnad/v1/answer'), shortIdBytes(deskId), replyKey, u8(n), head, content)

/** @throws {CryptoError} `bad-key`, `bad-signature` from a signer that is not its key's, `no-randomness` */
export async function sealReply(reply: Reply, place: ReplyPlace, signer: Signer, random: Random): Promise<Bytes> {
  const { kind, epoch, H, part, of, content } = reply
  const head = concat(u8(kind), u32(epoch), H, u8(part), u8(of), u16(content.length))
  const padded = new Uint8Array(replyContent)
  padded.set(content)
  const signed = signedOf(place, head, padded)
  const signature = await signer.sign(signed)
  await verifySignature(signer.publicKey, signed, signature)
  const sealed = await hpkeSeal({
    suite: 2,
    publicKey: place.replyKey,
    psk: await pskOf(place),
    info: infoOf(place),
    aad: place.tag,
    plaintext: concat(head, signature, padded),
    random,
  })
  return concat(place.tag, await masked(sealed, place))
}

/**
 * The reply, if it stands at this place, opens, and is signed by the key that `answerKey` gives for its epoch; else
 * undefined, since whoever fills a day's file may put anything under any tag.
 */
export async function openReply(
  bytes: Bytes,
  place: ReplyPlace & { readonly replySeed: Bytes },
  answerKey: (epoch: number) => Bytes | undefined,
): Promise<Reply | undefined> {
  if (bytes.length !== replyLength || !equal(bytes.subarray(0, tagLength), place.tag)) return undefined
  const what = {
    suite: 2,
    seed: place.replySeed,
    psk: await pskOf(place),
    info: infoOf(place),
    aad: place.tag,
  } as const
  const opened = await orUndefined(hpkeOpen({ ...what, sealed: await masked(bytes.slice(tagLength), place) }))
  if (opened === undefined) return undefined
  const [head, signature] = [opened.slice(0, headLength), opened.slice(headLength, headLength + signatureLength)]
  const padded = opened.slice(headLength + signatureLength)
  const signer = answerKey(readU32(head, 1))
  if (signer === undefined) return undefined
  const signed = verifySignature(signer, signedOf(place, head, padded), signature).then(() => true)
  return (await orUndefined(signed)) === undefined ? undefined : readReply(head, padded)
}

function readReply(head: Bytes, padded: Bytes): Reply | undefined {
  const length = readU16(head, 39)
  const [part, of] = [readU8(head, 37), readU8(head, 38)]
  if (length > replyContent || !isZero(padded.subarray(length)) || part < 1 || part > of) return undefined
  const content = padded.slice(0, length)
  return { kind: readU8(head, 0), epoch: readU32(head, 1), H: head.slice(5, 37), part, of, content }
}

/** Undefined for what does not open or verify; a platform that cannot work is still an error. */
async function orUndefined<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    const passing = error instanceof CryptoError && (error.code === 'does-not-open' || error.code === 'bad-signature')
    if (passing) return undefined
    throw error
  }
}
