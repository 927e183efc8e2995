import { expect, test } from 'vitest'
import { killUnderLoad } from './kills.ts'

test('53 nothing acknowledged is missing after 6 kill -9 of the server, of PostgreSQL, and of both', async () => {
  const { acknowledged, missing } = await killUnderLoad(6)
  expect(missing).toEqual([])
  expect(acknowledged.envelopes).toBeGreaterThan(10)
  expect(acknowledged.parts).toBeGreaterThan(10)
}, 300_000)
