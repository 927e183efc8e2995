import { expect, test } from 'vitest'
import { countDigits, groupDigits, plainDigits } from '../src/typed-code.ts'

test('digits of every keyboard are read, and nothing else', () => {
  expect(plainDigits('٢٠٤ ۵۵۱-638\u200f')).toBe('204551638')
  expect(plainDigits('قمح x')).toBe('')
  expect(countDigits('٠ 0')).toBe(2)
})

test('groups of three as they are typed', () => {
  expect(groupDigits('204 5')).toEqual(['204', '5'])
  expect(groupDigits('')).toEqual([])
})
