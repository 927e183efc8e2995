import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { drawIcons, pathOf } from '../tools/icons.mjs'

test('icons.ts is what the tool draws from lucide-static', () => {
  const plain = (text: string): string => text.replace(/\s+/g, '')
  expect(plain(readFileSync(new URL('../src/icons.ts', import.meta.url), 'utf8'))).toBe(plain(drawIcons()))
})

test('a shape that follows another starts from its own point', () => {
  expect(pathOf('<path d="M1 2h3" />\n<path d="m5 8 6 6" />')).toBe('M1 2h3M5 8l6 6')
  expect(pathOf('<circle cx="12" cy="12" r="3" />')).toBe('M9 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0')
  expect(() => pathOf('<ellipse rx="1" />')).toThrow('no rule')
})
