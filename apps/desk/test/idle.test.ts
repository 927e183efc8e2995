import { expect, test } from 'vitest'
import { IDLE_LIMIT_MS, readIdle } from '../src/time/idle.ts'

test('ten minutes without a sign are over, also when the machine slept through them', () => {
  expect(readIdle(0, IDLE_LIMIT_MS)).toEqual({ state: 'over' })
  expect(readIdle(0, 8 * 3_600_000)).toEqual({ state: 'over' })
})

test('a clock set back locks, since nobody knows how long it was', () => {
  expect(readIdle(10_000_000, 9_000_000)).toEqual({ state: 'over' })
})

test('the last minute warns, by the second', () => {
  expect(readIdle(0, IDLE_LIMIT_MS - 60_001)).toEqual({ state: 'awake', minutes: 2 })
  expect(readIdle(0, IDLE_LIMIT_MS - 60_000)).toEqual({ state: 'warning', seconds: 60 })
  expect(readIdle(0, IDLE_LIMIT_MS - 1)).toEqual({ state: 'warning', seconds: 1 })
})

test('until then it says how many minutes are left', () => {
  expect(readIdle(0, 0)).toEqual({ state: 'awake', minutes: 10 })
})
