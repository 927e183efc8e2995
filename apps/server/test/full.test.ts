// A disk that is full, a disk that does not take writes, a database that is gone: what callers hear, and that it passes.
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getHealth, submitPiece, submitReport } from '@isnad/wire'
import { afterEach, expect, test } from 'vitest'
import { newReport, refusalOf, startTestServer, type TestReport, type TestServer } from './world.ts'

const mib = 1024 * 1024
const undo: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

const mount = (...args: string[]) => spawnSync('mount', args).status === 0
/** Only root may mount; elsewhere these tests say so by being left out. */
const mayMount = process.getuid?.() === 0 && canMount()
function canMount(): boolean {
  const folder = '/tmp/isnad-mount-try'
  spawnSync('mkdir', ['-p', folder])
  const mounted = mount('-t', 'tmpfs', '-o', 'size=1M', 'tmpfs', folder)
  if (mounted) spawnSync('umount', [folder])
  spawnSync('rmdir', [folder])
  return mounted
}

async function mountSmall(folder: string, size: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  if (!mount('-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder)) throw new Error('cannot mount')
  undo.push(() => Promise.resolve(spawnSync('umount', ['-l', folder])))
}
async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'isnad-full-'))
  undo.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}
async function started(options: Parameters<typeof startTestServer>[0]): Promise<TestServer> {
  const server = await startTestServer(options)
  undo.push(() => server.end())
  return server
}
const send = (server: TestServer, { envelope, reportId }: TestReport) =>
  server.source.call(submitReport, { params: { reportId }, body: envelope })
const sendPart = (server: TestServer, { parts, reportId }: TestReport, from = 0) => {
  const part = parts[0] ?? { sha256: new Uint8Array(32), bytes: new Uint8Array(0) }
  const body = part.bytes.subarray(from, from + 32_000)
  return server.source.call(submitPiece, {
    params: { reportId, sha256: part.sha256 },
    headers: { 'upload-offset': from },
    body,
  })
}
const health = (server: TestServer) => server.source.call(getHealth, {})
const desksOf = (server: TestServer) => [server.programme.desks[0].deskId]

/** Fills a disk but for so many bytes; removing the file makes room again. */
async function fill(folder: string, left: number): Promise<string> {
  const { bavail, bsize } = await statfs(folder)
  const file = join(folder, 'filler')
  await writeFile(file, Buffer.alloc(Math.max(0, bavail * bsize - left), 1))
  return file
}

test.skipIf(!mayMount)(
  '54 a full disk is said, costs nothing acknowledged, and passes by itself',
  async () => {
    const folder = await newFolder()
    await mountSmall(folder, '400M')
    const server = await started({ dataDir: folder, ownPostgres: true, limits: { reservedShare: 0, floor: 48 * mib } })
    const [kept, late] = [newReport(desksOf(server), [65_608]), newReport(desksOf(server))]
    const { receipt } = await send(server, kept)
    expect(await sendPart(server, kept)).toEqual({ have: 32_000 })
    const filler = await fill(folder, 40 * mib)
    await expect.poll(() => health(server), { timeout: 5000 }).toEqual({ state: 'no-room' })
    expect(await refusalOf(send(server, late))).toBe('no-room')
    expect(await refusalOf(sendPart(server, kept, 32_000))).toBe('no-room')
    // What is held is still answered for, and read.
    expect((await send(server, kept)).receipt).toEqual(receipt)
    expect((await send(server, kept)).missing[0]?.have).toBe(32_000)
    await rm(filler)
    await expect.poll(() => health(server), { timeout: 5000 }).toEqual({ state: 'well' })
    await send(server, late)
    expect((await sendPart(server, kept, 32_000)).have).toBe(64_000)
  },
  60_000,
)

test.skipIf(!mayMount)(
  '54 a disk that fills within the floor is still said: no piece is acknowledged that is not there',
  async () => {
    const folder = await newFolder()
    await mountSmall(join(folder, 'blobs'), '128K')
    const server = await started({ dataDir: folder, limits: { reservedShare: 0, floor: 0 } })
    const report = newReport(desksOf(server), [196_680])
    await send(server, report)
    let have = 0
    const outcome = await refusalOf(
      (async () => {
        for (;;) have = (await sendPart(server, report, have)).have
      })(),
    )
    expect(outcome).toBe('no-room')
    expect(have).toBeGreaterThan(0)
    expect((await send(server, report)).missing[0]?.have).toBe(have)
  },
)

test.skipIf(!mayMount)('54 a read-only disk is said, and passes by itself', async () => {
  const folder = await newFolder()
  const blobs = join(folder, 'blobs')
  await mountSmall(blobs, '8M')
  const server = await started({ dataDir: folder })
  const report = newReport(desksOf(server), [65_608])
  await send(server, report)
  mount('-o', 'remount,ro', blobs)
  expect(await refusalOf(sendPart(server, report))).toBe('no-room')
  await send(server, newReport(desksOf(server)))
  mount('-o', 'remount,rw', blobs)
  expect((await sendPart(server, report)).have).toBe(32_000)
})

test('54 a database that is gone in mid-request is said, and comes back by itself', async () => {
  const server = await started({ ownPostgres: true })
  const reports = Array.from({ length: 40 }, () => newReport(desksOf(server)))
  const outcomes = reports.map((report) =>
    send(server, report).then(
      () => 'stored',
      (error: { code: string }) => error.code,
    ),
  )
  process.kill(server.postgresPid() ?? 0, 'SIGKILL')
  const heard = await Promise.all(outcomes)
  for (const outcome of heard) expect(['stored', 'database-away']).toContain(outcome)
  const after = newReport(desksOf(server))
  const codes = new Set<string>()
  await expect
    .poll(
      () =>
        send(server, after).then(
          () => 'stored',
          (error: { code: string }) => (codes.add(error.code), error.code),
        ),
      { timeout: 30_000, interval: 5 },
    )
    .toBe('stored')
  expect([...codes].filter((code) => code !== 'database-away')).toEqual([])
  expect([...heard, ...codes]).toContain('database-away')
  for (const report of reports) await send(server, report)
  await expect.poll(() => server.lines.join(''), { timeout: 10_000 }).toContain('database-back')
}, 60_000)

test('what is kept for smaller ones is refused to larger, and a desk’s quota of the day to all', async () => {
  const folder = await newFolder()
  const { bavail, blocks, bsize } = await statfs(folder)
  const free = bavail / blocks
  // The reserve reaches above what is free for large parts, and below it for small ones.
  const limits = { reservedShare: free * 0.75, reservedMost: blocks * bsize, floor: 0 }
  const server = await started({ dataDir: folder, limits: { ...limits, quota: { envelope: 3, small: 1, large: 9 } } })
  const [large, small, other] = [
    newReport(desksOf(server), [524_376]),
    newReport(desksOf(server), [65_608]),
    newReport(desksOf(server), [65_608]),
  ]
  for (const report of [large, small, other]) await send(server, report)
  expect(await refusalOf(sendPart(server, large))).toBe('later')
  for (const from of [0, 32_000, 64_000]) await sendPart(server, small, from)
  expect(await refusalOf(sendPart(server, other))).toBe('later')
  expect(await refusalOf(send(server, newReport(desksOf(server))))).toBe('later')
  // What was begun is not lost, one sent again is answered, and another desk is not touched.
  expect((await send(server, small)).missing).toEqual([])
  await send(server, newReport([server.programme.desks[1].deskId]))
  await server.close()
  const again = await server.again()
  expect(await refusalOf(send(again, newReport(desksOf(again))))).toBe('later')
  await again.close()
})
