import { categories } from '@isnad/model'
import { expect, test } from 'vitest'
import words from '@isnad/ui/words/en/source.json' with { type: 'json' }
import { dangers, tiles } from '../src/tiles.ts'

test('every category of the domain stands under exactly one of ten tiles', () => {
  expect(tiles).toHaveLength(10)
  expect(tiles.flatMap((tile) => tile.categories).sort()).toEqual([...categories].sort())
})

test('every category has words of its own, and what is dangerous now can be told at once', () => {
  expect(Object.keys(words.kinds).sort()).toEqual([...categories].sort())
  expect(dangers[0]).toBe('HAZ')
  for (const category of dangers) expect(categories).toContain(category)
})
