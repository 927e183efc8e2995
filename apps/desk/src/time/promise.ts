// What a desk promised for a moment of arrival: half an hour in its published hours, else a day (domain §1).
import type { Promised } from './clock.ts'

/** Hours of a weekday in which a desk answers, in minutes of the programme's time zone. */
export interface Hours {
  /** 1 Monday … 7 Sunday. */
  readonly weekday: number
  readonly from: number
  readonly to: number
}

const QUARTER_MS = 15 * 60_000
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/**
 * @param quarter arrival, whole quarter hours since 1970
 * @param timeZone IANA name in which the hours are meant
 */
export function promisedFor(quarter: number, hours: readonly Hours[], timeZone: string): Promised {
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  })
  const parts = new Map(clock.formatToParts(quarter * QUARTER_MS).map((part) => [part.type, part.value]))
  const weekday = WEEKDAYS.indexOf(parts.get('weekday') ?? '') + 1
  const minute = Number(parts.get('hour')) * 60 + Number(parts.get('minute'))
  return hours.some((span) => span.weekday === weekday && minute >= span.from && minute < span.to) ? 30 : 1440
}
