// Publishes the log: what waits becomes leaves in the order of their hashes, under a checkpoint signed with the log key
// (docs/spec/log.md §4, §5). Tiles, places and checkpoint are one transaction.
import { signCheckpoint, Tree } from '@isnad/tlog'
import type { Database, Tx } from '../store/database.ts'
import { placeLeaves, takeLeaves } from '../store/leaves.ts'
import { findCheckpoint, findTile, putCheckpoint, putTile } from '../store/log.ts'
import type { World } from '../world.ts'
import type { Job } from './jobs.ts'

/** The most leaves of one checkpoint; what is over goes into the next. */
const mostLeaves = 20_000

export function publishLog(world: World): Job {
  // The right edge of the tree, as it is stored; forgotten whenever that is in doubt.
  let tree: Tree | undefined

  async function publish(tx: Tx, on: Tree): Promise<number> {
    const leaves = await takeLeaves(tx, mostLeaves)
    if (leaves.length === 0) return 0
    await placeLeaves(tx, leaves, on.size)
    for (const { leaf } of leaves) on.append(leaf)
    for (const { bytes, index, level } of on.takeTiles()) await putTile(tx, level, index, bytes)
    const { origin } = world.published().directory.service
    const note = await signCheckpoint(world.logKey, origin, { size: on.size, root: on.root() })
    await putCheckpoint(tx, { size: on.size, note })
    return leaves.length
  }

  return {
    name: 'checkpoints',
    every: world.intervals.log,
    async run() {
      const on = (tree ??= await resume(world.database))
      try {
        const count = await world.database.transaction((tx) => publish(tx, on))
        if (count > 0) world.events.record('checkpoint', { count })
      } catch (error) {
        tree = undefined
        throw error
      }
    },
  }
}

async function resume(database: Database): Promise<Tree> {
  const stored = await findCheckpoint(database)
  return await Tree.resume(stored?.size ?? 0, async (level, index, width) => {
    const hashes = (await findTile(database, level, index)) ?? new Uint8Array(0)
    return hashes.slice(0, 32 * width)
  })
}
