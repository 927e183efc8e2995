// Every label in the code stands in docs/spec/keys.md with its length, and every label there is in use.
import { label } from '@isnad/bytes'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const page = readFileSync(`${root}docs/spec/keys.md`, 'utf8')
const rows = [...page.matchAll(/^\| `(isnad\/v1\/[a-z-]+)` \| (\d+) \|/gm)].map(
  ([, text, length]) => [text, Number(length)] as const,
)

test('labels and lengths in the page are those in the code', () => {
  expect(rows.length).toBeGreaterThan(15)
  for (const [text, length] of rows) expect([text, length]).toEqual([text, label(text ?? '').length])
  const sources = ['packages/crypto', 'packages/envelope'].flatMap((folder) =>
    readdirSync(`${root}${folder}/src`).map((name) => readFileSync(`${root}${folder}/src/${name}`, 'utf8')),
  )
  const used = new Set(sources.flatMap((source) => source.match(/(?<=')isnad\/v1\/[a-z-]+(?=')/g) ?? []))
  // The one that vectors alone draw from is in no shipped code.
  expect([...used, 'isnad/v1/test-random'].sort()).toEqual(rows.map(([text]) => text).sort())
})

test('no label is used for two things', () => {
  expect(new Set(rows.map(([text]) => text)).size).toBe(rows.length)
})
