import { afterAll, beforeAll, expect, test } from 'vitest'
import { flood } from './flood.ts'
import { startTestServer, type TestServer } from './world.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ ownPostgres: true })
})
afterAll(() => server.remove())

test('50 100,000 junk envelopes do not displace or delay a real one', async () => {
  const { accepted, arrived, real } = await flood(server, 100_000, 32)
  expect(accepted).toBe(100_000)
  expect(arrived).toBe(true)
  const sorted = real.toSorted((a, b) => a - b)
  expect(sorted.length).toBeGreaterThan(3)
  // Beside 32 senders a real one waits for a batch or two, not for the flood.
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(1000)
}, 1_800_000)
