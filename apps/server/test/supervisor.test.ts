import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Postgres, type PostgresEvent, startPostgres } from '../src/postgres/index.ts'
import { findAccount, isRunning } from '../src/postgres/account.ts'
import { createCluster } from '../src/postgres/cluster.ts'
import { startProgram, writeProgram } from './program.ts'

let dir: string
let postgres: Postgres
const events: PostgresEvent[] = []
const isRoot = process.getuid?.() === 0

async function ask(sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: postgres.url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat()
  } finally {
    await client.end()
  }
}

beforeAll(async () => {
  // Root's own home is closed to PostgreSQL's account, the hardest place for a data folder.
  dir = await mkdtemp(join(isRoot ? '/root' : '/tmp', 'isnad-test-'))
  postgres = await startPostgres({ dir, onEvent: (event) => events.push(event) })
})
afterAll(async () => {
  await postgres.stop()
  await rm(dir, { recursive: true, force: true })
})

test('it is durable, and silent about what passes', async () => {
  const names = ['fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'log_statement']
  names.push('log_min_error_statement', 'log_parameter_max_length', 'listen_addresses')
  const values = await Promise.all(names.map((name) => ask(`select current_setting('${name}')`)))
  expect(values.flat()).toEqual(['on', 'on', 'on', 'on', 'none', 'panic', '0', ''])
})

test('its socket lies in a private folder, under 100 bytes', async () => {
  const folder = String((await ask(`select current_setting('unix_socket_directories')`))[0])
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
  expect(Buffer.byteLength(join(folder, '.s.PGSQL.5432'))).toBeLessThan(100)
})

test.runIf(isRoot)('it does not run as root, even where its account cannot pass', async () => {
  const status = await readFile(`/proc/${postgres.pid}/status`, 'utf8')
  expect(/^Uid:\s+(\d+)/m.exec(status)?.[1]).not.toBe('0')
})

test('a fault is told by its code, without its words', async () => {
  await expect(ask(`select 1/0 -- canary`)).rejects.toThrow('division by zero')
  await expect.poll(() => JSON.stringify(events)).toContain('22012')
  expect(JSON.stringify(events)).not.toContain('canary')
})

test('killed alone, it comes back with what was committed', async () => {
  await ask('create table kept (n int)')
  await ask('insert into kept values (7)')
  const before = postgres.pid
  process.kill(before ?? 0, 'SIGKILL')
  await expect.poll(() => ask('select n from kept').catch(() => 'away'), { timeout: 30_000 }).toEqual([7])
  expect(postgres.pid).not.toBe(before)
  await expect.poll(() => events.map((event) => event.kind)).toContain('started')
})

test('left behind by a killed server, it is stopped and started anew', async () => {
  const other = await mkdtemp('/tmp/isnad-test-')
  const program = await writeProgram(`
    import { startPostgres } from '@server/postgres/index.ts'
    const running = await startPostgres({ dir: process.argv[2] ?? '' })
    console.log(running.pid)
    setInterval(() => undefined, 1000)`)
  const { child, line } = await startProgram(program, [other])
  const orphan = Number(line)
  child.kill('SIGKILL')
  await sleep(100)
  expect(isRunning(orphan)).toBe(true)
  const adopted = await startPostgres({ dir: other })
  expect(isRunning(orphan)).toBe(false)
  expect(adopted.pid).not.toBe(orphan)
  await adopted.stop()
  expect(await readdir(other)).toEqual(['postgres'])
  await rm(other, { recursive: true })
  await program.remove()
})

const debian = '/usr/lib/postgresql'
const older = existsSync(debian)
  ? readdirSync(debian).find((version) => Number(version) >= 15 && Number(version) < 18)
  : undefined

test.skipIf(older === undefined)('a cluster is run by the version that made it, the system’s too', async () => {
  const other = await mkdtemp('/tmp/isnad-test-')
  const binaries = { bin: join(debian, older ?? '', 'bin'), major: Number(older), links: new Map<string, string>() }
  await createCluster(join(other, 'postgres'), binaries, await findAccount(), {
    PATH: process.env['PATH'] ?? '',
    LC_ALL: 'C',
  })
  const running = await startPostgres({ dir: other })
  const client = new Client({ connectionString: running.url })
  await client.connect()
  const { rows } = await client.query<{ version: string }>(`select current_setting('server_version') as version`)
  expect(rows[0]?.version).toMatch(new RegExp(`^${older}\\b`))
  await client.end()
  await running.stop()
  await rm(other, { recursive: true })
})
