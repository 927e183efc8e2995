import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { contrast } from './contrast.ts'

const css = ['light', 'dark']
  .map((theme) => readFileSync(new URL(`../src/${theme}.css`, import.meta.url), 'utf8'))
  .join('\n')

function tokens(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`)
  expect(start, selector).toBeGreaterThanOrEqual(0)
  const block = css.slice(start, css.indexOf('}', start))
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (oklch\([^)]*\));/g)].map((row) => [row[1]!, row[2]!]))
}

const themes = { light: tokens(':root'), dark: tokens(":root[data-theme='dark']") }
const tones = ['accent', 'urgent', 'wait', 'held', 'sealed']

test('the two dark declarations are the same', () => {
  expect(tokens(":root[data-theme='system']")).toEqual(themes.dark)
  expect(Object.keys(themes.dark)).toEqual(Object.keys(themes.light))
  expect(Object.keys(themes.light)).toHaveLength(19)
})

test('contrast is computed as WCAG 2 does', () => {
  expect(contrast('oklch(0% 0 0)', 'oklch(100% 0 0)')).toBeCloseTo(21, 5)
  expect(contrast('oklch(60% 0.018 235)', 'oklch(60% 0.018 235)')).toBe(1)
})

for (const [theme, colour] of Object.entries(themes)) {
  const pair = (one: string, other: string): number => contrast(colour[one]!, colour[other]!)

  test(`${theme}: text for reading reaches 7 on every ground it stands on`, () => {
    for (const ground of ['paper', 'surface', 'sunk', ...tones.map((tone) => `${tone}-soft`)]) {
      expect(pair('ink', ground), `ink on ${ground}`).toBeGreaterThanOrEqual(11)
    }
    for (const ground of ['paper', 'surface', 'sunk']) {
      expect(pair('ink-2', ground), `ink-2 on ${ground}`).toBeGreaterThanOrEqual(7)
    }
  })

  test(`${theme}: every other text reaches 4.5, edges of controls 3`, () => {
    for (const ground of ['paper', 'surface', 'sunk']) {
      expect(pair('ink-3', ground), `ink-3 on ${ground}`).toBeGreaterThanOrEqual(4.5)
      expect(pair('edge', ground), `edge on ${ground}`).toBeGreaterThanOrEqual(3)
      for (const tone of tones) expect(pair(tone, ground), `${tone} on ${ground}`).toBeGreaterThanOrEqual(6)
    }
    for (const tone of tones) {
      expect(pair(tone, `${tone}-soft`), `${tone} on its soft ground`).toBeGreaterThanOrEqual(6)
      expect(pair('ink-2', `${tone}-soft`), `ink-2 on ${tone}-soft`).toBeGreaterThanOrEqual(4.5)
    }
    expect(pair('on-accent', 'accent')).toBeGreaterThanOrEqual(7)
  })
}
