// Deterministic CBOR (RFC 8949 §4.2) of a small subset: integers, bytes, text, arrays, maps with integer keys, booleans, null.
import { decode, encode } from 'cborg'
import { type Bytes, equal, parseUtf8, utf8 } from './bytes.ts'
import { BytesError } from './errors.ts'

export type Cbor = number | string | boolean | null | Bytes | readonly Cbor[] | CborMap
export type CborMap = ReadonlyMap<number, Cbor>

/** Integers within ±(2^53 − 1); map keys integers from 0. @throws {BytesError} `bad-cbor` on anything else */
export function encodeCbor(value: Cbor): Bytes {
  check(value)
  return new Uint8Array(encode(value, { float64: false }))
}

/** Refuses what would not encode to the same bytes again. @throws {BytesError} `bad-cbor` */
export function decodeCbor(bytes: Uint8Array): Cbor {
  let value: Cbor
  try {
    value = decode(bytes, {
      useMaps: true,
      strict: true,
      allowIndefinite: false,
      allowUndefined: false,
      allowNaN: false,
      allowInfinity: false,
      allowBigInt: false,
      rejectDuplicateMapKeys: true,
    }) as Cbor
    check(value)
  } catch (cause) {
    throw new BytesError('bad-cbor', { cause })
  }
  if (!equal(encodeCbor(value), bytes)) throw new BytesError('bad-cbor')
  return value
}

function check(value: unknown): asserts value is Cbor {
  if (value === null || typeof value === 'boolean') return
  if (typeof value === 'string') {
    if (parseUtf8(utf8(value)) !== value) throw new BytesError('bad-cbor')
    return
  }
  if (typeof value === 'number' && Number.isSafeInteger(value) && !Object.is(value, -0)) return
  if (value instanceof Uint8Array) return
  if (Array.isArray(value)) {
    for (const item of value) check(item)
    return
  }
  if (value instanceof Map) {
    for (const [key, item] of value) {
      if (typeof key !== 'number' || !Number.isSafeInteger(key) || key < 0) throw new BytesError('bad-cbor')
      check(item)
    }
    return
  }
  throw new BytesError('bad-cbor')
}
