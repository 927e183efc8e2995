// Days and quarter hours since 1970-01-01 UTC: the only times a server keeps (docs/spec/report.md §2).
import { ModelError } from './errors.ts'

const dayMs = 86_400_000
const quarterMs = 900_000
/** The last day that fits two bytes: 2149-06-06. */
export const lastDay = 65_535

/** The day, counted from 1970-01-01 UTC, of a moment in Unix milliseconds. @throws {ModelError} `bad-day` outside 0…65,535 */
export function dayOf(unixMs: number): number {
  return checkDay(Math.floor(unixMs / dayMs))
}
/** Whole quarter hours since 1970-01-01 UTC of a moment in Unix milliseconds. */
export const quarterOf = (unixMs: number): number => Math.floor(unixMs / quarterMs)

/** `20782` → `2026-11-25`. @throws {ModelError} `bad-day` */
export function printDay(day: number): string {
  return new Date(checkDay(day) * dayMs).toISOString().slice(0, 10)
}
/** `2026-11-25` → `20782`; no other form, no day that is not in the calendar. @throws {ModelError} `bad-day` */
export function parseDay(text: string): number {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) / dayMs : Number.NaN
  if (printDay(day) !== text) throw new ModelError('bad-day')
  return day
}
/** @throws {ModelError} `bad-day` unless a whole number of 0…65,535 */
export function checkDay(day: number): number {
  if (!Number.isInteger(day) || day < 0 || day > lastDay) throw new ModelError('bad-day')
  return day
}
