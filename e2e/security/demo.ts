// A demo programme under the built command line, for tests that stop, kill or search it.
import { mkdtemp, mkdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { serve, type Serving } from '../command.ts'

export interface Member {
  readonly desk: string
  readonly name: string
  readonly code: string
}
export interface Demo {
  /** The test's own; the server's data lie in `dataDir` under it, its temporary files in `tmp`. */
  readonly folder: string
  readonly dataDir: string
  /** The team's first. */
  readonly members: readonly Member[]
  /** What runs now. */
  server(): Serving
  /** All that `serve` wrote so far, in every run. */
  written(): string
  /** Starts it again once it has ended, however it ended. */
  again(): Promise<Serving>
  /** The process of its PostgreSQL, read from the cluster. */
  postgresPid(): Promise<number | undefined>
  /** The words of a command that name desk, member and code. */
  asMember(member?: Member, deskUrl?: string): string[]
  /** Ends everything and removes the folder. */
  end(): Promise<void>
}

export interface Sent {
  readonly reportId: string
  readonly receipt: Readonly<Record<string, unknown>>
  readonly code?: string
}

export async function startDemo(dataDir?: string): Promise<Demo> {
  const folder = await mkdtemp(join(tmpdir(), 'isnad-sec-'))
  await mkdir(join(folder, 'tmp'))
  const data = dataDir ?? join(folder, 'data')
  const runs: (() => string)[] = []
  const start = async (): Promise<Serving> => {
    // Of this process, and so of the server it starts: what is left there is the server's.
    const before = process.env['TMPDIR']
    process.env['TMPDIR'] = join(folder, 'tmp')
    const starting = serve(data)
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
    const server = await starting
    let out = ''
    server.process.stdout?.on('data', (chunk: string) => (out += chunk))
    runs.push(() => `${server.log()}${out}`)
    return server
  }
  let server = await start()
  const { members } = JSON.parse(await readFile(join(data, 'demo-codes.json'), 'utf8')) as { members: Member[] }
  const first = members[0] as Member
  const demo: Demo = {
    ...{ folder, dataDir: data, members },
    server: () => server,
    written: () => runs.map((run) => run()).join('\n'),
    again: async () => (server = await start()),
    postgresPid: () => postgresPid(data),
    asMember: ({ desk, name } = first, deskUrl = server.desk) => [
      ...['--server', deskUrl, '--desk', desk, '--member', name, '--code-file', join(data, 'demo-codes.json')],
    ],
    async end() {
      if (server.process.exitCode === null && server.process.signalCode === null) await server.stop()
      const orphan = await postgresPid(data)
      if (orphan !== undefined) await endProcess(orphan)
      await rm(folder, { recursive: true, force: true })
    },
  }
  return demo
}

async function postgresPid(dataDir: string): Promise<number | undefined> {
  const text = await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number(text.split('\n')[0])
  return pid > 1 && isAlive(pid) ? pid : undefined
}

export async function endProcess(pid: number): Promise<void> {
  process.kill(pid, 'SIGQUIT')
  await until(() => !isAlive(pid), 'the process did not end')
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Asks until it is so. @throws after half a minute */
export async function until(isSo: () => boolean | Promise<boolean>, otherwise: string): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 50) {
    if (await isSo()) return
    await sleep(50)
  }
  throw new Error(otherwise)
}
