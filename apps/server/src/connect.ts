// The database a server works on: of its own PostgreSQL or of a URL, held by it alone, its tables in their newest form.
import { setTimeout as sleep } from 'node:timers/promises'
import { atMost, type Closers } from './closers.ts'
import type { ServerConfig } from './config.ts'
import { ServerError } from './errors.ts'
import type { Events } from './events.ts'
import { readMigrations } from './migrations.ts'
import { startPostgres } from './postgres/index.ts'
import { type Database, ensureDatabase, openDatabase, takeGuard } from './store/database.ts'
import { migrate } from './store/migrate.ts'

export interface Connected {
  readonly database: Database
  /** Whether this is the database's one server at the moment: while connections are lost nobody can say. */
  isAlone(): boolean
  postgresPid(): number | undefined
}

/** @throws {ServerError} `second-server`, `no-database`, `old-database`, and what `startPostgres` throws */
export async function connect(config: ServerConfig, events: Events, closers: Closers): Promise<Connected> {
  const { postgresPid, url } = await findDatabase(config, events, closers)
  const keeper = await keepGuard(url, events)
  closers.add(() => atMost(500, keeper.release()))
  const database = openDatabase(url)
  closers.add(() => atMost(1000, database.close()))
  await migrate(database, await readMigrations())
  return { database, isAlone: keeper.isHeld, postgresPid }
}

async function findDatabase(config: ServerConfig, events: Events, closers: Closers) {
  if (config.databaseUrl !== undefined) return { url: config.databaseUrl, postgresPid: () => undefined }
  const postgres = await startPostgres({
    dir: config.dataDir,
    onEvent(event) {
      if (event.kind === 'line') {
        events.record('postgres-line', { sqlstate: event.sqlstate, severity: event.severity })
      } else events.record(event.kind === 'ended' ? 'postgres-ended' : 'postgres-started')
    },
  })
  closers.add(() => postgres.stop())
  return { url: await ensureDatabase(postgres.url, 'isnad'), postgresPid: () => postgres.pid }
}

/** Tries for so long at the start: the connection of a server that was killed may live on for a moment. */
const patience = 10_000

async function keepGuard(url: string, events: Events) {
  let held = false
  let stopping = false
  let release: () => Promise<void> = () => Promise.resolve()

  async function take(): Promise<boolean> {
    const guard = await takeGuard(url)
    if (guard === undefined) return false
    held = true
    release = guard.release
    void guard.lost.then(regain)
    return true
  }

  async function regain(): Promise<void> {
    held = false
    if (stopping) return
    events.record('database-away')
    while (!stopping) {
      try {
        if (await take()) {
          events.record('database-back')
          return
        }
      } catch {
        // Whatever keeps the database away, calls are answered so; it is asked again until it is back.
      }
      await sleep(100)
    }
  }

  async function firstTake(): Promise<boolean> {
    try {
      return await take()
    } catch (cause) {
      throw new ServerError('no-database', '', { cause })
    }
  }

  for (let waited = 0; !(await firstTake()); waited += 250) {
    if (waited >= patience) throw new ServerError('second-server', 'on this database')
    await sleep(250)
  }
  return {
    isHeld: () => held,
    async release() {
      stopping = true
      await release()
    },
  }
}
