import { expect, test } from 'vitest'
import { killUnderLoad } from './kills.ts'

test('53 nothing acknowledged is missing after 50 kill -9 of the server, of PostgreSQL, and of both', async () => {
  const { acknowledged, missing } = await killUnderLoad(50)
  expect(missing).toEqual([])
  expect(acknowledged.parts).toBeGreaterThan(100)
}, 1_800_000)
