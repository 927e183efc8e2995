// What the list shows and in which order: pure, from what the vault holds.
import { foldText, type Category, type Report } from '@isnad/model'
import { readClock, type ClockReading } from '../time/clock.ts'
import { promisedFor, type Hours } from '../time/promise.ts'
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

/** When a desk answers, and in which time zone that is meant. */
export interface Office {
  hours: readonly Hours[]
  timeZone: string
}

/** The clock of a report nobody has stepped, with the promise it runs against; null once it is stopped or unknown. */
export function clockOf(item: ItemView, office: Office, now: number): ClockReading | null {
  if (owed(item) !== 'acknowledgement' || item.quarter === null) return null
  return readClock(item.quarter, promisedFor(item.quarter, office.hours, office.timeZone), now)
}

/** Late, or so old that the quarter hour of its arrival is no longer kept while nobody has stepped it. */
export function isLate(item: ItemView, office: Office, now: number): boolean {
  if (owed(item) !== 'acknowledgement') return false
  return item.quarter === null || clockOf(item, office, now)?.state === 'late'
}

export interface Listing {
  shown: readonly ItemView[]
  counts: Readonly<Record<ListView, number>>
}

export interface Wanted {
  view: ListView
  /** As typed; found in any spelling, in the sender's words and in what the reader's language calls the report. */
  query: string
}

/** Folding is the dear part of a search, and what a sender wrote never changes. */
const foldedTexts = new WeakMap<Report, string>()

function foldedText(report: Report | undefined): string {
  if (!report) return ''
  const folded = foldedTexts.get(report) ?? foldText(report.text)
  foldedTexts.set(report, folded)
  return folded
}

/**
 * @param items newest first
 * @param named category and place of an item in the reader's language
 */
export function listing(
  items: readonly ItemView[],
  wanted: Wanted,
  office: Office,
  now: number,
  named: (item: ItemView) => string,
): Listing {
  const todo = items.filter((item) => owed(item) !== 'nothing')
  const late = items.filter((item) => isLate(item, office, now))
  const inView = { todo, late, all: items }[wanted.view]
  const folded = foldText(wanted.query)
  const words = (item: ItemView): string => `${foldedText(item.report)} ${foldText(`${named(item)} ${item.reportId}`)}`
  const shown = folded ? inView.filter((item) => words(item).includes(folded)) : inView
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
