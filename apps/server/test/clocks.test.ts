import { expect, test } from 'vitest'
import { isInTime } from '../src/clocks.ts'

/** 08:00 to 16:00 on Tuesdays, by Baghdad, which is three hours ahead of UTC. */
const hours = [{ weekday: 2, from: 480, to: 960 }]
const quarter = (hour: number, minute = 0) => Date.UTC(2026, 10, 24, hour, minute) / 900_000

test('in its hours a desk has more than three quarters to be late', () => {
  expect(isInTime(quarter(9), quarter(9) + 4, hours, 'Asia/Baghdad')).toBe(false)
  expect(isInTime(quarter(9), quarter(9) + 3, hours, 'Asia/Baghdad')).toBe(true)
})

test('outside them it has a day', () => {
  for (const arrived of [quarter(4, 45), quarter(13), quarter(9) + 96]) {
    expect(isInTime(arrived, arrived + 98, hours, 'Asia/Baghdad')).toBe(false)
    expect(isInTime(arrived, arrived + 97, hours, 'Asia/Baghdad')).toBe(true)
  }
})

test('its hours are those of the programme’s own time', () => {
  expect(isInTime(quarter(5), quarter(5) + 4, hours, 'Asia/Baghdad')).toBe(false)
  expect(isInTime(quarter(5), quarter(5) + 4, hours, 'UTC')).toBe(true)
})
