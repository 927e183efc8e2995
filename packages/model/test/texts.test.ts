import { expect, test } from 'vitest'
import { textIn } from '../src/texts.ts'

test('the text asked for, else the fallbacks in order, else any, else nothing', () => {
  expect(textIn({ ckb: 'x', en: 'y' }, 'ckb')).toBe('x')
  expect(textIn({ ckb: 'x', en: 'y' }, 'tk')).toBe('y')
  expect(textIn({ ckb: 'x' }, 'tk')).toBe('x')
  expect(textIn({ en: 'y', ar: 'z' }, 'tk', ['en'])).toBe('y')
  expect(textIn({}, 'ar')).toBe('')
  expect(textIn({ en: 'y' }, 'constructor')).toBe('y')
})
