// Values that stand in paths, queries and headers as text, and values inside JSON bodies.
import { type Bytes, base64url, hex, parseBase64url, parseHex } from '@isnad/bytes'
import { type DeskId, parseDay, parseDeskId, parseDeviceId, parseReportId, printDay, type ReportId } from '@isnad/model'
import * as v from 'valibot'

/** A value in a path, query or header. `parse` throws on any text that `print` would not write. */
export interface Field<T> {
  parse(this: void, text: string): T
  print(this: void, value: T): string
  /** The regular expression of its text, for the API description. */
  readonly pattern: string
}
export type FieldValue<F> = F extends Field<infer T> ? T : never

export const reportIdField: Field<ReportId> = {
  parse: parseReportId,
  print: (id) => id,
  pattern: '^[0-9a-hjkmnp-tv-z]{26}$',
}

/** A SHA-256 as 64 hexadecimal digits. */
export const sha256Field: Field<Bytes> = {
  parse: (text) => {
    const bytes = parseHex(text)
    if (bytes.length !== 32) throw new RangeError('a digest has 32 bytes')
    return bytes
  },
  print: hex,
  pattern: '^[0-9a-f]{64}$',
}

/** A whole number from 0 in decimal, without leading zeros, up to `max`. */
export function numberField(max: number): Field<number> {
  return {
    parse: (text) => {
      const value = /^(0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : Number.NaN
      if (!(value <= max)) throw new RangeError('not a whole number in range')
      return value
    },
    print: String,
    pattern: '^(0|[1-9][0-9]{0,15})$',
  }
}

/** A day as `2026-11-25`. */
export const dayField: Field<number> = { parse: parseDay, print: printDay, pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }

/**
 * `parse` as a step of a schema: what it throws becomes an issue.
 * @__NO_SIDE_EFFECTS__
 */
function parsed<T>(parse: (text: string) => T) {
  return v.rawTransform<string, T>(({ dataset, addIssue, NEVER }) => {
    try {
      return parse(dataset.value)
    } catch {
      addIssue({ message: 'refused' })
      return NEVER
    }
  })
}

/**
 * Bytes as base64url without padding; `length` when it is fixed.
 * @__NO_SIDE_EFFECTS__
 */
export function bytes(length?: number) {
  return v.pipe(
    v.string(),
    v.regex(/^[A-Za-z0-9_-]*$/),
    parsed((text): Bytes => {
      const value = parseBase64url(text)
      if (length !== undefined && value.length !== length) throw new RangeError('another length')
      return value
    }),
  )
}
/** @__NO_SIDE_EFFECTS__ */
export const wholeNumber = () => v.pipe(v.number(), v.safeInteger(), v.minValue(0))
/**
 * A day: `2026-11-25` on the wire, whole days since 1970 as a value.
 * @__NO_SIDE_EFFECTS__
 */
export const day = () => v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/), parsed(parseDay))
/** @__NO_SIDE_EFFECTS__ */
export const reportId = () => v.pipe(v.string(), v.regex(/^[0-9a-hjkmnp-tv-z]{26}$/), parsed(parseReportId))
/** @__NO_SIDE_EFFECTS__ */
export const deskId = () =>
  v.pipe(
    v.string(),
    v.regex(/^[0-9a-hjkmnp-tv-z]{13}$/),
    parsed((text): DeskId => parseDeskId(text)),
  )
/** @__NO_SIDE_EFFECTS__ */
export const deviceId = () => v.pipe(v.string(), v.regex(/^[0-9a-hjkmnp-tv-z]{13}$/), parsed(parseDeviceId))
/**
 * A text for each language, by language tag.
 * @__NO_SIDE_EFFECTS__
 */
export const words = () => v.record(v.pipe(v.string(), v.regex(/^[a-z]{2,3}$/)), v.string())

/** JSON for a body: `Bytes` become base64url, everything else stays. */
export function printJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => (item instanceof Uint8Array ? base64url(item) : item))
}
