// Publishes replies: all that waits goes into today's file, every shard padded to one length (docs/spec/delivery.md).
import { readU16 } from '@isnad/bytes'
import type { Random } from '@isnad/crypto'
import { dayOf } from '@isnad/model'
import { replyLength } from '@isnad/wire'
import type { Tx } from '../store/database.ts'
import * as replies from '../store/replies.ts'
import type { World } from '../world.ts'
import type { Job } from './jobs.ts'

/** Every shard holds a multiple of this many, and as many as the longest. */
const multiple = 4
/** Mean of a shard's replies in a week above which the number of shards is doubled. */
const crowded = 4
const mostShards = 65_536
/** Days a day's file is kept, and by how many that varies. */
const kept = { days: 60, spread: 10 }

export function publishReplies(world: World): Job {
  return {
    name: 'replies',
    every: world.intervals.reply,
    async run() {
      const today = dayOf(world.clock())
      if ((await replies.countWaiting(world.database)) === 0) return
      const count = await world.database.transaction((tx) => publish(tx, today, world.random))
      world.events.record('replies-published', { count })
    },
  }
}

async function publish(tx: Tx, today: number, random: Random): Promise<number> {
  const day = (await replies.findReplyDay(tx, today)) ?? (await openDay(tx, today, random))
  const count = await replies.publishWaiting(tx, day)
  const counts = await replies.countShards(tx, day)
  const longest = Math.max(...counts.values())
  const length = Math.ceil(longest / multiple) * multiple
  // Random bytes: what a reply looks like to whoever lacks its key.
  const padding: replies.Reply[] = []
  for (let shard = 0; shard < day.shards; shard++) {
    for (let held = counts.get(shard) ?? 0; held < length; held++) padding.push({ shard, reply: random(replyLength) })
  }
  await replies.insertPadding(tx, today, padding)
  return count
}

async function openDay(tx: Tx, today: number, random: Random): Promise<replies.ReplyDay> {
  const { published, shards } = await replies.weekBefore(tx, today)
  const doubled = published / 7 / shards > crowded && shards < mostShards
  const day = { day: today, shards: doubled ? 2 * shards : shards }
  const spread = readU16(random(2), 0) % (2 * kept.spread + 1)
  await replies.openReplyDay(tx, day, today + kept.days - kept.spread + spread)
  return day
}
