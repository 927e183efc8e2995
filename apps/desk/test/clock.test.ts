import { expect, test } from 'vitest'
import { readClock, roughly } from '../src/time/clock.ts'

const MINUTE = 60_000
const arrival = 2_000_000
const at = (minutes: number): number => arrival * 15 * MINUTE + minutes * MINUTE

test('a report is not called late while the minute of its arrival could still excuse it', () => {
  // Arrived in the last minute of its quarter, stepped 45 minutes later: in the third quarter after arrival's, or less.
  expect(readClock(arrival, 30, at(59))).toEqual({ state: 'due' })
  expect(readClock(arrival, 30, at(60))).toEqual({ state: 'late', minutes: 30 })
  expect(readClock(arrival, 30, at(75))).toEqual({ state: 'late', minutes: 45 })
})

test('time left is told in whole quarter hours, then as less than one, then as due', () => {
  expect(readClock(arrival, 30, at(0))).toEqual({ state: 'left', minutes: 30, share: 1 })
  expect(readClock(arrival, 30, at(14))).toMatchObject({ state: 'left', minutes: 15 })
  expect(readClock(arrival, 30, at(16))).toMatchObject({ state: 'soon' })
  expect(readClock(arrival, 30, at(30))).toEqual({ state: 'due' })
})

test('outside the published hours the promise is a day', () => {
  expect(readClock(arrival, 1440, at(60))).toMatchObject({ state: 'left', minutes: 23 * 60 })
  expect(readClock(arrival, 1440, at(1440))).toEqual({ state: 'due' })
  expect(readClock(arrival, 1440, at(1440 + 15 * 2))).toEqual({ state: 'late', minutes: 30 })
})

test('a clock set back shows the whole promise and never more', () => {
  expect(readClock(arrival, 30, at(-600))).toMatchObject({ state: 'left', share: 1 })
})

test('roughly turns minutes into what one would say', () => {
  expect(roughly(45)).toEqual({ unit: 'minutes', count: 45 })
  expect(roughly(60)).toEqual({ unit: 'hours', count: 1 })
  expect(roughly(23 * 60 + 45)).toEqual({ unit: 'hours', count: 24 })
  expect(roughly(3 * 1440)).toEqual({ unit: 'days', count: 3 })
})
