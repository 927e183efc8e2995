// Ticks to desks: every one of the same size, at the same interval, news or not.
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import * as wire from '@isnad/wire'
import type { DeskId } from '@isnad/model'
import type { FastifyInstance } from 'fastify'
import { bind } from '../http/route.ts'
import { apiHeaders } from '../http/headers.ts'
import type { Signed } from '../http/signed.ts'
import { readCounters } from '../store/desks.ts'
import type { World } from '../world.ts'

export interface Live {
  /** Sends everyone a tick; a job of the live interval. */
  tick(): Promise<void>
  close(): void
}

export function routeLive(app: FastifyInstance, world: World, signed: Signed): Live {
  const listeners = new Map<ServerResponse, DeskId>()
  const nothing = { items: 0, operations: 0 }

  bind(app, wire.live, signed, async ({ caller, reply }) => {
    const counters = await readCounters(world.database)
    reply.hijack()
    const response = reply.raw
    response.writeHead(200, {
      ...Object.fromEntries(apiHeaders),
      ...{ 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' },
    })
    response.write(wire.printTick(counters.get(caller.deskId) ?? nothing))
    listeners.set(response, caller.deskId)
    void once(response, 'close').finally(() => listeners.delete(response))
    return new Uint8Array(0)
  })

  return {
    async tick() {
      if (listeners.size === 0) return
      const counters = await readCounters(world.database)
      for (const [response, desk] of listeners) {
        // A listener that takes nothing any more is let go, rather than kept in memory.
        if (response.writableLength > 64 * 1024) response.destroy()
        else response.write(wire.printTick(counters.get(desk) ?? nothing))
      }
    },
    close() {
      for (const response of listeners.keys()) response.end()
    },
  }
}
