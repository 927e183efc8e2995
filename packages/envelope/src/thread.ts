// What follows from a thread secret: one reply key for each desk, and the shard to listen in (docs/spec/replies.md).
import { type Bytes, concat, label, readU16 } from '@isnad/bytes'
import { hkdf, kemPublicKey } from '@isnad/crypto/seal'
import { type DeskId, shortIdBytes } from '@isnad/model'
import { EnvelopeError } from './errors.ts'

const none = new Uint8Array(0)

export interface ThreadKeys {
  /** 0…65,535; a day's file is `shard` modulo the day's number of shards. */
  readonly shard: number
  /**
   * 32 bytes that the desk finds in its slot, an X25519 public key that is itself kept secret: with it a desk can answer,
   * and not read what it or another member answered.
   */
  replyKey(deskId: DeskId): Promise<Bytes>
  /** The seed of that key, which the phone alone can derive, and reads the answers with. */
  replySeed(deskId: DeskId): Promise<Bytes>
}

/** @param threadSecret 32 bytes: a stretched source code, or random ones. @throws {EnvelopeError} `bad-thread` */
export async function threadKeys(threadSecret: Bytes): Promise<ThreadKeys> {
  if (threadSecret.length !== 32) throw new EnvelopeError('bad-thread')
  const replySeed = (deskId: DeskId): Promise<Bytes> =>
    hkdf(threadSecret, none, concat(label('isnad/v1/reply-seed'), shortIdBytes(deskId)), 32)
  return {
    shard: readU16(await hkdf(threadSecret, none, label('isnad/v1/shard'), 2), 0),
    replySeed,
    replyKey: async (deskId) => kemPublicKey(2, await replySeed(deskId)),
  }
}

export const tagLength = 8
/** How many replies one desk can give in one thread. */
export const tagCount = 256

/** The tags of a thread's replies from one desk, in order, 8 bytes each. @param replyKey 32 bytes */
export async function replyTags(replyKey: Bytes): Promise<Bytes[]> {
  const all = await hkdf(replyKey, none, label('isnad/v1/tags'), tagCount * tagLength)
  return Array.from({ length: tagCount }, (_, n) => all.slice(n * tagLength, (n + 1) * tagLength))
}
