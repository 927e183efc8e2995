import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldText } from '../src/folding.ts'

test('20 keyboard variants of one word fold to one form', () => {
  const groups = [
    ['علي', 'علی', 'على', 'عَلِيّ', 'عـلي', 'ع\u200cلي'],
    ['كتاب', 'کتاب', 'ڪتاب', 'كِتَاب'],
    ['مدرسة', 'مدرسه', 'مدرسە', 'مدرسھ', 'مدرسہ'],
    ['أحمد', 'احمد', 'إحمد', 'ٱحمد', 'آحمد', 'ا\u0654حمد'],
    ['مسؤول', 'مسوول', 'مسوٴول'.replace('ٴ', '\u0654')],
    ['سماء', 'سما'],
    ['١٢٣', '۱۲۳', '123', '１２３'],
    ['Işık', 'ışık', 'isik', 'ISIK', 'İSİK', 'işik'],
    ['Şingal', 'singal', 'S\u0327ingal', 'ŞINGAL'],
    ["Ba'aj", 'Ba’aj', 'Baʿaj', 'baaj'],
    ['Tal Afar', 'tal-afar', ' TAL  AFAR ', 'Tal\u00a0Afar'],
    ['ﻻ', 'لا', 'لَا'],
    ['هەولێر', 'هه‌ولير'],
  ]
  for (const group of groups) expect(new Set(group.map(foldText)).size, group.join(' ')).toBe(1)
})
test('words of different letters stay apart', () => {
  const words = [
    'باب',
    'تاب',
    'ناب',
    'كلب',
    'قلب',
    'سور',
    'صور',
    'حمام',
    'همام',
    'rabia',
    'rabi',
    'ظل',
    'ضل',
    '12',
    '21',
  ]
  expect(new Set(words.map(foldText)).size).toBe(words.length)
})
test('folding twice changes nothing, and no form of normalising does', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = foldText(text)
      expect(foldText(once)).toBe(once)
      expect(foldText(text.normalize('NFC'))).toBe(once)
      expect(foldText(text.normalize('NFD'))).toBe(once)
    }),
    { numRuns: 2000 },
  )
})
