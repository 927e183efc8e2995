import { categories, categoryFields, certainties, memberRoles, purposes } from '@isnad/model'
import ar from '@isnad/ui/words/ar/desk.json' with { type: 'json' }
import en from '@isnad/ui/words/en/desk.json' with { type: 'json' }
import { expect, test } from 'vitest'

const forms = ['zero', 'one', 'two', 'few', 'many', 'other']
type Tree = string | { [key: string]: Tree }

const isForms = (tree: Tree): boolean => typeof tree === 'object' && 'other' in tree && 'one' in tree

/** Every text with its path; a counted thing counts as one. */
function leaves(tree: Tree, path: string): [string, Tree][] {
  if (typeof tree === 'string' || isForms(tree)) return [[path, tree]]
  return Object.entries(tree).flatMap(([key, value]) => leaves(value, `${path}.${key}`))
}

const places = (text: string): string[] => [...new Set(text.match(/\{\w+\}/gu) ?? [])].toSorted()

test.each([
  ['en', en],
  ['ar', ar],
])('%s names every code of the model', (_, words) => {
  const said = (table: object, names: readonly string[]): void => {
    for (const name of names) expect(Object.keys(table), name).toContain(name)
  }
  said(words.categories, categories)
  said(words.certainty, certainties)
  said(words.consent, purposes)
  said(words.roles, memberRoles)
  for (const fields of Object.values(categoryFields))
    for (const field of fields) {
      said(words.fields, [field.name])
      said(words.codes, field.codes ?? [])
    }
})

test('Arabic says all that English says, with the same places to fill and six plural forms', () => {
  const english = leaves(en as Tree, '')
  const arabic = new Map(leaves(ar as Tree, ''))
  expect([...arabic.keys()].toSorted()).toEqual(english.map(([path]) => path).toSorted())
  for (const [path, text] of english) {
    const twin = arabic.get(path)
    if (typeof text === 'string' && typeof twin === 'string') expect(places(twin), path).toEqual(places(text))
    else expect(Object.keys(twin ?? {}), path).toEqual(forms)
  }
})
