// Reading decoded CBOR field by field: each reader takes a value of unknown shape and the field's path, and gives a typed
// value or throws what its caller chose.
import { type Bytes, type Cbor, type CborMap, utf8 } from '@isnad/bytes'

export interface Readers {
  /** A map whose keys are all among `keys`; with `required`, all of them present. */
  map(value: Cbor | undefined, field: string, keys: readonly number[], required?: boolean): CborMap
  /** A list of `min`…`max` items. */
  list(value: Cbor | undefined, field: string, min: number, max: number): readonly Cbor[]
  /** A whole number of `min`…`max`. */
  int(value: Cbor | undefined, field: string, min: number, max: number): number
  /** Text of `min`…`max` UTF-8 bytes, without control characters but newline and tab. */
  text(value: Cbor | undefined, field: string, min: number, max: number): string
  /** Exactly `length` bytes. */
  bytes(value: Cbor | undefined, field: string, length: number): Bytes
  /** Bytes of any length up to `max`. */
  blob(value: Cbor | undefined, field: string, max: number): Bytes
  bool(value: Cbor | undefined, field: string): boolean
  /** The entry of `codes` that stands at the number given. */
  code<T extends string>(value: Cbor | undefined, field: string, codes: readonly T[]): T
  /** The entry of `codes` that is the text given. */
  name<T extends string>(value: Cbor | undefined, field: string, codes: readonly T[]): T
}

// Lone surrogates cannot be written as UTF-8; control characters are never a sender's words.
const refused = /[^\P{Cc}\n\t]|\p{Cs}/u
/** True where a text may stand in a report or record: well-formed, no control character but newline and tab. */
export const isPlain = (text: string): boolean => !refused.test(text)

/** Readers that throw `refuse(field)` for a value of another shape. */
export function readers(refuse: (field: string) => Error): Readers {
  const no = (field: string): never => {
    throw refuse(field)
  }
  return {
    map(value, field, keys, required = false) {
      if (!(value instanceof Map)) return no(field)
      for (const key of value.keys()) if (!keys.includes(key)) no(`${field}[${String(key)}]`)
      return required && value.size !== keys.length ? no(field) : value
    },
    list(value, field, min, max) {
      return Array.isArray(value) && value.length >= min && value.length <= max ? value : no(field)
    },
    int(value, field, min, max) {
      return typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max
        ? value
        : no(field)
    },
    text(value, field, min, max) {
      if (typeof value !== 'string' || !isPlain(value)) return no(field)
      const size = utf8(value).length
      return size >= min && size <= max ? value : no(field)
    },
    bytes(value, field, length) {
      return value instanceof Uint8Array && value.length === length ? new Uint8Array(value) : no(field)
    },
    blob(value, field, max) {
      return value instanceof Uint8Array && value.length <= max ? new Uint8Array(value) : no(field)
    },
    bool: (value, field) => (typeof value === 'boolean' ? value : no(field)),
    code: (value, field, codes) => (typeof value === 'number' ? (codes[value] ?? no(field)) : no(field)),
    name: (value, field, codes) => codes.find((code) => code === value) ?? no(field),
  }
}
