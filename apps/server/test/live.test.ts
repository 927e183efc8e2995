import { submitReport } from '@isnad/wire'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newReport, startTestServer, type TestServer } from './world.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ intervals: { log: 3600, reply: 3600, live: 0.05 } })
})
afterAll(() => server.remove())

test('ticks come news or not, and tell a desk of its own alone', async () => {
  const stop = new AbortController()
  const ticks = server.desk(0).live({ signal: stop.signal })
  const next = async () => (await ticks.next()).value
  const send = async (n: 0 | 1) => {
    const { envelope, reportId } = newReport([server.programme.desks[n].deskId])
    await server.source.call(submitReport, { params: { reportId }, body: envelope })
  }
  for (let i = 0; i < 3; i++) expect(await next()).toEqual({ items: 0, operations: 0 })
  await send(1)
  for (let i = 0; i < 5; i++) expect(await next()).toEqual({ items: 0, operations: 0 })
  await send(0)
  await expect.poll(next, { timeout: 5000 }).toEqual({ items: 1, operations: 0 })
  stop.abort()
  await expect(last(ticks)).rejects.toThrow('no-answer')
})

test('a server that stops ends the stream', async () => {
  const other = await startTestServer({ intervals: { log: 3600, reply: 3600, live: 0.05 } })
  const ticks = other.desk(0).live()
  await ticks.next()
  const [ended] = await Promise.all([last(ticks), other.remove()])
  expect(ended).toBe(true)
})

async function last(ticks: AsyncGenerator<unknown>): Promise<boolean> {
  for (;;) if ((await ticks.next()).done) return true
}
