// What goes with time: arrivals nobody stepped, reply days that are over, parts begun and never finished, old counts.
import { dayOf, quarterOf } from '@isnad/model'
import { settledAfter } from '../clocks.ts'
import { settleOld } from '../store/items.ts'
import { removeQuotas } from '../store/quotas.ts'
import { removeReplies } from '../store/replies.ts'
import { overwriteLog } from '../store/upkeep.ts'
import type { World } from '../world.ts'
import type { Job } from './jobs.ts'

/** Days a part may lie half received. */
const unfinishedDays = 30

export function removeOld(world: Pick<World, 'blobs' | 'clock' | 'database' | 'events'>): Job {
  let swept = 0
  return {
    name: 'retention',
    every: 600,
    async run() {
      const now = world.clock()
      const today = dayOf(now)
      const settled = await world.database.transaction((tx) => settleOld(tx, quarterOf(now) - settledAfter))
      if (settled > 0) world.events.record('arrivals-settled', { count: settled })
      if (swept === today) return
      const gone = await world.database.transaction((tx) => removeReplies(tx, today))
      const unfinished = await world.blobs.removeUnfinished(today - unfinishedDays)
      await removeQuotas(world.database, today - 1)
      await overwriteLog(world.database)
      if (gone + unfinished > 0) world.events.record('removed', { count: gone + unfinished })
      swept = today
    },
  }
}
