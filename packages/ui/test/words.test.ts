import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { languages } from '../src/index.ts'
import { forbiddenWords } from '../../../scripts/screens.mjs'

type Words = string | { readonly [key: string]: Words }

const folder = new URL('../words/', import.meta.url)
const files = readdirSync(new URL('en/', folder))
const read = (language: string, file: string): Words =>
  JSON.parse(readFileSync(new URL(`${language}/${file}`, folder), 'utf8')) as Words

/** CLDR's plural categories of whole numbers, as each language needs them. */
const categories = (language: string): string[] => new Intl.PluralRules(language).resolvedOptions().pluralCategories

const isForms = (words: Words): words is Record<string, string> =>
  typeof words === 'object' && typeof words['other'] === 'string' && typeof words['one'] === 'string'

/** Every text with its path; a counted text is one entry. */
function texts(words: Words, path = ''): [string, Words][] {
  if (typeof words === 'string' || isForms(words)) return [[path, words]]
  return Object.entries(words).flatMap(([key, value]) => texts(value, `${path}.${key}`))
}
const placeholders = (words: Words): string[] => {
  const all = typeof words === 'string' ? words : (Object.values(words) as string[]).join(' ')
  return [...new Set([...all.matchAll(/\{(\w+)\}/g)].map((found) => found[1]!))].sort()
}

test('the words lie in the same files for every language', () => {
  expect(files.length).toBeGreaterThanOrEqual(5)
  for (const language of languages) expect(readdirSync(new URL(`${language}/`, folder)), language).toEqual(files)
})

for (const file of files) {
  const english = new Map(texts(read('en', file)))

  for (const language of languages) {
    const words = texts(read(language, file))

    test(`${language}/${file} has the keys and placeholders of English`, () => {
      expect(words.map(([path]) => path)).toEqual([...english.keys()])
      for (const [path, text] of words) {
        if (path.includes('{')) continue
        // A form may leave out the number: «بلاغان» has it already.
        const expected = placeholders(english.get(path)!)
        const found = placeholders(text)
        if (typeof text === 'string') expect(found, path).toEqual(expected)
        else expect(expected, path).toEqual(expect.arrayContaining(found))
      }
    })

    test(`${language}/${file} counts as the language counts, and leaves no text empty`, () => {
      for (const [path, text] of words) {
        if (typeof text === 'string') expect(text.trim(), path).not.toBe('')
        else expect(Object.keys(text).sort(), path).toEqual(categories(language).sort())
      }
    })

    test(`${language}/${file} says none of the words that are never said`, () => {
      expect(forbiddenWords(file, read(language, file))).toEqual([])
    })
  }
}

test('Arabic is written as Arabic: its comma, question mark and quotes, no stretched letters', () => {
  for (const file of files) {
    for (const [path, text] of texts(read('ar', file))) {
      const all = typeof text === 'string' ? text : Object.values(text as Record<string, string>).join(' ')
      expect(all.replace(/\{\w+\}/g, ''), `${file}${path}`).not.toMatch(
        /\p{Script=Arabic}[,;?]|[“”"]|\u0640\p{Script=Arabic}/u,
      )
    }
  }
})
