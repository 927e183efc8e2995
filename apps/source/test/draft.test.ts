import { encodeReport, maxText } from '@isnad/model'
import { expect, test } from 'vitest'
import { checkWords, isBegun, maxTextBytes, newDraft } from '../src/draft.ts'
import { reportOf } from '../src/report-of.ts'
import { SmallCode } from './small-channel.ts'

const now = Date.UTC(2026, 10, 25, 12)
const written = (text: string, link = '') => ({ ...newDraft('SIG'), text, link })

test('words that cannot be sealed are refused before anything is asked', () => {
  expect(maxTextBytes).toBe(maxText)
  expect(checkWords(written('  \n'))).toEqual({ text: 'empty' })
  expect(checkWords(written('ا'.repeat(6001)))).toEqual({ text: 'long' })
  for (const link of ['example.org', 'javascript:alert(1)', 'https://', 'https://a b.org', 'ftp://example.org']) {
    expect(checkWords(written('x', link)), link).toEqual({ link: 'link' })
  }
})

test('a few words, or a link alone, are enough', () => {
  expect(checkWords(written('رأيت سيارة'))).toEqual({})
  expect(checkWords(written('', 'https://example.org/p/1'))).toEqual({})
  expect(checkWords(written('ا'.repeat(6000)))).toEqual({})
})

test('only what would be lost counts as begun', () => {
  expect(isBegun(newDraft('SIG'))).toBe(false)
  expect(isBegun(written('x'))).toBe(true)
})

test('what is made from a draft is a report as the model has it, whatever was pasted', () => {
  const draft = {
    ...written(' رأيت سيارتين\r\nبلا لوحات\u0007 ', 'https://example.org/p/1'),
    people: ' أربعة ',
    place: { place: { kind: 'gazetteer', id: 'shu', precisionM: 1000 }, label: 'الشورة' } as const,
    certainty: 'SAW' as const,
    hearBack: true,
    code: new SmallCode('0'.repeat(27)),
  }
  const report = reportOf(draft, 'ar', now)
  expect(report).toMatchObject({
    category: 'SIG',
    language: 'ar',
    composedAt: now / 1000,
    text: 'رأيت سيارتين\nبلا لوحات',
    told: { people: 'أربعة' },
    links: ['https://example.org/p/1'],
    certainty: 'SAW',
    hearBack: true,
  })
  expect(encodeReport({ ...report, attachments: [] }).length).toBeGreaterThan(0)
})

test('the barest draft is a report too', () => {
  const report = reportOf(written('x'), 'en', now)
  expect(report).toMatchObject({ place: null, told: {}, links: [], hearBack: false, when: { precision: 'unknown' } })
  expect(encodeReport({ ...report, attachments: [] }).length).toBeGreaterThan(0)
})
