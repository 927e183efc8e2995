// Hearing back: whole days are fetched, the same for everyone, and searched on the phone (docs/spec/replies.md).
import { type Bytes, slice } from '@isnad/bytes'
import type { Directory } from '@isnad/directory'
import { type Heard, openAnswers, threadKeys } from '@isnad/envelope'
import { type Client, getReplies, listReplyDays, replyLength } from '@isnad/wire'
import { reach } from './reach.ts'

export interface HearOptions {
  readonly client: Client
  readonly directory: Directory
  /** The stretched code. */
  readonly threadSecret: Bytes
  readonly signal?: AbortSignal
}

/**
 * All answers kept for a code; none means that there is no answer yet, or that the code has a mistake.
 * Fetches the same with and without a hit.
 * @throws {OutboxError} `offline`, `later`
 */
export async function hear(options: HearOptions): Promise<Heard> {
  const { client, directory, threadSecret } = options
  const call = options.signal === undefined ? {} : { signal: options.signal }
  const { shard } = await threadKeys(threadSecret)
  const days = []
  for (const { day, shards } of await reach(() => client.call(listReplyDays, {}, call))) {
    const params = { day, shard: shard % shards }
    const file = await reach(() => client.call(getReplies, { params }, call))
    days.push({ day, replies: split(file) })
  }
  const deskIds = [...new Set(directory.epochs.map(({ deskId }) => deskId))]
  const desks = deskIds.map((deskId) => ({
    deskId,
    epochs: directory.epochs.filter((epoch) => epoch.deskId === deskId),
  }))
  return await openAnswers({ threadSecret, desks, days })
}

function split(file: Bytes): Bytes[] {
  return Array.from({ length: Math.floor(file.length / replyLength) }, (_, i) =>
    slice(file, i * replyLength, replyLength),
  )
}
