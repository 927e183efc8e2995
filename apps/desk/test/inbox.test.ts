import { defaultConsent, type Report } from '@isnad/model'
import { expect, test } from 'vitest'
import { clockOf, isLate, listing, neighbour, owed, type Office } from '../src/state/inbox.ts'
import type { ItemView } from '../src/state/session.ts'

const QUARTER = 900_000
const now = Date.parse('2026-11-25T09:12:00+03:00')
const office: Office = {
  hours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: 0, to: 1440 })),
  timeZone: 'Asia/Baghdad',
}

const report = (change: Partial<Report> = {}): Report => ({
  form: 1,
  category: 'SIG',
  language: 'ar',
  composedAt: 0,
  when: { from: null, to: null, precision: 'unknown' },
  place: null,
  text: 'سيارتا حمل عند معمل الطابوق',
  told: {},
  details: {},
  certainty: null,
  consent: defaultConsent(),
  links: [],
  attachments: [],
  hearBack: true,
  ...change,
})

const item = (reportId: string, change: Partial<ItemView> = {}): ItemView => ({
  reportId,
  seq: 1,
  day: 20_782,
  quarter: Math.floor(now / QUARTER),
  parts: { held: 0, of: 0 },
  state: 'received',
  report: report(),
  oldKey: false,
  ...change,
})

test('a report that was only read still owes its first word', () => {
  expect(owed(item('a', { state: 'opened' }))).toBe('acknowledgement')
  expect(owed(item('a', { state: 'acknowledged' }))).toBe('answer')
  expect(owed(item('a', { state: 'answered' }))).toBe('nothing')
})

test('a sender who wants to hear nothing is owed the acknowledgement and no answer', () => {
  const silent = { report: report({ hearBack: false }) }
  expect(owed(item('a', { ...silent, state: 'received' }))).toBe('acknowledgement')
  expect(owed(item('a', { ...silent, state: 'acknowledged' }))).toBe('nothing')
})

test('a report whose quarter hour is no longer kept is late while nobody has stepped it, and has no clock', () => {
  const old = item('a', { quarter: null })
  expect(clockOf(old, office, now)).toBeNull()
  expect(isLate(old, office, now)).toBe(true)
  expect(isLate(item('a', { quarter: null, state: 'answered' }), office, now)).toBe(false)
})

test('what does not open on this device stays in the list', () => {
  const { report: _, ...sealed } = item('a', { problem: 'unknown-epoch' })
  const { shown, counts } = listing([sealed], { view: 'todo', query: '' }, office, now, () => '')
  expect(shown).toEqual([sealed])
  expect(counts).toEqual({ todo: 1, late: 0, all: 1 })
})

test('words are found in any spelling, in the text and in the names given', () => {
  const items = [item('a'), item('b', { report: report({ text: 'other' }) })]
  const find = (query: string): string[] =>
    listing(items, { view: 'all', query }, office, now, (one) =>
      one.reportId === 'b' ? 'Tal Afar تلعفر' : '',
    ).shown.map((one) => one.reportId)
  expect(find('الطّابوق')).toEqual(['a'])
  expect(find('tal afar')).toEqual(['b'])
  expect(find('nothing of the kind')).toEqual([])
  expect(find('  ')).toEqual(['a', 'b'])
})

test('views count what they would show', () => {
  const late = item('a', { quarter: Math.floor(now / QUARTER) - 4 })
  const items = [late, item('b'), item('c', { state: 'answered', quarter: null })]
  const { counts, shown } = listing(items, { view: 'late', query: '' }, office, now, () => '')
  expect(counts).toEqual({ todo: 2, late: 1, all: 3 })
  expect(shown).toEqual([late])
})

test('steps stop at both ends of the list and start at its top', () => {
  const items = [item('a'), item('b')]
  expect(neighbour([], null, 1)).toBeNull()
  expect(neighbour(items, null, -1)?.reportId).toBe('a')
  expect(neighbour(items, 'a', 1)?.reportId).toBe('b')
  expect(neighbour(items, 'b', 1)?.reportId).toBe('b')
  expect(neighbour(items, 'a', -1)?.reportId).toBe('a')
})
