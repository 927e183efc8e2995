import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayOf, parseDay, printDay, quarterOf } from '../src/days.ts'

test('what is no day of the calendar, or out of two bytes, is refused', () => {
  for (const text of [
    '2026-02-30',
    '2026-13-01',
    '1969-12-31',
    '2149-06-07',
    '26-01-01',
    '2026-1-1',
    ' 2026-01-01',
    '',
  ])
    expect(() => parseDay(text), text).toThrow('bad-day')
  for (const day of [-1, 65_536, 1.5, Number.NaN]) expect(() => printDay(day)).toThrow('bad-day')
  expect(() => dayOf(-1)).toThrow('bad-day')
})
test('days print and parse', () => {
  expect(parseDay('2026-11-25')).toBe(20_782)
  expect(printDay(0)).toBe('1970-01-01')
  expect(printDay(65_535)).toBe('2149-06-06')
  expect(dayOf(20_782 * 86_400_000 + 86_399_999)).toBe(20_782)
  expect(quarterOf(899_999)).toBe(0)
  expect(quarterOf(900_000)).toBe(1)
  fc.assert(fc.property(fc.integer({ min: 0, max: 65_535 }), (day) => parseDay(printDay(day)) === day))
})
