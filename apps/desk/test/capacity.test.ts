import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RECEIPT_BYTES, roomFor } from '../src/answer/capacity.ts'

test('one byte more than four replies is too long by one', () => {
  expect(roomFor('a'.repeat(4 * 863))).toEqual({ part: 4, left: 0 })
  expect(roomFor('a'.repeat(4 * 863 + 1))).toEqual({ part: 4, left: -1 })
})

test('an Arabic letter counts two, and the receipt takes its part of an acknowledgement', () => {
  expect(roomFor('س'.repeat(431))).toEqual({ part: 1, left: 1 })
  expect(roomFor('س'.repeat(432))).toEqual({ part: 2, left: 862 })
  expect(roomFor('', RECEIPT_BYTES)).toEqual({ part: 1, left: 648 })
})

test('what is left never exceeds one reply, and spaces at the ends do not count', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 2000 }), (text) => {
      const room = roomFor(text)
      expect(room.left).toBeLessThanOrEqual(863)
      expect(roomFor(`  ${text}\n`)).toEqual(room)
    }),
  )
})
