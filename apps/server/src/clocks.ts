// The promise on an arrival, counted in quarter hours: 30 minutes in the desk's published hours, else 24 hours.
import type { DeskHours } from '@isnad/directory'

const quarterMs = 15 * 60_000
/** A quarter hour is known to a quarter: half an hour is surely over after more than three, a day after more than 97. */
const most = { inHours: 3, outOfHours: 97 }

/** Quarter hours after which an arrival that nobody stepped is settled as late. */
export const settledAfter = 72 * 4

/** @param timeZone IANA name in which the hours are meant */
export function isInTime(arrived: number, stepped: number, hours: readonly DeskHours[], timeZone: string): boolean {
  const limit = isOpen(arrived * quarterMs, hours, timeZone) ? most.inHours : most.outOfHours
  return stepped - arrived <= limit
}

function isOpen(unixMs: number, hours: readonly DeskHours[], timeZone: string): boolean {
  const { minute, weekday } = localTime(unixMs, timeZone)
  return hours.some((span) => span.weekday === weekday && minute >= span.from && minute < span.to)
}

const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

function localTime(unixMs: number, timeZone: string): { weekday: number; minute: number } {
  const format = { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const parts = new Intl.DateTimeFormat('en-GB', format).formatToParts(unixMs)
  const value = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  return { weekday: names.indexOf(value('weekday')) + 1, minute: Number(value('hour')) * 60 + Number(value('minute')) }
}
