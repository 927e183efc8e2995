import { expect, test } from 'vitest'
import { sayDay, sayList, sayMonth, saySize, speech } from '../src/index.ts'

const forms = {
  zero: 'لا شيء',
  one: 'واحد',
  two: 'اثنان',
  few: '{n} بلاغات',
  many: '{n} بلاغاً',
  other: '{n} بلاغ',
}

test('a value is put in isolated, a number in the digits of the reader, and what is not given stays visible', () => {
  const { fill } = speech('ar', 'arab')
  expect(fill('لا يفتحه إلا {who}.', { who: 'Mosul' })).toBe('لا يفتحه إلا \u2068Mosul\u2069.')
  expect(fill('{n} من {of}', { n: 2, of: 10 })).toBe('٢ من ١٠')
  expect(fill('{n} of {of}', { n: 2 })).toBe('٢ of {of}')
})

test('Arabic has six plural forms', () => {
  const { count } = speech('ar', 'latn')
  expect([0, 1, 2, 3, 11, 100].map((n) => count(forms, n))).toEqual([
    'لا شيء',
    'واحد',
    'اثنان',
    '3 بلاغات',
    '11 بلاغاً',
    '100 بلاغ',
  ])
  expect(speech('en', 'latn').count({ one: '{n} report', other: '{n} reports' }, 2)).toBe('2 reports')
})

test('digits follow the switch', () => {
  expect(speech('ar', 'arab').figures('104')).toBe('١٠٤')
  expect(speech('ar', 'latn').figures('104')).toBe('104')
})

test('months are those of Iraq', () => {
  expect(sayMonth(speech('ar', 'arab'), 10)).toBe('تشرين الثاني')
  expect(sayDay(speech('ar', 'arab'), 20783)).toBe('الخميس، ٢٦ تشرين الثاني')
  expect(sayDay(speech('en', 'latn'), 20783)).toBe('Thursday 26 November')
})

test('sizes and lists', () => {
  const units = { kb: '{n} KB', mb: '{n} MB' }
  const say = speech('en', 'latn')
  expect([1, 2335, 262_144, 1_048_576, 2_700_000].map((bytes) => saySize(say, bytes, units))).toEqual([
    '1 KB',
    '2 KB',
    '256 KB',
    '1 MB',
    '2.6 MB',
  ])
  expect(sayList(say, ['one', 'two', 'three'])).toBe('one, two and three')
  expect(sayList(speech('ar', 'arab'), ['فريق', 'مكتب'])).toBe('فريق ومكتب')
})
