import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cbor, decodeCbor, encodeCbor } from '@isnad/bytes'
import { ModelError } from '../src/errors.ts'
import { reportIdOf } from '../src/ids.ts'
import { type OperationPayload, encodeOperationPayload, parseOperationPayload, stepOf } from '../src/operation.ts'

const reportId = reportIdOf(new Uint8Array(16).fill(5))
const answer: OperationPayload = { kind: 'answer', reportId, text: 'وصلنا بلاغكم', n: [0, 1] }
const altered = (key: number, value: Cbor | undefined) => {
  const map = new Map(decodeCbor(encodeOperationPayload(answer)) as ReadonlyMap<number, Cbor>)
  if (value === undefined) map.delete(key)
  else map.set(key, value)
  return encodeCbor(map)
}

test('another version or kind, an unknown or missing key, and values out of their limits are refused', () => {
  const wrong: [number, Cbor | undefined][] = [
    [0, 2],
    [1, 3],
    [1, 0],
    [2, new Uint8Array(15)],
    [3, ''],
    [3, 'a'.repeat(4097)],
    [3, 'a\u0000'],
    [3, undefined],
    [4, []],
    [4, [1, 0]],
    [4, [0, 0]],
    [4, [256]],
    [4, [0, 1, 2, 3, 4]],
    [5, 0],
  ]
  for (const [key, value] of wrong)
    expect(() => parseOperationPayload(altered(key, value)), `${key} ${String(value)}`).toThrow('bad-operation')
  expect(() => encodeOperationPayload({ ...answer, n: [0.5] })).toThrow('bad-operation')
})
test('13 any bytes are read or refused as a ModelError', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      try {
        parseOperationPayload(bytes)
      } catch (error) {
        expect(error).toBeInstanceOf(ModelError)
      }
    }),
  )
})
test('each kind comes back as it went, under its own step', () => {
  const payloads: OperationPayload[] = [
    { kind: 'opened', reportId },
    { kind: 'acknowledge', reportId, text: '', n: [] },
    { kind: 'acknowledge', reportId, text: 'نعم', n: [0] },
    answer,
  ]
  for (const payload of payloads) expect(parseOperationPayload(encodeOperationPayload(payload))).toEqual(payload)
  expect(payloads.map(({ kind }) => stepOf(kind))).toEqual(['opened', 'acknowledged', 'acknowledged', 'answered'])
})
