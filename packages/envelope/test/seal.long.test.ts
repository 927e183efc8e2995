// Test 12 at full length: minutes, so it runs with `npm run test:long`.
import { hex } from '@isnad/bytes'
import { random } from '@isnad/crypto'
import { expect, test } from 'vitest'
import { seal } from '../src/seal.ts'
import { plainReport, testDesk } from './given.ts'

test('12 no id, encapsulation, salt or commitment comes twice in 100,000 seals', { timeout: 3_600_000 }, async () => {
  const desks = [await testDesk(1)]
  const seen = [new Set<string>(), new Set<string>(), new Set<string>(), new Set<string>()]
  for (let i = 0; i < 100_000; i++) {
    const { envelope } = await seal({ report: plainReport, attachments: [], desks, threadSecret: null, random })
    // reportId, encapsulation, salt of the body, and its commitment, which comes from content key and salt.
    const places = [7, 37, 37 + 1202, 37 + 1202 + 24]
    for (const [j, at] of places.entries()) seen[j]?.add(hex(envelope.slice(at, at + 16)))
  }
  expect(seen.map((values) => values.size)).toEqual([100_000, 100_000, 100_000, 100_000])
})
