// 53 54 What is killed, stopped or started twice while a report is on its way, by the command line as it is built. Fifty
// kills under load stand in apps/server/test; here each kind once, seen from the sender.
import { createHash } from 'node:crypto'
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleepFor } from 'node:timers/promises'
import { random } from '@isnad/crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { isnad, isnadJson, serve } from '../command.ts'
import { type Between, standBetween } from './between.ts'
import { type Demo, type Sent, startDemo, until } from './demo.ts'
import { phoneAt } from './phone.ts'
import { ask, putEnvelope, refusalOf } from './raw.ts'

let demo: Demo
/** One address for senders, whatever becomes of the server behind it. */
let front: Between
let photo: Buffer

beforeAll(async () => {
  demo = await startDemo()
  front = await standBetween(demo.server().source)
  photo = Buffer.from(random(900_000))
  await writeFile(join(demo.folder, 'photo'), photo)
}, 120_000)
afterEach(() => (front.rule = undefined))
afterAll(async () => {
  await front.close()
  await demo.end()
}, 60_000)

const sending = (timeout = 60) =>
  isnadJson<Sent>(
    ...[
      'send',
      '--server',
      front.url,
      '--desk',
      demo.members[0]?.desk ?? '',
      '--category',
      'SIG',
      '--text',
      'on its way',
    ],
    ...['--attach', join(demo.folder, 'photo'), '--timeout', String(timeout)],
  )

/** Does something to the server once the sender has got so far, while the piece of that moment is under way. */
function once(call: RegExp, act: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let pieces = 0
    front.rule = async ({ method, path }, pass) => {
      if (call.test(`${method} ${path}`) && ++pieces === 2) {
        const passing = pass().catch(() => undefined)
        act().then(resolve, reject)
        return await passing
      }
      return await pass()
    }
  })
}

async function again(): Promise<void> {
  await demo.again()
  front.upstream = demo.server().source
}

async function readBack({ receipt, reportId }: Sent): Promise<void> {
  const out = join(demo.folder, `read-${reportId}`)
  await isnadJson('read', ...demo.asMember(), '--out', out)
  const names = await readdir(join(out, reportId))
  expect(names.sort()).toEqual(['00-original.bin', 'report.json'])
  expect((await readFile(join(out, reportId, '00-original.bin'))).equals(photo)).toBe(true)
  const file = join(demo.folder, `${reportId}.json`)
  await writeFile(file, JSON.stringify(receipt))
  expect((await isnad('check-receipt', file)).status).toBe(0)
}

const killed = async (pid: number | undefined) => {
  if (pid === undefined) throw new Error('there is no such process')
  process.kill(pid, 'SIGKILL')
}
const nodeEnded = () => until(() => demo.server().process.signalCode === 'SIGKILL', 'Node did not end')

test('53 kill -9 of Node while a part comes in: the sender goes on with the next server, and everything is held', async () => {
  const orphan = await demo.postgresPid()
  const acting = once(/PUT .*\/parts\//, async () => {
    await killed(demo.server().pid)
    await nodeEnded()
    await again()
  })
  const [sent] = await Promise.all([sending(), acting])
  await readBack(sent)
  expect(await demo.postgresPid()).not.toBe(orphan)
}, 120_000)

test('53 kill -9 of PostgreSQL alone, under twenty requests: each is taken or told so, and it recovers by itself', async () => {
  const phone = await phoneAt(demo.server().source)
  const reports = []
  for (let i = 0; i < 20; i++) reports.push(await phone.seal({ deskIds: [demo.members[0]?.desk ?? ''] }))
  const { source } = demo.server()
  const taken: typeof reports = []
  const told = new Set<string>()
  let killing: Promise<void> | undefined
  await Promise.all(
    reports.map(async (report, i) => {
      // Eight are under way when it dies; the others come to a server that has none.
      if (i === 8) killing = demo.postgresPid().then(killed)
      if (i >= 8) await killing
      const answer = await putEnvelope(source, report.reportId, report.envelope)
      if (answer.status === 200) taken.push(report)
      else told.add(refusalOf(answer))
    }),
  )
  expect([...told]).toEqual(['503 database-away'])
  const health = async () => JSON.parse((await ask(source, { path: '/health' })).body.toString()) as { state: string }
  await until(async () => (await health()).state === 'well', 'the database did not come back')
  for (const report of reports) {
    const answer = await putEnvelope(source, report.reportId, report.envelope)
    expect(answer.status).toBe(200)
  }
  const out = join(demo.folder, 'after')
  const { reports: ids } = await isnadJson<{ reports: string[] }>('read', ...demo.asMember(), '--out', out)
  expect(ids).toEqual(expect.arrayContaining(taken.map(({ reportId }) => reportId)))
}, 120_000)

test('53 kill -9 of both while a part comes in: the sender goes on, and what was held before is there', async () => {
  const before = await sending()
  const acting = once(/PUT .*\/parts\//, async () => {
    const postgres = await demo.postgresPid()
    await Promise.all([killed(demo.server().pid), killed(postgres)])
    await nodeEnded()
    await again()
  })
  const [sent] = await Promise.all([sending(), acting])
  await readBack(sent)
  await readBack(before)
  // Nor do the dead leave anything behind in the folder for temporary files.
  expect(await readdir(join(demo.folder, 'tmp'))).toHaveLength(1)
}, 120_000)

test('53 SIGTERM while a part comes in: the server ends well within ten seconds, and the sender goes on with the next', async () => {
  const acting = once(/PUT .*\/parts\//, async () => {
    const started = Date.now()
    expect(await demo.server().stop()).toBe(0)
    expect(Date.now() - started).toBeLessThan(10_000)
    expect(await demo.postgresPid()).toBeUndefined()
    await sleepFor(500)
    await again()
  })
  const [sent] = await Promise.all([sending(), acting])
  await readBack(sent)
}, 120_000)

test('53 no server in the time given: the sender says so with 3, keeps nothing, and can send later', async () => {
  front.rule = () => Promise.resolve(undefined)
  const to = ['--server', front.url, '--desk', demo.members[0]?.desk ?? '', '--category', 'SIG', '--text', 'x']
  const { status, stderr, stdout } = await isnad('send', ...to, '--timeout', '2', '--json')
  expect([status, stdout, /\[timeout\]/.test(stderr)]).toEqual([3, '', true])
})

test('54 a second server on the same data is refused in words, changes nothing, and the first goes on', async () => {
  const before = await fingerprint(demo.dataDir)
  const { status, stderr, stdout } = await isnad('serve', '--data', demo.dataDir, '--port', '0', '--json')
  expect([status, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/\[second-server\]\n$/)
  expect(stderr).toContain(`process ${demo.server().pid}`)
  expect(await fingerprint(demo.dataDir)).toEqual(before)
  await sending()
}, 60_000)

/** What stands in a data folder but for PostgreSQL's own: names, modes, dates and digests. */
async function fingerprint(folder: string): Promise<string[]> {
  const lines: string[] = []
  for (const name of (await readdir(folder, { recursive: true })).sort()) {
    if (/^postgres(\/|$)/.test(name)) continue
    const found = await stat(join(folder, name))
    const content = found.isFile() ? await readFile(join(folder, name)) : Buffer.alloc(0)
    const digest = createHash('sha256').update(content).digest('hex')
    lines.push([name, found.mode, found.mtimeMs, digest].join(' '))
  }
  return lines
}

test('54 two servers started at once on an empty folder: one is ready, the other says in words that it is second', async () => {
  const data = join(demo.folder, 'twice')
  const outcomes = await Promise.allSettled([serve(data), serve(data)])
  const ready = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [String(outcome.reason)] : []))
  try {
    expect([ready.length, refused.length], refused.join('\n')).toEqual([1, 1])
    expect(refused[0]).toContain('[second-server]')
    const names = await readdir(data)
    expect(names.filter((name) => /\.new|stale|\.lock\./.test(name))).toEqual([])
  } finally {
    for (const server of ready) expect(await server.stop()).toBe(0)
    await rm(data, { recursive: true, force: true })
  }
}, 120_000)
