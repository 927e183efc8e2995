import { dayOf, quarterOf } from '@isnad/model'
import { listItems, listReplyDays, submitPiece, submitReport } from '@isnad/wire'
import { random } from '@isnad/crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDiskBlobs } from '../src/blobs/disk.ts'
import { signHeads } from '../src/jobs/heads.ts'
import { removeOld } from '../src/jobs/retention.ts'
import { type Database, openDatabase } from '../src/store/database.ts'
import { join } from 'node:path'
import { newReport, onDatabase, startTestServer, type TestServer } from './world.ts'

const start = Date.UTC(2026, 10, 25, 9)
const dayMs = 86_400_000
let now = start
let server: TestServer
let database: Database
beforeAll(async () => {
  server = await startTestServer({ clock: () => now, intervals: { log: 3600, reply: 3600, live: 3600 } })
  database = openDatabase(server.databaseUrl ?? '')
})
afterAll(async () => {
  await database.close()
  await server.remove()
})

async function runJob(): Promise<string[]> {
  const said: string[] = []
  const events = { record: (code: string) => void said.push(code) }
  const blobs = await openDiskBlobs(join(server.dataDir, 'blobs'), () => now)
  await removeOld({ blobs, clock: () => now, database, events }).run()
  return said
}
const item = async () => (await server.desk(0).call(listItems, { query: { after: 0 } }))[0]

test('an arrival nobody stepped is settled as late after 72 hours, and not before', async () => {
  const report = newReport([server.programme.desks[0].deskId], [65_608])
  await server.source.call(submitReport, { params: { reportId: report.reportId }, body: report.envelope })
  now = start + 3 * dayMs
  await runJob()
  expect((await item())?.quarter).toBe(quarterOf(start))
  const seq = (await item())?.seq ?? 0
  now += 15 * 60_000
  expect(await runJob()).toContain('arrivals-settled')
  expect((await item())?.quarter).toBe(null)
  expect((await item())?.seq).toBeGreaterThan(seq)
  const met = await onDatabase(server.databaseUrl ?? '', (client) => client.query('select met from items'))
  expect(met.rows).toEqual([{ met: false }])
})

test('a part begun is kept for 30 days and then goes', async () => {
  const report = newReport([server.programme.desks[0].deskId], [65_608])
  const params = { reportId: report.reportId, sha256: report.parts[0]?.sha256 ?? new Uint8Array(32) }
  await server.source.call(submitReport, { params: { reportId: report.reportId }, body: report.envelope })
  await server.source.call(submitPiece, { params, headers: { 'upload-offset': 0 }, body: random(1000) })
  const have = async () => {
    const call = { params: { reportId: report.reportId }, body: report.envelope }
    return (await server.source.call(submitReport, call)).missing[0]?.have
  }
  now += 30 * dayMs
  await runJob()
  expect(await have()).toBe(1000)
  now += dayMs
  expect(await runJob()).toContain('removed')
  expect(await have()).toBe(0)
})

test('a day of replies goes with its listing, on its day', async () => {
  const today = dayOf(now)
  await onDatabase(server.databaseUrl ?? '', async (client) => {
    await client.query('insert into reply_days values ($1, 1, 1, $2), ($3, 1, 1, $4)', [
      today - 1,
      today + 1,
      today,
      today + 60,
    ])
    for (const day of [today - 1, today]) {
      await client.query('insert into replies values ($1, $2, 0, $3)', [random(8), day, random(1024)])
    }
  })
  expect(await server.source.call(listReplyDays, {})).toHaveLength(2)
  now += dayMs
  expect(await runJob()).toContain('removed')
  expect(await server.source.call(listReplyDays, {})).toEqual([{ day: today, shards: 1 }])
  const left = await onDatabase(server.databaseUrl ?? '', (client) => client.query('select day from replies'))
  expect(left.rows).toEqual([{ day: today }])
})

test('26 a head is signed anew when it is a week old, and not before', async () => {
  let signed = 0
  const headDay = 20_782
  const published = () => ({ directory: { headDay } }) as ReturnType<Parameters<typeof signHeads>[0]['published']>
  const job = (day: number) => signHeads({ clock: () => day * dayMs, published }, () => Promise.resolve(void signed++))
  await job(headDay + 6).run()
  expect(signed).toBe(0)
  await job(headDay + 7).run()
  expect(signed).toBe(1)
})
