import { expect, test } from 'vitest'
import { promisedFor, type Hours } from '../src/time/promise.ts'

const quarter = (iso: string): number => Math.floor(Date.parse(iso) / 900_000)
const office: Hours[] = [7, 1, 2, 3, 4].map((weekday) => ({ weekday, from: 8 * 60, to: 16 * 60 }))

test('outside the published hours, and with none published, the promise is a day', () => {
  expect(promisedFor(quarter('2026-11-25T05:00:00+03:00'), office, 'Asia/Baghdad')).toBe(1440)
  expect(promisedFor(quarter('2026-11-25T16:00:00+03:00'), office, 'Asia/Baghdad')).toBe(1440)
  expect(promisedFor(quarter('2026-11-27T10:00:00+03:00'), office, 'Asia/Baghdad')).toBe(1440)
  expect(promisedFor(quarter('2026-11-25T10:00:00+03:00'), [], 'Asia/Baghdad')).toBe(1440)
})

test('inside them it is half an hour, by the clock of the programme and not of the device', () => {
  expect(promisedFor(quarter('2026-11-25T08:00:00+03:00'), office, 'Asia/Baghdad')).toBe(30)
  expect(promisedFor(quarter('2026-11-25T15:45:00+03:00'), office, 'Asia/Baghdad')).toBe(30)
  expect(promisedFor(quarter('2026-11-25T15:45:00+03:00'), office, 'Pacific/Auckland')).toBe(1440)
})
