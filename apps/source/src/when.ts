// When it happened, as a person says it, made into the model's interval by this phone's clock and time zone.
import type { When } from '@isnad/model'

/** Parts of a day by the hours they cover; night is that of the day it begins on. */
export const dayParts = {
  dawn: [3, 7],
  morning: [6, 12],
  midday: [11, 16],
  evening: [16, 21],
  night: [20, 27],
} as const satisfies Record<string, readonly [number, number]>
export type DayPart = keyof typeof dayParts | 'unsure' | 'exact'
export type Span = 'day' | 'week' | 'month' | 'year' | 'unknown'

export interface WhenDraft {
  choice: 'now' | 'today' | 'yesterday' | 'other' | null
  /** For one day: a part of it, or an exact time. */
  part: DayPart
  /** HH:MM, for an exact time. */
  time: string
  /** For another time: how wide. */
  span: Span
  /** YYYY-MM-DD, for a day or week. */
  date: string
  /** 1…12 */
  month: string
  year: string
}

const unknown: When = { from: null, to: null, precision: 'unknown' }
const seconds = (date: Date): number => Math.floor(date.getTime() / 1000)

/** The interval; what is missing or no date makes it unknown rather than wrong. `now` in Unix milliseconds. */
export function whenOf(draft: WhenDraft, now: number): When {
  const today = new Date(now)
  const at = Math.floor(now / 1000)
  if (draft.choice === null) return unknown
  if (draft.choice === 'now') return { from: at, to: at, precision: 'minute' }
  if (draft.choice === 'today') return inDay(draft, today, now)
  if (draft.choice === 'yesterday') return inDay(draft, daysLater(today, -1), now)
  return other(draft, now)
}

function other(draft: WhenDraft, now: number): When {
  const year = Number(draft.year)
  const known = /^(19|20)\d\d$/.test(draft.year)
  if (draft.span === 'year' && known) return span(new Date(year, 0, 1), new Date(year + 1, 0, 1), 'year', now)
  if (draft.span === 'month' && known && draft.month !== '') {
    const month = Number(draft.month) - 1
    return span(new Date(year, month, 1), new Date(year, month + 1, 1), 'month', now)
  }
  const date = parseDate(draft.date)
  if (date === null) return unknown
  if (draft.span === 'day') return inDay(draft, date, now)
  if (draft.span === 'week') return span(daysLater(date, -3), daysLater(date, 4), 'week', now)
  return unknown
}

function inDay(draft: WhenDraft, date: Date, now: number): When {
  const hour = (hours: number): Date => new Date(date.getFullYear(), date.getMonth(), date.getDate(), hours)
  if (draft.part === 'exact') {
    const found = /^(\d\d):(\d\d)/.exec(draft.time)
    if (found !== null) {
      const moment = hour(Number(found[1]))
      moment.setMinutes(Number(found[2]))
      return { from: seconds(moment), to: seconds(moment), precision: 'minute' }
    }
  } else if (draft.part !== 'unsure') {
    const [from, to] = dayParts[draft.part]
    return span(hour(from), hour(to), 'hour', now)
  }
  return span(hour(0), hour(24), 'day', now)
}

/** What has not come yet is not part of what was seen, unless the whole lies ahead: then the clock is doubted, not the person. */
function span(from: Date, to: Date, precision: When['precision'], now: number): When {
  const [first, last] = [seconds(from), seconds(to) - 1]
  const present = Math.floor(now / 1000)
  return { from: first, to: first <= present ? Math.min(last, present) : last, precision }
}

function daysLater(date: Date, days: number): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days)
}

function parseDate(text: string): Date | null {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  if (found === null) return null
  return new Date(Number(found[1]), Number(found[2]) - 1, Number(found[3]))
}
