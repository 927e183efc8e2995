// Replies: held until the next publication, then part of their day's file until it goes.
import { type Bytes, concat } from '@isnad/bytes'
import { WireError } from '@isnad/wire'
import type { Tx } from './database.ts'

export interface Reply {
  readonly shard: number
  readonly reply: Bytes
}

/** Takes replies in for the next publication. @throws {WireError} `tag-held` */
export async function insertReplies(tx: Tx, replies: readonly Reply[]): Promise<void> {
  for (const { reply, shard } of replies) {
    const rows = await tx.query(
      'insert into replies (tag, shard, reply) values ($1, $2, $3) on conflict (tag) do nothing returning shard',
      [reply.subarray(0, 8), shard, reply],
      'insert-reply',
    )
    if (rows.length === 0) throw new WireError('tag-held')
  }
}

export interface ReplyDay {
  readonly day: number
  readonly shards: number
}

/** Days with something published, oldest first. */
export async function listReplyDays(tx: Tx): Promise<ReplyDay[]> {
  return await tx.query<{ day: number; shards: number }>(
    'select day, shards from reply_days order by day',
    [],
    'list-days',
  )
}

export async function findReplyDay(tx: Tx, day: number): Promise<ReplyDay | undefined> {
  const [row] = await tx.query<{ day: number; shards: number }>(
    'select day, shards from reply_days where day = $1',
    [day],
    'find-day',
  )
  return row
}

/** All that was published of a shard on a day, in the order of tags: the same bytes for everyone. */
export async function readShard(tx: Tx, { day, shards }: ReplyDay, shard: number): Promise<Bytes> {
  const rows = await tx.query<{ reply: Buffer }>(
    'select reply from replies where day = $1 and shard & ($2 - 1) = $3 order by tag',
    [day, shards, shard],
    'read-shard',
  )
  return concat(...rows.map(({ reply }) => reply))
}

/** How many replies wait for publication. */
export async function countWaiting(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ count: number }>('select count(*)::integer as count from replies where day is null')
  return row?.count ?? 0
}

/** Publishes what waits on a day, which has been opened. Of each shard no more stays than names the file. */
export async function publishWaiting(tx: Tx, { day, shards }: ReplyDay): Promise<number> {
  const rows = await tx.query(
    'update replies set day = $1, shard = shard & ($2 - 1) where day is null returning shard',
    [day, shards],
  )
  await tx.query('update reply_days set published = published + $2 where day = $1', [day, rows.length])
  return rows.length
}

/** The number of replies published of each shard of a day; shards without one are left out. */
export async function countShards(tx: Tx, { day, shards }: ReplyDay): Promise<Map<number, number>> {
  const rows = await tx.query<{ shard: number; count: number }>(
    'select shard & ($2 - 1) as shard, count(*)::integer as count from replies where day = $1 group by 1',
    [day, shards],
  )
  return new Map(rows.map(({ count, shard }) => [shard, count]))
}

/** Adds what nobody wrote, so that all shards of a day are equally long. */
export async function insertPadding(tx: Tx, day: number, padding: readonly Reply[]): Promise<void> {
  for (const { reply, shard } of padding) {
    await tx.query('insert into replies (tag, day, shard, reply) values ($1, $2, $3, $4)', [
      reply.subarray(0, 8),
      day,
      shard,
      reply,
    ])
  }
}

export async function openReplyDay(tx: Tx, { day, shards }: ReplyDay, removeOn: number): Promise<void> {
  await tx.query(
    'insert into reply_days (day, shards, published, remove_on) values ($1, $2, 0, $3) on conflict do nothing',
    [day, shards, removeOn],
  )
}

/** The newest day opened before a day, and how many real replies were published from a day on until then. */
export async function weekBefore(tx: Tx, day: number): Promise<{ shards: number; published: number }> {
  const [row] = await tx.query<{ shards: number | null; published: number | null }>(
    `select (select shards from reply_days where day < $1 order by day desc limit 1) as shards,
            (select sum(published)::integer from reply_days where day >= $1 - 7 and day < $1) as published`,
    [day],
  )
  return { shards: row?.shards ?? 1, published: row?.published ?? 0 }
}

/** Removes the days whose time has come. Gives the count of replies. */
export async function removeReplies(tx: Tx, today: number): Promise<number> {
  const days = await tx.query<{ day: number }>('delete from reply_days where remove_on <= $1 returning day', [today])
  const rows = await tx.query('delete from replies where day = any($1::integer[]) returning shard', [
    days.map(({ day }) => day),
  ])
  return rows.length
}
