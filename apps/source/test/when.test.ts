import { expect, test } from 'vitest'
import { whenOf, type WhenDraft } from '../src/when.ts'

const blank: WhenDraft = { choice: null, part: 'unsure', time: '', span: 'day', date: '', month: '', year: '' }
/** The phone's clock: 25 November 2026, 14:30 where the phone is. */
const now = new Date(2026, 10, 25, 14, 30).getTime()
const at = (...local: [number, number, number, number?, number?]): number =>
  new Date(local[0], local[1] - 1, local[2], local[3] ?? 0, local[4] ?? 0).getTime() / 1000
const when = (said: Partial<WhenDraft>) => whenOf({ ...blank, ...said }, now)
const unknown = { from: null, to: null, precision: 'unknown' }

test('what was not said, or is no date, is unknown and not wrong', () => {
  expect(when({})).toEqual(unknown)
  expect(when({ choice: 'other' })).toEqual(unknown)
  expect(when({ choice: 'other', span: 'unknown', date: '2026-11-20' })).toEqual(unknown)
  expect(when({ choice: 'other', span: 'year', year: '16' })).toEqual(unknown)
  expect(when({ choice: 'other', span: 'month', year: '2016' })).toEqual(unknown)
  expect(when({ choice: 'other', span: 'day', date: '20.11.2026' })).toEqual(unknown)
})

test('now is a minute, a day without more is the day, and what has not come yet is not in it', () => {
  expect(when({ choice: 'now' })).toEqual({ from: now / 1000, to: now / 1000, precision: 'minute' })
  expect(when({ choice: 'today' })).toEqual({ from: at(2026, 11, 25), to: now / 1000, precision: 'day' })
  expect(when({ choice: 'yesterday' })).toEqual({ from: at(2026, 11, 24), to: at(2026, 11, 25) - 1, precision: 'day' })
})

test('a part of the day is its hours; night runs into the next day', () => {
  expect(when({ choice: 'yesterday', part: 'dawn' })).toEqual({
    from: at(2026, 11, 24, 3),
    to: at(2026, 11, 24, 7) - 1,
    precision: 'hour',
  })
  expect(when({ choice: 'yesterday', part: 'night' }).to).toBe(at(2026, 11, 25, 3) - 1)
})

test('an exact time is a minute; an empty one is the day', () => {
  const said = { choice: 'yesterday', part: 'exact' } as const
  expect(when({ ...said, time: '04:15' })).toEqual({
    from: at(2026, 11, 24, 4, 15),
    to: at(2026, 11, 24, 4, 15),
    precision: 'minute',
  })
  expect(when({ ...said, time: '' }).precision).toBe('day')
})

test('a week, a month, a year', () => {
  expect(when({ choice: 'other', span: 'week', date: '2026-03-10' })).toEqual({
    from: at(2026, 3, 7),
    to: at(2026, 3, 14) - 1,
    precision: 'week',
  })
  expect(when({ choice: 'other', span: 'month', month: '12', year: '2016' })).toEqual({
    from: at(2016, 12, 1),
    to: at(2017, 1, 1) - 1,
    precision: 'month',
  })
  expect(when({ choice: 'other', span: 'year', year: '2015' })).toEqual({
    from: at(2015, 1, 1),
    to: at(2016, 1, 1) - 1,
    precision: 'year',
  })
})
