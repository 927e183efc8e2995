import { concat, u32 } from '@isnad/bytes'
import { expect, test } from 'vitest'
import { isZero, pad, unpad } from '../src/padding.ts'

test('15 a length past the end, dirty padding, or too little to hold a length is no content', () => {
  for (const length of [0, 1, 3]) expect(unpad(new Uint8Array(length))).toBeUndefined()
  for (const length of [13, 16, 0xffff_ffff]) expect(unpad(concat(u32(length), new Uint8Array(12)))).toBeUndefined()
  for (const at of [4, 10, 15]) {
    const dirty = new Uint8Array(16)
    dirty[at] = 1
    expect(unpad(dirty)).toBeUndefined()
  }
})

test('content comes back at every length that fits, and what does not fit is not cut', () => {
  for (let length = 0; length <= 12; length++) {
    const content = new Uint8Array(length).fill(9)
    expect(pad(content, 16).length).toBe(16)
    expect(unpad(pad(content, 16))).toEqual(content)
  }
  expect(() => pad(new Uint8Array(13), 16)).toThrow(RangeError)
})

test('zeros are zeros to the last byte', () => {
  expect(isZero(new Uint8Array(0))).toBe(true)
  expect(isZero(new Uint8Array(100))).toBe(true)
  expect(isZero(Uint8Array.of(0, 0, 1))).toBe(false)
})
