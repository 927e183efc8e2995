// Starts a PostgreSQL of our own, starts it again when it alone dies, and stops it with us.
import { type ChildProcess, spawn } from 'node:child_process'
import { chown, mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { ServerError } from '../errors.ts'
import { findAccount, findLaunch, type Launch } from './account.ts'
import { findBinaries } from './binaries.ts'
import { createCluster, findMajor, findServing, role, stopOrphan, writeAccess } from './cluster.ts'
import { settingsOf } from './settings.ts'

export interface PostgresOptions {
  /** Where the cluster lies; made when it is not there. */
  readonly dir: string
  /** Told of every line of PostgreSQL's at warning or above, as its code and severity alone, and of its ends. */
  readonly onEvent?: (event: PostgresEvent) => void
}
export type PostgresEvent =
  | { readonly kind: 'line'; readonly sqlstate: string; readonly severity: string }
  | { readonly kind: 'ended' | 'started' }

export interface Postgres {
  /** For a superuser, over the socket. */
  readonly url: string
  /** The process, for tests that end it. */
  readonly pid: number | undefined
  /** A clean shutdown; after 4 seconds without one the process is told to end at once, which loses nothing. */
  stop(): Promise<void>
}

/** PostgreSQL on a folder, taking connections. @throws {ServerError} `no-postgres`, `no-account`, `no-passage`, `postgres-stopped` */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  await mkdir(options.dir, { recursive: true, mode: 0o711 })
  const folder = join(await realpath(options.dir), 'postgres')
  const account = await findAccount()
  const binaries = await findBinaries(await findMajor(folder))
  await stopOrphan(folder)
  const socketFolder = await makeSocketFolder()
  for (const [name, file] of binaries.links) await symlink(file, join(socketFolder, name))
  await chown(socketFolder, account.uid, account.gid)
  const libraries =
    binaries.links.size === 0 ? {} : { LD_LIBRARY_PATH: `${socketFolder}:${join(binaries.bin, '../lib')}` }
  const env = { ...libraries, LC_ALL: 'C', TZ: 'UTC', PATH: process.env['PATH'] ?? '' }
  try {
    if ((await findMajor(folder)) === undefined) await createCluster(folder, binaries, account, env)
    await writeAccess(folder, account, userInfo().username)
    const launch = await findLaunch(join(binaries.bin, 'postgres'), account, [folder])
    const args = ['-D', folder, ...settingsOf(binaries.major, socketFolder)]
    const supervisor = new Supervisor({
      launch,
      args,
      env,
      socketFolder,
      onEvent: options.onEvent ?? (() => undefined),
    })
    await supervisor.startFirst()
    return supervisor
  } catch (error) {
    await rm(socketFolder, { recursive: true, force: true })
    throw error
  }
}

/** A private folder whose path leaves the socket's under 100 bytes; longer ones are refused by the system. */
async function makeSocketFolder(): Promise<string> {
  const parent = Buffer.byteLength(tmpdir()) < 60 ? tmpdir() : '/tmp'
  return await mkdtemp(join(parent, 'isnad-'))
}

/** The URL of the one that runs on a folder, whoever started it; `undefined` for none. */
export async function findRunning(dir: string): Promise<string | undefined> {
  const running = await findServing(join(await realpath(dir), 'postgres'))
  return running && urlOf(running.socketFolder)
}

const urlOf = (socketFolder: string) =>
  `postgresql://${role}@localhost/postgres?host=${encodeURIComponent(socketFolder)}`

/** How often the first start is tried again, a quarter of a second apart. */
const firstTurns = 60

interface Plan {
  readonly launch: Launch
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly socketFolder: string
  readonly onEvent: (event: PostgresEvent) => void
}

class Supervisor implements Postgres {
  readonly url: string
  readonly #plan: Plan
  #child: ChildProcess | undefined
  #stopping = false
  #lastCode = ''
  constructor(plan: Plan) {
    this.#plan = plan
    this.url = urlOf(plan.socketFolder)
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Tries again for a while: workers of one that was killed a moment ago keep a new one out. @throws {ServerError} `postgres-stopped` */
  async startFirst(): Promise<void> {
    for (let turn = 0; ; turn++) {
      try {
        await this.#start()
        return
      } catch (error) {
        if (turn === firstTurns) throw error
        await sleep(250)
      }
    }
  }

  async #start(): Promise<void> {
    const child = this.#launch()
    const ended = endOf(child)
    const ready = await Promise.race([answers(this.url, () => !hasEnded(child)), ended.then(() => false)])
    if (!ready) {
      this.#child = undefined
      throw new ServerError('postgres-stopped', this.#lastCode)
    }
    void ended.then(() => this.#revive())
  }

  #launch(): ChildProcess {
    const { args, env, launch, onEvent } = this.#plan
    const child = spawn(launch.command, [...launch.before, ...args], {
      ...launch.as,
      env,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      // Of a group of its own: a Ctrl-C meant for us must not end it before our last answers are written.
      detached: true,
    })
    createInterface({ input: child.stderr as NodeJS.ReadableStream }).on('line', (line) => {
      const [, sqlstate, severity] = /^([0-9A-Z]{5}) ([A-Z]+):/.exec(line) ?? []
      if (sqlstate === undefined || severity === undefined) return
      // Notices of its own course; and that it is not ready yet, which is asked for until it is.
      if (severity === 'LOG' || sqlstate === '57P03') return
      this.#lastCode = sqlstate
      onEvent({ kind: 'line', sqlstate, severity })
    })
    this.#child = child
    return child
  }

  async #revive(): Promise<void> {
    this.#child = undefined
    if (this.#stopping) return
    this.#plan.onEvent({ kind: 'ended' })
    // Its orphaned workers leave within moments; until then a new one refuses to start.
    for (let pause = 100; !this.#stopping; pause = Math.min(2 * pause, 2000)) {
      try {
        await this.#start()
        this.#plan.onEvent({ kind: 'started' })
        return
      } catch {
        await sleep(pause)
      }
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true
    const child = this.#child
    if (child !== undefined) {
      const ended = endOf(child)
      child.kill('SIGINT')
      const inTime = await Promise.race([ended.then(() => true), sleep(4000, false, { ref: false })])
      if (!inTime) child.kill('SIGQUIT')
      await ended
    }
    await rm(this.#plan.socketFolder, { recursive: true, force: true })
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null

async function endOf(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  await new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
}

/** Waits until a connection is taken, as long as the process lives: after a crash it first reads its log again. */
async function answers(url: string, lives: () => boolean): Promise<boolean> {
  while (lives()) {
    const client = new Client({ connectionString: url })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return true
    } catch {
      await sleep(30)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  return false
}
