// Hearing that something is new: ticks of constant size, connected again after every end.
import type { Tick } from '@isnad/wire'
import type { Keys } from './unlock.ts'
import type { World } from './world.ts'

const shortestPause = 1_000
const longestPause = 30_000

/** Calls back at each tick that differs from the last, and after each new connection. Gives what stops it. */
export function listen(keys: Keys, world: World, onTick: () => void): () => void {
  const stopped = new AbortController()
  void run(keys, world, onTick, stopped.signal)
  return () => stopped.abort()
}

async function run(keys: Keys, world: World, onTick: () => void, signal: AbortSignal): Promise<void> {
  let pause = shortestPause
  while (!signal.aborted) {
    let last: Tick | null = null
    try {
      for await (const tick of keys.client.live({ signal })) {
        pause = shortestPause
        if (tick.items !== last?.items || tick.operations !== last.operations) onTick()
        last = tick
      }
    } catch {
      // The network went; `onTick` lets the session find out and say so.
      if (!signal.aborted) onTick()
    }
    if (signal.aborted) return
    await world.sleep(pause, signal)
    pause = Math.min(pause * 2, longestPause)
  }
}
