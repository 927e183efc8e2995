// One reply: 1,024 bytes that only the thread can find and open, signed by the desk's answer key (docs/spec/replies.md).
import { type Bytes, concat, equal, label, readU16, readU32, readU8, u16, u32, u8 } from '@isnad/bytes'
import { CryptoError, type Signer, verifySignature } from '@isnad/crypto'
import { aeadOpen, aeadSeal, hkdf } from '@isnad/crypto/seal'
import { type DeskId, shortIdBytes } from '@isnad/model'
import { isZero } from './padding.ts'
import { tagLength } from './thread.ts'

export const replyLength = 1024
const saltLength = 16
const clearLength = tagLength + saltLength
const headLength = 41
const signatureLength = 64
/** Bytes of content in one reply. */
export const replyContent = replyLength - clearLength - 16 - headLength - signatureLength

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

/** Where a reply stands: the `n`th tag of one thread's replies from one desk. */
export interface ReplyPlace {
  readonly deskId: DeskId
  readonly replyKey: Bytes
  readonly n: number
  readonly tag: Bytes
}

const noNonce = new Uint8Array(12)

/** The key is used once: for this salt, this tag. */
function keyOf({ replyKey, n, deskId }: ReplyPlace, salt: Bytes): Promise<Bytes> {
  return hkdf(replyKey, salt, concat(label('isnad/v1/reply-key'), u8(n), shortIdBytes(deskId)), 32)
}

const signedOf = ({ deskId, tag }: ReplyPlace, salt: Bytes, head: Bytes, content: Bytes): Bytes =>
  concat(label('isnad/v1/answer'), shortIdBytes(deskId), tag, salt, head, content)

/** @param salt 16 fresh random bytes */
export async function sealReply(reply: Reply, place: ReplyPlace, signer: Signer, salt: Bytes): Promise<Bytes> {
  const { kind, epoch, H, part, of, content } = reply
  const head = concat(u8(kind), u32(epoch), H, u8(part), u8(of), u16(content.length))
  const padded = new Uint8Array(replyContent)
  padded.set(content)
  const signature = await signer.sign(signedOf(place, salt, head, padded))
  const clear = concat(place.tag, salt)
  return concat(clear, await aeadSeal(await keyOf(place, salt), noNonce, clear, concat(head, signature, padded)))
}

/**
 * The reply, if it stands at this place, opens, and is signed by the key that `answerKey` gives for its epoch; else
 * undefined, since whoever fills a day's file may put anything under any tag.
 */
export async function openReply(
  bytes: Bytes,
  place: ReplyPlace,
  answerKey: (epoch: number) => Bytes | undefined,
): Promise<Reply | undefined> {
  if (bytes.length !== replyLength || !equal(bytes.subarray(0, tagLength), place.tag)) return undefined
  const salt = bytes.slice(tagLength, clearLength)
  const key = await keyOf(place, salt)
  const opened = await orUndefined(aeadOpen(key, noNonce, bytes.slice(0, clearLength), bytes.slice(clearLength)))
  if (opened === undefined) return undefined
  const [head, signature] = [opened.slice(0, headLength), opened.slice(headLength, headLength + signatureLength)]
  const padded = opened.slice(headLength + signatureLength)
  const signer = answerKey(readU32(head, 1))
  if (signer === undefined) return undefined
  const signed = verifySignature(signer, signedOf(place, salt, head, padded), signature).then(() => true)
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
    if (error instanceof CryptoError && (error.code === 'does-not-open' || error.code === 'bad-signature'))
      return undefined
    throw error
  }
}
