// Answers for whoever holds a code: whole shards of a day, the same for everyone (docs/spec/delivery.md, "Replies").
import { sha256 } from '@isnad/crypto'
import { base64url } from '@isnad/bytes'
import { dayOf, printDay } from '@isnad/model'
import * as wire from '@isnad/wire'
import { WireError } from '@isnad/wire'
import type { FastifyInstance } from 'fastify'
import { anyone, bind } from '../http/route.ts'
import { findReplyDay, listReplyDays, readShard } from '../store/replies.ts'
import type { World } from '../world.ts'

export function routeReplies(app: FastifyInstance, world: World): void {
  bind(app, wire.listReplyDays, anyone, async () => {
    const days = await listReplyDays(world.database)
    return days.map(({ day, shards }) => ({ day: printDay(day), shards }))
  })

  bind(app, wire.getReplies, anyone, async ({ params, reply, request }) => {
    const found = await findReplyDay(world.database, params.day)
    if (found === undefined || params.shard >= found.shards) throw new WireError('not-found')
    const bytes = await readShard(world.database, found, params.shard)
    const etag = `"${base64url(sha256(bytes))}"`
    const over = params.day < dayOf(world.clock())
    reply.header('etag', etag).header('cache-control', over ? 'public, max-age=86400, immutable' : 'no-cache')
    if (request.headers['if-none-match'] === etag) void reply.code(304).send()
    return bytes
  })
}
