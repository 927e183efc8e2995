// Starts a server on a data folder and stops it again: what `isnad serve` calls.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { random as platformRandom } from '@isnad/crypto'
import { dayOf, type DeskId, type DeskKind } from '@isnad/model'
import { type Adopted, adoptProgramme } from './adopt.ts'
import { openDiskBlobs } from './blobs/disk.ts'
import { atMost, type Closers, newClosers } from './closers.ts'
import { type ServerConfig, standardLimits } from './config.ts'
import { connect } from './connect.ts'
import { ServerError } from './errors.ts'
import { newEvents } from './events.ts'
import { newIntake } from './intake.ts'
import { signHeads } from './jobs/heads.ts'
import { startJobs } from './jobs/jobs.ts'
import { publishLog } from './jobs/checkpoints.ts'
import { publishReplies } from './jobs/replies.ts'
import { removeOld } from './jobs/retention.ts'
import { loadServiceKeys } from './keys.ts'
import { type Lock, lockFolder } from './lock.ts'
import { newMetrics, serveMetrics } from './metrics.ts'
import { openOrigins } from './origins.ts'
import { newRoom } from './room.ts'
import { loadQuotas } from './store/quotas.ts'
import { Uploads } from './uploads.ts'
import type { World } from './world.ts'

export { dumpData } from './dump.ts'
export { ServerError, type ServerErrorCode } from './errors.ts'
export { ensureServiceKeys, type PublicServiceKeys } from './keys.ts'
export type { Intervals, Limits, ServerConfig } from './config.ts'
export type { Lock } from './lock.ts'

export interface RunningServer {
  readonly sourceUrl: string
  readonly deskUrl: string
  readonly siteUrl: string
  /** The loopback port of the metrics, when asked for. */
  readonly metricsPort: number | undefined
  readonly desks: readonly { readonly id: DeskId; readonly name: string; readonly kind: DeskKind }[]
  readonly demo: boolean
  /** The PostgreSQL of our own, for tests that end it. */
  postgresPid(): number | undefined
  /** Ends within 10 seconds, with nothing acknowledged lost. */
  close(): Promise<void>
}

/** A server that takes calls. @throws {ServerError} when it must not or cannot start; nothing is left running then */
export async function startServer(config: ServerConfig): Promise<RunningServer> {
  const closers = newClosers()
  try {
    return await start(config, closers)
  } catch (error) {
    await closers.close()
    throw error
  }
}

/**
 * Makes a data folder where there is none, and holds it: for who prepares it before the start, and gives the lock along.
 * @throws {ServerError} `second-server`, `no-writing`
 */
export async function holdFolder(dataDir: string): Promise<Lock> {
  try {
    await mkdir(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
    return await lockFolder(dataDir)
  } catch (cause) {
    if (cause instanceof Error && 'syscall' in cause) throw new ServerError('no-writing', dataDir, { cause })
    throw cause
  }
}

async function start(config: ServerConfig, closers: Closers): Promise<RunningServer> {
  const clock = config.clock ?? Date.now
  const random = config.random ?? platformRandom
  const events = newEvents(config.log, clock)
  const metrics = newMetrics()
  const lock = config.lock ?? (await holdFolder(config.dataDir))
  closers.add(() => lock.release())
  const keys = await loadServiceKeys(config.dataDir, random)
  const { database, isAlone, postgresPid } = await connect(config, events, closers)
  const adopted = await adoptProgramme(config, database, keys, { clock, random })
  const limits = { ...standardLimits, ...config.limits }
  const blobs = await openDiskBlobs(join(config.dataDir, 'blobs'), clock)
  const room = newRoom(config.dataDir, limits, await loadQuotas(database, dayOf(clock())), clock)
  const intake = newIntake(database, room.quotas, metrics)
  const uploads = new Uploads({ blobs, clock, database, metrics, room })
  const { directory } = adopted.published()
  const world: World = {
    ...{ blobs, clock, config, database, events, intake, limits, logKey: keys.log, metrics, random, room, uploads },
    intervals: config.intervals ?? directory.programme.intervals,
    published: adopted.published,
  }
  const watched = config.metricsPort === undefined ? undefined : await serveMetrics(metrics, config.metricsPort)
  if (watched !== undefined) closers.add(() => watched.close())
  const { origins, stop } = await open(world, adopted, isAlone)
  closers.add(stop)
  events.record('started')
  return {
    ...{ sourceUrl: origins.sourceUrl, deskUrl: origins.deskUrl, siteUrl: origins.siteUrl, metricsPort: watched?.port },
    desks: directory.desks.map(({ id, kind, names }) => ({ id, name: nameOf(names), kind })),
    ...{ demo: directory.demo, postgresPid },
    async close() {
      events.record('stopping')
      await closers.close()
      events.record('stopped')
    },
  }
}

const nameOf = (names: Readonly<Record<string, string>>) => names['en'] ?? Object.values(names)[0] ?? ''

/** Doors and jobs; `stop` ends both and lets what was begun end. */
async function open(world: World, adopted: Adopted, isAlone: () => boolean) {
  const origins = await openOrigins(world)
  const jobs = startJobs(
    [
      publishLog(world),
      publishReplies(world),
      signHeads(world, adopted.sign),
      removeOld(world),
      { name: 'live', every: world.intervals.live, run: () => origins.live.tick() },
    ],
    world.events,
    isAlone,
  )
  async function stop() {
    await origins.close(2000)
    await atMost(2000, Promise.all([jobs.stop(), world.intake.settled()]))
  }
  return { origins, stop }
}
