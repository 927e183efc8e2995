// The three origins, each a door of its own with its own calls, so that none reaches another's storage in a browser.
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import * as wire from '@isnad/wire'
import type { FastifyInstance } from 'fastify'
import type { ServerConfig } from './config.ts'
import { ServerError } from './errors.ts'
import { newDoor } from './http/door.ts'
import { servePages } from './http/pages.ts'
import { anyone, bind } from './http/route.ts'
import { newChallenges, signedBy } from './http/signed.ts'
import { routeMembers, routeProgramme } from './routes/directory.ts'
import { routeEnvelopes } from './routes/envelopes.ts'
import { routeHealth } from './routes/health.ts'
import { routeItems } from './routes/items.ts'
import { type Live, routeLive } from './routes/live.ts'
import { routeLog } from './routes/log.ts'
import { routeOperations } from './routes/operations.ts'
import { routeReplies } from './routes/replies.ts'
import { routeSite } from './routes/site.ts'
import { base64url } from '@isnad/bytes'
import type { World } from './world.ts'

export interface Origins {
  readonly sourceUrl: string
  readonly deskUrl: string
  readonly siteUrl: string
  readonly live: Live
  /** Takes no more calls and lets those under way end, for at most `ms`. */
  close(ms: number): Promise<void>
}

export async function openOrigins(world: World): Promise<Origins> {
  const { config, events, metrics } = world
  const tls = config.tls && { cert: await readFile(config.tls.certFile), key: await readFile(config.tls.keyFile) }
  const [source, desk, site] = [1, 2, 3].map(() => newDoor(events, metrics, tls)) as [
    FastifyInstance,
    FastifyInstance,
    FastifyInstance,
  ]
  const urls = { source: '', desk: '' }
  for (const app of [source, desk, site]) {
    routeHealth(app, world)
    routeLog(app, world)
  }
  routeProgramme(source, world)
  routeEnvelopes(source, world)
  routeReplies(source, world)
  const live = routeDesk(desk, world)
  routeSite(site, world, () => urls)
  await servePages(source, config.apps?.source)
  await servePages(desk, config.apps?.desk)
  const doors = [source, desk, site]
  try {
    const first = config.port ?? 8080
    const [sourceUrl = '', deskUrl = '', siteUrl = ''] = await listenAll(doors, first, config)
    Object.assign(urls, { source: sourceUrl, desk: deskUrl })
    return { sourceUrl, deskUrl, siteUrl, live, close: (ms) => closeAll(doors, live, ms) }
  } catch (error) {
    await closeAll(doors, live, 0)
    throw error
  }
}

function routeDesk(app: FastifyInstance, world: World): Live {
  const challenges = newChallenges(world.random, world.clock)
  const signed = signedBy(() => world.published().directory, challenges)
  bind(app, wire.getChallenge, anyone, () => Promise.resolve({ challenge: base64url(challenges.newest()) }))
  routeProgramme(app, world)
  routeMembers(app, world, signed)
  routeItems(app, world, signed)
  routeOperations(app, world, signed)
  return routeLive(app, world, signed)
}

async function listenAll(doors: readonly FastifyInstance[], first: number, config: ServerConfig): Promise<string[]> {
  const host = config.host ?? '127.0.0.1'
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  const urls: string[] = []
  for (const [i, door] of doors.entries()) {
    const port = first === 0 ? 0 : first + i
    try {
      await door.listen({ host, port })
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause
      throw new ServerError('port-taken', String(port), { cause })
    }
    const address = door.server.address() as AddressInfo
    urls.push(`${config.tls ? 'https' : 'http'}://${shown}:${address.port}`)
  }
  return urls
}

async function closeAll(doors: readonly FastifyInstance[], live: Live, ms: number): Promise<void> {
  live.close()
  const closed = Promise.all(doors.map((door) => door.close()))
  const late = setTimeout(() => {
    for (const door of doors) door.server.closeAllConnections()
  }, ms)
  await closed
  clearTimeout(late)
}
