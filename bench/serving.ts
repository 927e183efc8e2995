// A server of its own for each figure: the built command line, as an operator starts it, on a new folder that goes with it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { openDirectory } from '@isnad/directory'
import { dayOf, type DeskId, parseDeskId } from '@isnad/model'
import { getDirectory, newClient } from '@isnad/wire'

export interface Serving {
  readonly dataDir: string
  readonly source: string
  readonly desk: string
  /** The process of the server, PostgreSQL below it. */
  readonly pid: number
  /** The team's desk, and the epoch its newest key is of. */
  readonly to: { readonly deskId: DeskId; readonly epoch: number; readonly publicKey: Uint8Array<ArrayBuffer> }
  /** The log's public key. */
  readonly log: Uint8Array<ArrayBuffer>
}

/** Runs work against a server that lives as long as the work. */
export async function whileServing<T>(work: (serving: Serving) => Promise<T>): Promise<T> {
  return await inNewFolder(async (dataDir) => {
    const server = await startServe(dataDir, 0)
    try {
      return await work(await describe(dataDir, server))
    } finally {
      await server.end('SIGTERM')
    }
  })
}

/** On the disk that TMPDIR lies on. */
export async function inNewFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'isnad-bench-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export interface Started {
  readonly pid: number
  readonly source: string
  readonly desk: string
  readonly desks: readonly { readonly id: string }[]
  /** Resolves once it is gone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

/**
 * @param under a program and its arguments to run it under, such as strace
 * @throws when it ends before it is ready
 */
export async function startServe(dataDir: string, port: number, under: readonly string[] = []): Promise<Started> {
  const serve = ['apps/cli/bin/isnad.js', 'serve', '--data', dataDir, '--port', String(port), '--json']
  const [command = '', ...args] = [...under, process.execPath, ...serve]
  const env: NodeJS.ProcessEnv = { ...process.env }
  // PostgreSQL must be below the server, where its CPU is counted.
  delete env['DATABASE_URL']
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'exit')
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-4000)))
  const line = once(createInterface({ input: child.stdout }), 'line') as Promise<[string]>
  const [ready] = await Promise.race([line, ended.then(() => [undefined])])
  if (ready === undefined) throw new Error(`serve ended: ${said}`)
  const started = JSON.parse(ready) as Pick<Started, 'desk' | 'desks' | 'pid' | 'source'>
  return {
    ...started,
    async end(signal) {
      if (child.exitCode === null && child.signalCode === null) process.kill(started.pid, signal)
      await ended
    },
  }
}

export async function describe(dataDir: string, server: Started): Promise<Serving> {
  const { desk, pid, source } = server
  const shown = await newClient({ baseUrl: source, fetch: globalThis.fetch }).call(getDirectory, {})
  const directory = await openDirectory({ ...shown, today: dayOf(Date.now()) })
  const deskId = parseDeskId(server.desks[0]?.id ?? '')
  const { number: epoch, suite1: publicKey } = directory.newestEpoch(deskId)
  return { dataDir, source, desk, pid, to: { deskId, epoch, publicKey }, log: directory.service.log }
}

/** The process of the PostgreSQL whose cluster lies in a data folder. */
export async function postgresOf(dataDir: string): Promise<number | undefined> {
  const text = await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number.parseInt(text, 10)
  return pid > 1 ? pid : undefined
}

/** A port with two free ones after it, for a server that must come back where it was. */
export async function findPorts(): Promise<number> {
  for (;;) {
    const first = await portAfter(0)
    if (first < 65_000 && (await portAfter(first + 1)) > 0 && (await portAfter(first + 2)) > 0) return first
  }
}

/** The port, given 0 any; 0 when it is taken. */
async function portAfter(port: number): Promise<number> {
  const server = createServer()
  return await new Promise((resolve) => {
    server.once('error', () => resolve(0))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
