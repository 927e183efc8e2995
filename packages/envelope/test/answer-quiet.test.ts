// Test 42 for the code that is fetched: a file of its own, since what was loaded once stays loaded.
import { random } from '@isnad/crypto'
import { expect, test } from 'vitest'
import { openAnswers } from '../src/answer.ts'

test('42 what opening a reply needs is loaded when there is none to open', async () => {
  const platform = Object.getPrototypeOf(crypto.subtle) as { deriveBits: SubtleCrypto['deriveBits'] }
  const real = platform.deriveBits
  let agreements = 0
  platform.deriveBits = function (algorithm, ...rest) {
    if (typeof algorithm === 'object' && algorithm.name === 'X25519') agreements++
    return real.call(this, algorithm, ...rest)
  }
  try {
    expect(await openAnswers({ threadSecret: random(32), desks: [], days: [] })).toEqual({ answers: [], missing: 0 })
  } finally {
    platform.deriveBits = real
  }
  // The trial that decides which code runs the suite: it comes once that code is here.
  expect(agreements).toBeGreaterThan(0)
})
