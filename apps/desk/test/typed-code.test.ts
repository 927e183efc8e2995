import { expect, test } from 'vitest'
import { typedCode } from '../src/unlock/typed-code.ts'

test('digits and letters together are said to be mixed', () => {
  expect(typedCode('123 olive')).toEqual({ kind: 'mixed' })
})

test('numbers copied from the slip before each word do not count', () => {
  expect(typedCode('1. olive 2. river ٣ lantern')).toEqual({ kind: 'words', words: ['olive', 'river', 'lantern'] })
})

test('nothing typed is nothing, spaces and dashes too', () => {
  for (const text of ['', '   ', ' - – ']) expect(typedCode(text)).toEqual({ kind: 'empty' })
})

test('digits of every keyboard come out as the same groups of three', () => {
  for (const text of ['1234567', '123-456-7', '١٢٣ ٤٥٦ ٧', '۱۲۳۴۵۶۷', ' 123\u200f456\u00a07 '])
    expect(typedCode(text)).toEqual({ kind: 'digits', groups: ['123', '456', '7'], count: 7 })
})

test('words come back as typed, whatever stands between them', () => {
  expect(typedCode('olive, river\nlantern')).toEqual({ kind: 'words', words: ['olive', 'river', 'lantern'] })
  expect(typedCode('زيتون  نهر، فانوس')).toEqual({ kind: 'words', words: ['زيتون', 'نهر', 'فانوس'] })
})
