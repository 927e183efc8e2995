import { type Bytes, concat } from '@isnad/bytes'
import { random, type Signer } from '@isnad/crypto'
import { deviceIdOfKey, noPrevious, operationDigest, type OperationFrame, signOperation } from '@isnad/directory'
import { listItems, listOperations, listReplyDays, postOperation, submitReport, type WireError } from '@isnad/wire'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newReport, onDatabase, refusalOf, startTestServer, type TestServer } from './world.ts'

let server: TestServer
let previous: Bytes
/** Tuesday 24 November 2026, 12:00 in Baghdad. */
let now = Date.UTC(2026, 10, 24, 9)
beforeAll(async () => {
  server = await startTestServer({ clock: () => now, intervals: { log: 3600, reply: 3600, live: 3600 } })
})
afterAll(() => server.remove())
beforeEach(() => {
  now += 60_000
})

async function newOperation(n: 0 | 1, frame: Partial<OperationFrame> = {}, signer?: Signer): Promise<Bytes> {
  const { deskId, device } = server.programme.desks[n]
  return await signOperation(signer ?? device, {
    ...{ desk: deskId, device: deviceIdOfKey(device.publicKey), previous, seen: 0, itemRef: random(16), step: 'step' },
    ...{ digest: null, to: null, epoch: 1, sealed: random(300) },
    ...frame,
  })
}
const post = (n: 0 | 1, operation: Bytes, rest: object = {}) =>
  server.desk(n).call(postOperation, { body: { operation, ...rest } })
const reply = (tag: Bytes): { shard: number; reply: Bytes } => ({ shard: 7, reply: concat(tag, random(1016)) })

test('an operation must be its sender’s own, of its own desk, to a key that was published', async () => {
  previous = noPrevious()
  const [, theirs] = server.programme.desks
  const stranger = { device: deviceIdOfKey(theirs.device.publicKey) }
  const bad = [
    await newOperation(0, stranger, theirs.device),
    await newOperation(0, { desk: theirs.deskId }),
    await newOperation(0, { epoch: 2 }),
    await newOperation(0, { seen: 1 }),
    random(50),
    (await newOperation(0)).map((byte, i) => (i === 60 ? byte ^ 1 : byte)),
  ]
  for (const each of bad) expect(await refusalOf(post(0, each))).toBe('bad-operation')
  expect(await server.desk(0).call(listOperations, { query: { after: 0 } })).toEqual([])
})

test('operations are numbered in order, and the same one again keeps its number', async () => {
  previous = noPrevious()
  const first = await newOperation(0)
  expect(await post(0, first)).toEqual({ seq: 1 })
  previous = operationDigest(first)
  const second = await newOperation(0, { seen: 1 })
  const answers = await Promise.all([post(0, second), post(0, second), post(0, second)])
  expect(answers).toEqual([{ seq: 2 }, { seq: 2 }, { seq: 2 }])
  expect(await post(0, first)).toEqual({ seq: 1 })
  previous = operationDigest(second)
  const listed = await server.desk(0).call(listOperations, { query: { after: 0 } })
  expect(listed.map(({ operation, seq }) => [seq, operation])).toEqual([
    [1, first],
    [2, second],
  ])
  expect(await server.desk(0).call(listOperations, { query: { after: 1 } })).toHaveLength(1)
})

test('an operation on top of an older one is refused with the newest', async () => {
  const newest = previous
  previous = noPrevious()
  const stale = await newOperation(0)
  const error = await post(0, stale).catch((error: WireError) => error)
  expect(error).toMatchObject({ code: 'stale-previous', details: { newest } })
  previous = newest
})

test('two devices’ first operations at once are both taken, and nobody sees the other desk’s', async () => {
  previous = noPrevious()
  expect(await post(1, await newOperation(1))).toEqual({ seq: 1 })
  expect(await server.desk(1).call(listOperations, { query: { after: 0 } })).toHaveLength(1)
})

test('a tag that is held refuses the operation with all its replies', async () => {
  const [tag, other] = [random(8), random(8)]
  const newest = (await server.desk(0).call(listOperations, { query: { after: 1 } })).at(-1)?.operation
  previous = operationDigest(newest ?? new Uint8Array(0))
  const first = await newOperation(0, { step: 'answered' })
  await post(0, first, { replies: [reply(tag)] })
  previous = operationDigest(first)
  const second = await newOperation(0, { step: 'answered' })
  expect(await refusalOf(post(0, second, { replies: [reply(other), reply(tag)] }))).toBe('tag-held')
  // Nothing of it stayed: the same operation passes with the next tag, and `other` is free.
  expect(await post(0, second, { replies: [reply(other), reply(random(8))] })).toEqual({ seq: 4 })
  previous = operationDigest(second)
})

test('a reply is not published before its interval', async () => {
  expect(await server.source.call(listReplyDays, {})).toEqual([])
})

test('the first step but opened settles an arrival, and says whether it was in time', async () => {
  const quarterOf = (ms: number) => Math.floor(ms / 900_000)
  const settle = async (minutes: number): Promise<unknown> => {
    const report = newReport([server.programme.desks[0].deskId])
    await server.source.call(submitReport, { params: { reportId: report.reportId }, body: report.envelope })
    const find = async () => {
      const items = await server.desk(0).call(listItems, { query: { after: 0 } })
      return items.find(({ reportId }) => reportId === report.reportId)
    }
    expect((await find())?.quarter).toBe(quarterOf(now))
    const opened = await newOperation(0, { step: 'opened' })
    await post(0, opened, { reportId: report.reportId })
    expect((await find())?.quarter).toBe(quarterOf(now))
    now += minutes * 60_000
    previous = operationDigest(opened)
    const step = await newOperation(0, { step: 'step' })
    await post(0, step, { reportId: report.reportId })
    previous = operationDigest(step)
    expect((await find())?.quarter).toBe(null)
    return await onDatabase(server.databaseUrl ?? '', async (client) => {
      const { rows } = await client.query<{ met: boolean; arrivals: number }>(
        'select met, (select count(*)::integer from arrivals) as arrivals from items order by change desc limit 1',
      )
      return rows[0]
    })
  }
  // Outside published hours the promise is a day.
  expect(await settle(60)).toEqual({ met: true, arrivals: 0 })
  expect(await settle(26 * 60)).toEqual({ met: false, arrivals: 0 })
})

test('a report of another desk is not settled, and the operation that says so is refused', async () => {
  const report = newReport([server.programme.desks[1].deskId])
  await server.source.call(submitReport, { params: { reportId: report.reportId }, body: report.envelope })
  expect(await refusalOf(post(0, await newOperation(0), { reportId: report.reportId }))).toBe('bad-operation')
  expect((await server.desk(1).call(listItems, { query: { after: 0 } }))[0]?.quarter).not.toBe(null)
})
