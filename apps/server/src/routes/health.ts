// Whether the server can take reports now, and nothing else.
import * as wire from '@isnad/wire'
import { WireError } from '@isnad/wire'
import type { FastifyInstance } from 'fastify'
import { anyone, bind } from '../http/route.ts'
import type { World } from '../world.ts'

export function routeHealth(app: FastifyInstance, world: World): void {
  bind(app, wire.getHealth, anyone, async () => {
    try {
      await world.database.query('select 1', [], 'ask')
    } catch (error) {
      if (error instanceof WireError) return { state: 'database-away' as const }
      throw error
    }
    return { state: await world.room.state() }
  })
}
