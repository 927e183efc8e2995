// 54 A disk that is full, and one that takes no writes, under the command line as it is built. They are small tmpfs of the
// test's own, which only root may mount: elsewhere these tests say that they are left out.
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleepFor } from 'node:timers/promises'
import { concat, hex } from '@isnad/bytes'
import { random, sha256 } from '@isnad/crypto'
import { encodeHeader, parseDeskId, reportIdOf, sealedBlobLength, sealedBodyLength, slotLength } from '@isnad/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isnad, isnadJson, serve } from '../command.ts'
import { type Demo, type Sent, startDemo, until } from './demo.ts'
import { ask, putEnvelope, putPiece, refusalOf } from './raw.ts'

const mib = 1024 * 1024
const mount = (...args: string[]) => spawnSync('mount', args).status === 0
const unmount = (folder: string) => spawnSync('umount', ['-l', folder])

let folder: string
let demo: Demo
let mayMount = false

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'isnad-disk-'))
  const disk = join(folder, 'disk')
  await mkdir(disk)
  mayMount = process.getuid?.() === 0 && mount('-t', 'tmpfs', '-o', 'size=320M,mode=0711', 'tmpfs', disk)
  if (mayMount) demo = await startDemo(join(disk, 'data'))
}, 120_000)
afterAll(async () => {
  if (mayMount) await demo.end()
  unmount(join(folder, 'disk'))
  await rm(folder, { recursive: true, force: true })
}, 60_000)

const to = (more: string[] = []) => [
  ...[
    'send',
    '--server',
    demo.server().source,
    '--desk',
    demo.members[0]?.desk ?? '',
    '--category',
    'SIG',
    '--text',
    'x',
  ],
  ...more,
]
const health = async () =>
  (JSON.parse((await ask(demo.server().source, { path: '/health' })).body.toString()) as { state: string }).state

/** Fills the disk but for so many bytes. Gives what makes room again. */
async function fill(left: number): Promise<() => Promise<void>> {
  const { bavail, bsize } = await statfs(demo.dataDir)
  const filler = join(folder, 'disk', 'filler')
  await writeFile(filler, Buffer.alloc(Math.max(0, bavail * bsize - left), 1))
  return () => rm(filler)
}

async function isRefused(...args: string[]): Promise<void> {
  const { status, stdout } = await isnad(...args, '--timeout', '2', '--json')
  expect([status, stdout]).toEqual([3, ''])
}

test('54 a disk with too little left takes no report, says so, keeps what it has, and recovers by itself', async ({
  skip,
}) => {
  skip(!mayMount, 'needs root, to mount a small disk')
  const before = await isnadJson<Sent>(...to())
  const empty = await fill(40 * mib)
  await until(async () => (await health()) === 'no-room', 'the full disk was not noticed')
  await isRefused(...to())
  const out = join(folder, 'read')
  const { reports } = await isnadJson<{ reports: string[] }>('read', ...demo.asMember(), '--out', out)
  expect(reports).toEqual([before.reportId])
  expect(demo.written()).toContain('"no-room"')
  await empty()
  await until(async () => (await health()) === 'well', 'it did not recover')
  await isnadJson(...to())
}, 60_000)

test('50 a large part that was begun in time is not finished out of the space kept for texts', async ({ skip }) => {
  skip(!mayMount, 'needs root, to mount a small disk')
  const { source } = demo.server()
  const desks = [{ deskId: parseDeskId(demo.members[0]?.desk ?? ''), epoch: 1 }]
  const part = random(sealedBlobLength(mib))
  const reportId = reportIdOf(random(16))
  const header = encodeHeader({ bucket: 0, reportId, desks, parts: [{ sha256: sha256(part), length: part.length }] })
  await putEnvelope(source, reportId, concat(header, random(slotLength(1) + sealedBodyLength(0))))
  const path = `/envelopes/${reportId}/parts/${hex(sha256(part))}`
  const piece = (n: number) => putPiece(source, path, n * 16_384, part.subarray(n * 16_384, (n + 1) * 16_384))
  expect((await piece(0)).status).toBe(200)
  // Of 320 MiB a fifth is for texts, and a fifth more for small parts.
  const empty = await fill(110 * mib)
  await sleepFor(1100)
  expect(refusalOf(await piece(1))).toBe('503 later')
  await isnadJson(...to())
  await empty()
  await sleepFor(1100)
  expect((await piece(1)).status).toBe(200)
}, 60_000)

test('54 a disk full to the last byte loses nothing that was held, and the server recovers by itself', async ({
  skip,
}) => {
  skip(!mayMount, 'needs root, to mount a small disk')
  const photo = join(folder, 'photo')
  await writeFile(photo, random(200_000))
  const before = await isnadJson<Sent>(...to(['--attach', photo, '--hear-back']))
  const empty = await fill(0)
  await isRefused(...to())
  // What a desk writes has no reserve of its own: whether it went through or not, it is not half done.
  const answer = ['answer', ...demo.asMember(), '--report', before.reportId, '--text', 'while it was full']
  const during = await isnad(...answer)
  expect([0, 1]).toContain(during.status)
  await empty()
  await until(async () => (await health()) === 'well', 'it did not recover')
  await until(async () => during.status === 0 || (await isnad(...answer)).status === 0, 'the desk cannot answer again')
  const hear = () =>
    isnadJson<{ answers: unknown[] }>('hear', '--server', demo.server().source, '--code', before.code ?? '')
  await until(async () => (await hear()).answers.length === 1, 'the answer is not there once')
  const after = await isnadJson<Sent>(...to(['--attach', photo]))
  const { reports } = await isnadJson<{ reports: string[] }>('read', ...demo.asMember(), '--out', join(folder, 'read2'))
  expect(reports).toEqual(expect.arrayContaining([before.reportId, after.reportId]))
}, 120_000)

test('54 parts on a disk that takes no writes are refused, texts are still taken, and it goes on when it does', async ({
  skip,
}) => {
  skip(!mayMount, 'needs root, to mount a small disk')
  const photo = join(folder, 'photo')
  const blobs = join(demo.dataDir, 'blobs')
  mount('--bind', blobs, blobs)
  mount('-o', 'remount,bind,ro', blobs)
  try {
    await isRefused(...to(['--attach', photo]))
    await isnadJson(...to())
  } finally {
    unmount(blobs)
  }
  await isnadJson(...to(['--attach', photo]))
}, 60_000)

test('54 a data folder that cannot be written is refused in words at the start, and nothing is left of the try', async ({
  skip,
}) => {
  skip(!mayMount, 'needs root, to mount a small disk')
  const disk = join(folder, 'readonly')
  await mkdir(disk)
  mount('-t', 'tmpfs', '-o', 'size=1M,ro', 'tmpfs', disk)
  try {
    for (const data of [disk, join(disk, 'data')]) {
      const refused = await serve(data).then(
        () => '',
        (error: unknown) => String(error),
      )
      expect(refused).toMatch(/cannot be made or written.*\[no-writing\]/s)
    }
  } finally {
    unmount(disk)
  }
}, 60_000)

test('54 a disk too small for the first start is refused in words, and a start with room goes well', async ({
  skip,
}) => {
  skip(!mayMount, 'needs root, to mount a small disk')
  const disk = join(folder, 'tiny')
  await mkdir(disk)
  mount('-t', 'tmpfs', '-o', 'size=8M,mode=0711', 'tmpfs', disk)
  try {
    const data = join(disk, 'data')
    const refused = await serve(data).then(
      () => '',
      (error: unknown) => String(error),
    )
    expect(refused).toMatch(/\[postgres-stopped\]|\[no-writing\]/)
    mount('-o', 'remount,size=320M', disk)
    const server = await serve(data)
    expect(await server.stop()).toBe(0)
  } finally {
    unmount(disk)
  }
}, 120_000)
