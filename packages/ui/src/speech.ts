// Days, months, lists and sizes as a language says them. Apart from words.ts, since a first screen needs none of them.
import type { Speech } from './words.ts'

/** A day (days since 1970 UTC) with its weekday and its month's name. */
export function sayDay({ locale }: Speech, day: number): string {
  return new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    day * 86_400_000,
  )
}

/** A month's name, 0…11. */
export function sayMonth({ locale }: Speech, month: number): string {
  return new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, month, 15))
}

/** Names as a sentence lists them. */
export function sayList({ locale }: Speech, names: readonly string[]): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names)
}

/** Bytes as kilobytes or megabytes of 1,024, with the unit words given. */
export function saySize({ fill }: Speech, bytes: number, units: { readonly kb: string; readonly mb: string }): string {
  return bytes >= 1_000_000
    ? fill(units.mb, { n: bytes / 1_048_576 })
    : fill(units.kb, { n: Math.max(1, Math.round(bytes / 1024)) })
}
