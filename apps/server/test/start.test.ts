import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { base64url, hex, parseHex } from '@isnad/bytes'
import { getDirectory, getHealth, getProgramme } from '@isnad/wire'
import { openDirectory } from '@isnad/directory'
import { random } from '@isnad/crypto'
import { afterEach, expect, test } from 'vitest'
import { ensureServiceKeys, ServerError, type ServerErrorCode, startServer } from '../src/main.ts'
import { lockFolder } from '../src/lock.ts'
import { onDatabase, startTestServer, type TestServer, writeProgramme } from './world.ts'

const open: TestServer[] = []
const folders: string[] = []
async function started(options: Parameters<typeof startTestServer>[0] = {}): Promise<TestServer> {
  const server = await startTestServer(options)
  open.push(server)
  return server
}
async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'isnad-start-'))
  folders.push(folder)
  return folder
}
afterEach(async () => {
  for (const server of open.splice(0).reverse()) await server.remove()
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

async function codeOf(start: Promise<unknown>): Promise<ServerErrorCode> {
  try {
    await start
  } catch (error) {
    if (error instanceof ServerError) return error.code
    throw error
  }
  throw new Error('it started')
}

test('a second server on the same folder is refused, and the first goes on', async () => {
  const server = await started({ ownPostgres: true })
  expect(await codeOf(server.again())).toBe('second-server')
  expect(await server.source.call(getHealth, {})).toEqual({ state: 'well' })
})

test('a second server on the same database, of another folder, is refused', async () => {
  const server = await started()
  const dataDir = await newFolder()
  await writeProgramme(dataDir)
  const start = startServer({ dataDir, port: 0, databaseUrl: server.databaseUrl ?? '' })
  expect(await codeOf(start)).toBe('second-server')
  expect(await readdir(dataDir)).not.toContain('server.lock')
}, 30_000)

test('a lock is taken over from the dead alone', async () => {
  const folder = await newFolder()
  // A number that is in use now, by a process born at another time.
  await writeFile(join(folder, 'server.lock'), `${process.ppid} 12345 another-boot\n`)
  const lock = await lockFolder(folder)
  expect(await readFile(join(folder, 'server.lock'), 'utf8')).toMatch(new RegExp(`^${process.pid} `))
  await lock.release()
  expect(await readdir(folder)).toEqual([])
})

test('a port that is taken is named', async () => {
  const server = await started()
  const port = Number(new URL(server.sourceUrl).port)
  await server.close()
  const other = await started({ port })
  expect(await codeOf(startTestServer({ port }))).toBe('port-taken')
  expect(await other.source.call(getHealth, {})).toEqual({ state: 'well' })
})

test('a programme that is not there, not in its form, or not signed by its root is refused', async () => {
  const server = await started()
  await server.close()
  const text = await readFile(server.programme.file, 'utf8')
  const programme = JSON.parse(text) as { entries: string[] }
  const [first = '', second = '', ...rest] = programme.entries
  const flipped = second.slice(0, -3) + (second.at(-3) === 'A' ? 'B' : 'A') + second.slice(-2)
  const bad = ['', '{}', JSON.stringify({ ...programme, more: 1 }), JSON.stringify({ ...programme, entries: [] })]
  bad.push(JSON.stringify({ ...programme, entries: [first, flipped, ...rest] }))
  bad.push(JSON.stringify({ ...programme, entries: [first, ...rest] }))
  for (const each of bad) {
    await writeFile(server.programme.file, each)
    expect(await codeOf(server.again())).toBe('bad-programme')
  }
  await rm(server.programme.file)
  expect(await codeOf(server.again())).toBe('bad-programme')
})

test('a directory that was served is never replaced by another, or by a shorter one', async () => {
  const server = await started()
  await server.close()
  const text = await readFile(server.programme.file, 'utf8')
  const { entries, ...rest } = JSON.parse(text) as { entries: string[] }
  await writeFile(server.programme.file, JSON.stringify({ entries: entries.slice(0, -1), keyrings: [], seeds: [] }))
  expect(await codeOf(server.again())).toBe('other-programme')
  await writeProgramme(server.dataDir)
  expect(await codeOf(server.again())).toBe('other-programme')
  await writeFile(server.programme.file, JSON.stringify({ ...rest, entries }))
  open.push(await server.again())
})

test('a programme for other service keys is refused', async () => {
  const server = await started()
  await server.close()
  for (const name of ['log', 'head']) {
    const file = join(server.dataDir, 'keys', `${name}.seed`)
    const seed = await readFile(file)
    await writeFile(file, random(32))
    expect(await codeOf(server.again())).toBe('other-keys')
    await writeFile(file, seed)
  }
})

test('a root’s private key under the data folder stops a real programme, however it is written down', async () => {
  const dataDir = await newFolder()
  const server = await started({ dataDir, demo: false })
  await server.close()
  const { root } = server.programme
  const pkcs8 = Buffer.concat([parseHex('302e020100300506032b657004220420'), root])
  const forms: (string | Uint8Array)[] = [root, hex(root), `key: ${hex(root).toUpperCase()}\n`, base64url(root)]
  forms.push(JSON.stringify({ a: { seed: Buffer.from(root).toString('base64') } }), pkcs8)
  forms.push(`-----BEGIN PRIVATE KEY-----\n${pkcs8.toString('base64')}\n-----END PRIVATE KEY-----\n`)
  await mkdir(join(dataDir, 'old'))
  for (const form of forms) {
    await writeFile(join(dataDir, 'old', 'note'), form)
    expect(await codeOf(server.again())).toBe('root-key-present')
  }
  await writeFile(join(dataDir, 'old', 'note'), hex(random(32)))
  open.push(await server.again())
})

test('a demo may have it there, and says that it is one', async () => {
  const server = await started()
  await writeFile(join(server.dataDir, 'demo-root.hex'), hex(server.programme.root))
  await server.close()
  const again = await server.again()
  open.push(again)
  expect((await again.source.call(getProgramme, {})).demo).toBe(true)
  const site = await (await fetch(again.siteUrl)).text()
  expect(site).toContain('This is a demo and is not blind')
  expect(site).toContain('هذا برنامج تجريبي وليس أعمى')
})

test('a database from a newer server is left alone', async () => {
  const server = await started()
  await server.close()
  await onDatabase(server.databaseUrl ?? '', (client) =>
    client.query('insert into migrations (number) values (999999)'),
  )
  expect(await codeOf(server.again())).toBe('old-database')
})

test('a database that does not answer is named as such', async () => {
  const dataDir = await newFolder()
  await writeProgramme(dataDir)
  const start = startServer({ dataDir, port: 0, databaseUrl: 'postgresql://nobody@127.0.0.1:1/none' })
  expect(await codeOf(start)).toBe('no-database')
})

test('keys are made once, for the server’s own eyes', async () => {
  const dataDir = await newFolder()
  await chmod(dataDir, 0o755)
  const keys = await ensureServiceKeys(dataDir)
  expect(await ensureServiceKeys(dataDir)).toEqual(keys)
  for (const name of ['log.seed', 'head.seed', 'transport.seed']) {
    const { mode, size } = await stat(join(dataDir, 'keys', name))
    expect([mode & 0o777, size]).toEqual([0o600, 32])
  }
  expect((await stat(join(dataDir, 'keys'))).mode & 0o777).toBe(0o700)
})

test('26 the head is signed anew every week, under the head key', async () => {
  let now = Date.UTC(2026, 10, 25, 12)
  const server = await started({ clock: () => now })
  const head = async () => {
    const { entries, head } = await server.source.call(getDirectory, {})
    return (await openDirectory({ entries, head, today: 20_782 })).headDay
  }
  expect(await head()).toBe(20_782)
  now += 6 * 86_400_000
  await server.close()
  const again = await server.again()
  open.push(again)
  const { entries, head: newest } = await again.source.call(getDirectory, {})
  expect((await openDirectory({ entries, head: newest, today: 20_788 })).headDay).toBe(20_788)
  expect(entries.filter((entry) => 'digest' in entry)).toHaveLength(2)
})
