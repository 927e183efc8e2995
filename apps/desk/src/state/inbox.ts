// What the list shows and in which order: pure, from what the vault holds.
import { foldText, type Category } from '@isnad/model'
import { readClock, type ClockReading, type Promised } from '../time/clock.ts'
import type { ItemView } from './session.ts'

/** Which reports the list shows. */
export type ListView = 'todo' | 'late' | 'all'

/** What the desk still owes: a first word, an answer, or nothing. */
export type Owed = 'acknowledgement' | 'answer' | 'nothing'

/** A sender who wants to hear nothing is owed the acknowledgement alone, which stands in the log. */
export function owed(item: ItemView): Owed {
  if (item.state === 'answered') return 'nothing'
  if (item.state === 'acknowledged') return item.report && !item.report.hearBack ? 'nothing' : 'answer'
  return 'acknowledgement'
}

/** The clock of a report nobody has stepped; null once it is stopped, or when the quarter hour is no longer kept. */
export function clockOf(item: ItemView, promised: Promised, now: number): ClockReading | null {
  if (owed(item) !== 'acknowledgement' || item.quarter === null) return null
  return readClock(item.quarter, promised, now)
}

export function isLate(item: ItemView, promised: Promised, now: number): boolean {
  return clockOf(item, promised, now)?.state === 'late'
}

export interface Listing {
  shown: readonly ItemView[]
  counts: Readonly<Record<ListView, number>>
}

/**
 * @param items newest first
 * @param query as typed; found in any spelling, in the words, place and category as the reader's language names them
 * @param named the words of an item in the reader's language: category, place
 */
export function listing(
  items: readonly ItemView[],
  view: ListView,
  query: string,
  promised: Promised,
  now: number,
  named: (item: ItemView) => string,
): Listing {
  const todo = items.filter((item) => owed(item) !== 'nothing')
  const late = items.filter((item) => isLate(item, promised, now))
  const inView = view === 'todo' ? todo : view === 'late' ? late : items
  const folded = foldText(query)
  const shown = folded
    ? inView.filter((item) => foldText(`${item.report?.text ?? ''} ${named(item)}`).includes(folded))
    : inView
  return { shown, counts: { todo: todo.length, late: late.length, all: items.length } }
}

/** The item before or after another in the list; the first when there is none to start from. */
export function neighbour(shown: readonly ItemView[], from: string | null, step: 1 | -1): ItemView | null {
  const at = shown.findIndex((item) => item.reportId === from)
  if (at < 0) return shown[0] ?? null
  return shown[at + step] ?? shown[at] ?? null
}

/** Eight letters of the id in two groups: enough to tell reports apart, said in place of a number before publication. */
export function shortId(reportId: string): string {
  return `${reportId.slice(0, 4)} ${reportId.slice(4, 8)}`
}

/** Categories whose first rule is to keep people away. */
export function isHazard(category: Category): boolean {
  return category === 'HAZ' || category === 'WEP'
}
