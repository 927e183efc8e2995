import { compare } from '@isnad/bytes'
import { random } from '@isnad/crypto'
import { deviceIdOfKey, noPrevious, operationDigest, signOperation } from '@isnad/directory'
import { dayOf } from '@isnad/model'
import { getReplies, listReplyDays, postOperation } from '@isnad/wire'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onDatabase, refusalOf, startTestServer, type TestServer } from './world.ts'

const start = Date.UTC(2026, 10, 24, 9)
const dayMs = 86_400_000
let now = start
let server: TestServer
let previous = noPrevious()
beforeAll(async () => {
  server = await startTestServer({ clock: () => now, intervals: { log: 3600, reply: 0.05, live: 3600 } })
})
afterAll(() => server.remove())

/** Posts replies with an operation, and waits until they are published. */
async function publish(shards: readonly number[]): Promise<Uint8Array[]> {
  const { deskId, device } = server.programme.desks[0]
  const replies = shards.map((shard) => ({ shard, reply: random(1024) }))
  for (let at = 0; at < replies.length; at += 50) {
    const operation = await signOperation(device, {
      ...{ desk: deskId, device: deviceIdOfKey(device.publicKey), previous, seen: 0, itemRef: random(16) },
      ...{ step: 'answered', digest: null, to: null, epoch: 1, sealed: random(300) },
    })
    await server.desk(0).call(postOperation, { body: { operation, replies: replies.slice(at, at + 50) } })
    previous = operationDigest(operation)
  }
  const waiting = () =>
    onDatabase(server.databaseUrl ?? '', async (client) => {
      const { rows } = await client.query<{ count: string }>('select count(*) from replies where day is null')
      return rows[0]?.count
    })
  await expect.poll(waiting, { timeout: 20_000 }).toBe('0')
  return replies.map(({ reply }) => reply)
}
const read = (day: number, shard: number) => server.source.call(getReplies, { params: { day, shard } })
const split = (file: Uint8Array) =>
  Array.from({ length: file.length / 1024 }, (_, i) => file.subarray(1024 * i, 1024 * i + 1024))
const has = (file: Uint8Array, reply: Uint8Array) => split(file).some((each) => compare(each, reply) === 0)

test('42 a day, or a shard, that is not there is refused without a word on what is', async () => {
  expect(await refusalOf(read(dayOf(now), 0))).toBe('not-found')
  const replies = await publish([3])
  expect(replies).toHaveLength(1)
  expect(await refusalOf(read(dayOf(now), 1))).toBe('not-found')
  expect(await refusalOf(read(dayOf(now) + 1, 0))).toBe('not-found')
})

test('40 a day’s file is sorted by tag and padded to a multiple of four with what looks like replies', async () => {
  const [reply = new Uint8Array(0)] = await publish([0xffff])
  const file = await read(dayOf(now), 0)
  // One reply and three of padding before, now the same again: what was published is never taken back.
  expect(file.length).toBe(8 * 1024)
  expect(has(file, reply)).toBe(true)
  const tags = split(file).map((each) => each.subarray(0, 8))
  expect([...tags].sort(compare)).toEqual(tags)
  const rows = await onDatabase(server.databaseUrl ?? '', (client) => client.query('select * from replies'))
  // Nothing beside a reply says that it is one.
  expect(rows.fields.map(({ name }) => name)).toEqual(['tag', 'day', 'shard', 'reply'])
})

test('41 a day’s file is the same bytes for everyone, and for good once the day is over', async () => {
  const day = dayOf(now)
  const get = async (headers: Record<string, string>) => {
    const response = await fetch(`${server.sourceUrl}/replies/2026-11-24/0`, { headers })
    const bytes = new Uint8Array(await response.arrayBuffer())
    return {
      status: response.status,
      bytes,
      etag: response.headers.get('etag') ?? '',
      cache: response.headers.get('cache-control'),
    }
  }
  const first = await get({ 'user-agent': 'one', cookie: 'a=b', 'accept-language': 'ar' })
  expect(await get({ 'user-agent': 'two' })).toEqual(first)
  expect(first.cache).toBe('no-cache')
  expect((await get({ 'if-none-match': first.etag })).status).toBe(304)
  now += dayMs
  await publish([1])
  const after = await get({})
  expect(after.bytes).toEqual(first.bytes)
  expect(after.cache).toContain('immutable')
  expect((await server.source.call(listReplyDays, {})).map((each) => each.day)).toEqual([day, day + 1])
})

test('42 fetching is the same with a hit and without one', async () => {
  const look = async (path: string) => {
    const response = await fetch(`${server.sourceUrl}${path}`)
    await response.arrayBuffer()
    return [response.status, [...response.headers].map(([name]) => name)]
  }
  // The request names a day and a shard, which many codes share; the answer is whole in any case.
  expect(await look('/replies/2026-11-24/0')).toEqual(await look('/replies/2026-11-24/0'))
  expect((await look('/replies/2026-11-24/0?code=1'))[0]).toBe(200)
})

test('shards double when a week’s mean passes four a shard, and all of a day are equally long', async () => {
  await publish(Array.from({ length: 60 }, (_, i) => i))
  now += dayMs
  await publish([0, 1, 2, 3, 5, 7])
  const days = await server.source.call(listReplyDays, {})
  expect(days.map(({ shards }) => shards)).toEqual([1, 1, 2])
  const files = await Promise.all([0, 1].map((shard) => read(dayOf(now), shard)))
  expect(files.map(({ length }) => length)).toEqual([4096, 4096])
  const [even = new Uint8Array(0), odd = new Uint8Array(0)] = files
  const [two = new Uint8Array(0)] = await publish([2])
  expect([has(await read(dayOf(now), 0), two), has(await read(dayOf(now), 1), two)]).toEqual([true, false])
  // What was published stays in the file.
  for (const [file, shard] of [
    [even, 0],
    [odd, 1],
  ] as const) {
    const later = await read(dayOf(now), shard)
    for (const each of split(file)) expect(has(later, each)).toBe(true)
  }
})

test('a day’s replies go after 60 days, give or take ten', async () => {
  const rows = await onDatabase(server.databaseUrl ?? '', (client) =>
    client.query<{ kept: number }>('select remove_on - day as kept from reply_days'),
  )
  for (const { kept } of rows.rows) {
    expect(kept).toBeGreaterThanOrEqual(50)
    expect(kept).toBeLessThanOrEqual(70)
  }
})
