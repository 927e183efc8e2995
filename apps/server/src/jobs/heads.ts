// Signs the directory's head anew once it is a week old, so that clients can tell a server that is frozen.
import { dayOf } from '@isnad/model'
import type { World } from '../world.ts'
import type { Job } from './jobs.ts'

const week = 7

/** @param sign signs the head of today and serves it from then on */
export function signHeads(world: Pick<World, 'clock' | 'published'>, sign: () => Promise<void>): Job {
  return {
    name: 'heads',
    every: 600,
    async run() {
      if (dayOf(world.clock()) - world.published().directory.headDay >= week) await sign()
    },
  }
}
