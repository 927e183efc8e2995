// The public log: the newest checkpoint, and tiles (docs/spec/log.md). Every origin serves it.
import { utf8 } from '@isnad/bytes'
import * as wire from '@isnad/wire'
import { WireError } from '@isnad/wire'
import type { FastifyInstance } from 'fastify'
import { anyone, bind } from '../http/route.ts'
import { findCheckpoint, findTile } from '../store/log.ts'
import type { World } from '../world.ts'

const tileWidth = 256
const forEver = 'public, max-age=31536000, immutable'

export function routeLog(app: FastifyInstance, world: World): void {
  bind(app, wire.getCheckpoint, anyone, async ({ reply }) => {
    const checkpoint = await findCheckpoint(world.database)
    if (checkpoint === undefined) throw new WireError('not-found')
    reply.header('cache-control', 'no-cache')
    return utf8(checkpoint.note)
  })

  const tile = async (level: number, index: number, width: number) => {
    const hashes = await findTile(world.database, level, index)
    if (hashes === undefined || width === 0 || hashes.length < 32 * width) throw new WireError('not-found')
    return hashes.subarray(0, 32 * width)
  }
  bind(app, wire.getTile, anyone, async ({ params, reply }) => {
    const hashes = await tile(params.level, params.index, tileWidth)
    reply.header('cache-control', forEver)
    return hashes
  })
  bind(app, wire.getPartialTile, anyone, async ({ params, reply }) => {
    const hashes = await tile(params.level, params.index, params.width)
    reply.header('cache-control', forEver)
    return hashes
  })
}
