// Hearing back: whole days are fetched, the same for everyone, and searched on the phone (docs/spec/replies.md).
import { type Bytes, slice } from '@isnad/bytes'
import type { Directory } from '@isnad/directory'
import { type Answer, openAnswers, threadKeys } from '@isnad/envelope'
import type { DeskId } from '@isnad/model'
import { type Client, getReplies, listReplyDays, replyLength } from '@isnad/wire'

export interface HearOptions {
  readonly client: Client
  readonly directory: Directory
  /** The stretched code. */
  readonly threadSecret: Bytes
  readonly signal?: AbortSignal
}

/**
 * All answers kept for a code, oldest first; none means that there is no answer yet, or that the code has a mistake.
 * Fetches the same with and without a hit.
 * @throws {WireError}
 */
export async function hear(options: HearOptions): Promise<readonly Answer[]> {
  const { client, directory, threadSecret } = options
  const call = options.signal === undefined ? {} : { signal: options.signal }
  const { shard } = await threadKeys(threadSecret)
  const days = []
  for (const { day, shards } of await client.call(listReplyDays, {}, call)) {
    const file = await client.call(getReplies, { params: { day, shard: shard % shards } }, call)
    days.push({ day, replies: split(file) })
  }
  return await openAnswers({ threadSecret, desks: directory.desks.map((desk) => answeringDesk(directory, desk.id)), days })
}

function answeringDesk(directory: Directory, deskId: DeskId) {
  const epochs = directory.epochs.filter((epoch) => epoch.deskId === deskId)
  return { deskId, answerKey: (number: number) => epochs.find((epoch) => epoch.number === number)?.answer }
}

function split(file: Bytes): Bytes[] {
  return Array.from({ length: Math.floor(file.length / replyLength) }, (_, i) => slice(file, i * replyLength, replyLength))
}
