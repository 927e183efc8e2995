// The documents against what they speak of: paths, commands, decisions, the drawing, codes, and the tests behind sentences of safety.
import { dirname, join, posix } from 'node:path'
import { expect, test } from 'vitest'
import { drawing, drawn } from '../diagram.mjs'
import { declared, errorsPage, explained, explainedFiles } from './errors-page.ts'
import { linksOf, pages, root, shellLines, spansOf, tableUnder, testNumbers, text, tree, wordsOf } from './pages.ts'

interface CommandLine {
  readonly commands: Readonly<Record<string, { readonly options: Readonly<Record<string, string>> }>>
  parseOptions(words: readonly string[], kinds: Readonly<Record<string, string>>): unknown
}

const there = new Set(tree)
const tops = new Set(tree.map((path) => path.split('/')[0] ?? '').filter((top) => top !== 'data'))
const patternOf = /[*…{}<>= ]|(^|\/)[xy](\.|\/|$)|NNN/

/** Whether a span of code means a place in this repository: by its first folder, by the ending of source, or by a slash behind. */
const isPath = (span: string): boolean =>
  /^[\w@.][\w@./-]*$/.test(span) &&
  !patternOf.test(span) &&
  !/^(\.[a-z]+)+$/.test(span) &&
  ((span.includes('/') && tops.has(span.split('/')[0] ?? '')) ||
    /\.(md|ts|mjs|svelte|sql|css)$/.test(span) ||
    /^\w[\w-]*\/$/.test(span))

function exists(span: string, page: string): boolean {
  const bare = span.replace(/\/$/, '')
  if ([bare, posix.join(dirname(page), bare)].some((path) => there.has(path) || there.has(`${path}/`))) return true
  return !span.startsWith('.') && tree.some((path) => path.endsWith(`/${span}`))
}

test('every path that a page names is there', () => {
  const named = pages.flatMap((page) =>
    spansOf(page)
      .filter(isPath)
      .map((span) => ({ page, span })),
  )
  expect(named.length).toBeGreaterThan(100)
  expect(named.filter(({ page, span }) => !exists(span, page))).toEqual([])
  expect(exists('packages/nothing/src', 'README.md')).toBe(false)
  expect(exists('nothing.md', 'docs/spec/keys.md')).toBe(false)
})

test('every page that a source names is there', () => {
  const sources = tree.filter((path) => /^(packages|apps|e2e|bench|scripts)\/.*\.(ts|mjs|svelte|sql)$/.test(path))
  const named = sources.flatMap((path) => [...text(path).matchAll(/docs\/[\w/-]+\.(?:md|json)/g)].map(([page]) => page))
  expect(named.length).toBeGreaterThan(50)
  expect([...new Set(named)].filter((page) => !there.has(page))).toEqual([])
})

test('every link of a page leads to a file or folder', () => {
  const linked = pages.flatMap((page) => linksOf(page).map((to) => ({ page, path: join(dirname(page), to) })))
  expect(linked.length).toBeGreaterThan(20)
  expect(linked.filter(({ path }) => !there.has(path))).toEqual([])
})

test('every page of docs is named by another', () => {
  const named = new Set(pages.flatMap((page) => linksOf(page).map((to) => join(dirname(page), to))))
  const spans = new Set(pages.flatMap((page) => spansOf(page)))
  const lost = pages.filter(
    (page) =>
      page.startsWith('docs/') && !named.has(page) && !spans.has(page) && !spans.has(page.split('/').at(-1) ?? ''),
  )
  expect(lost).toEqual([])
})

test('every decision is listed in ARCHITECTURE.md, under its own number and title', () => {
  const files = pages.filter((page) => page.startsWith('docs/adr/')).sort()
  const lines = files.map((page, i) => {
    const [, number, title] = /^# (\d+)\. (.+)$/m.exec(text(page)) ?? []
    expect([page, Number(number)]).toEqual([page, i + 1])
    expect(page).toContain(`/${String(number).padStart(4, '0')}-`)
    return `${number}. [${title}](${page})`
  })
  expect(text('ARCHITECTURE.md').match(/^\d+\. \[.*\]\(docs\/adr\/.*\)$/gm)).toEqual(lines)
})

test('every decision says context, choice, what was refused, and the price', () => {
  const parts = ['**Context.**', '**Choice.**', '**Refused.**', '**Price.**']
  for (const page of pages.filter((each) => each.startsWith('docs/adr/')))
    expect([page, ...parts.filter((part) => text(page).includes(`\n\n${part}`))]).toEqual([page, ...parts])
})

test('the drawing in ARCHITECTURE.md is that of the code', { timeout: 180_000 }, async () => {
  const picture = await drawing()
  expect(picture.split('\n').length).toBeGreaterThan(20)
  const [found, start, end] = drawn.exec(text('ARCHITECTURE.md')) ?? []
  expect(found).toBe(`${start}${picture}${end}`)
})

test('every code of the sources has its line, and docs/ops/errors.md has every line', async () => {
  const listing = tree.filter(
    (path) => /^(packages|apps)\/[^/]+\/src\/errors\.ts$/.test(path) && !path.startsWith('apps/cli/'),
  )
  expect(listing.filter((path) => !explainedFiles.includes(path))).toEqual([])
  for (const path of explainedFiles) {
    const codes = declared(path)
    expect([path, codes.length > 0]).toEqual([path, true])
    const lines = explained(path).map(({ code }) => code)
    expect([path, codes.filter((code) => !lines.includes(code))]).toEqual([path, []])
  }
  await expect(errorsPage()).toMatchFileSnapshot(`${root}/docs/ops/errors.md`)
})

const instructing = pages.filter((page) => /^(README|CONTRIBUTING|SECURITY|ARCHITECTURE)\.md$|^docs\//.test(page))
const calls = instructing.flatMap((page) =>
  [...shellLines(text(page)), ...spansOf(page)]
    .filter((line) => /^(npm|npx) /.test(line))
    .map((line) => ({ page, line, words: wordsOf(line) })),
)
const scripts = (JSON.parse(text('package.json')) as { scripts: Readonly<Record<string, string>> }).scripts

test('every npm command of a page is one of package.json, and nothing of ours is asked of npx', () => {
  expect(calls.length).toBeGreaterThan(20)
  const known = ['start', 'test', 'ci', ...Object.keys(scripts).map((name) => `run ${name}`)]
  const asked = calls.map(({ page, words }) => {
    const [program, ...rest] = words.filter((word) => word !== '--silent')
    if (program === 'npx') return { page, asked: `npx ${rest[0]}` }
    return { page, asked: rest[0] === 'run' ? `run ${rest[1]}` : `${rest[0]}` }
  })
  expect(asked.filter((each) => ![...known, 'npx vitest'].includes(each.asked))).toEqual([])
})

test('every command line of a page is one that the program parses', async () => {
  const at = (path: string) => new URL(`../../apps/cli/src/${path}`, import.meta.url).href
  const { commands } = (await import(at('commands/index.ts'))) as Pick<CommandLine, 'commands'>
  const { parseOptions } = (await import(at('options.ts'))) as Pick<CommandLine, 'parseOptions'>
  const parse = (words: readonly string[]) => {
    if (words[0] === 'help') return
    const name = [words.slice(0, 2).join(' '), words[0] ?? ''].find((each) => each in commands) ?? ''
    parseOptions(words.slice(name.split(' ').length), commands[name]?.options ?? {})
  }
  const lines = calls.flatMap(({ page, words }) => {
    const [before, after] = [words.indexOf('isnad'), words.indexOf('--')]
    return before > 0 && after === before + 1 ? [{ page, words: words.slice(after + 1) }] : []
  })
  expect(lines.length).toBeGreaterThan(8)
  for (const { page, words } of lines) expect(() => parse(words), `${page}: ${words.join(' ')}`).not.toThrow()
  expect(() => parse(['send', '--to', 'nobody'])).toThrow()

  const options = new Set(Object.values(commands).flatMap(({ options }) => Object.keys(options)))
  const named = ['README.md', ...pages.filter((page) => /^docs\/(guide|ops)\//.test(page))]
    .flatMap(spansOf)
    .flatMap((span) => (span.startsWith('--') ? (span.match(/--[a-z-]+/g) ?? []) : []))
  expect(named.filter((option) => !options.has(option.slice(2)) && option !== '--json')).toEqual([])
})

const model = text('docs/threat-model.md')

test('every sentence of safety in the threat model names tests that exist, or says that it is unproven', () => {
  const numbers = testNumbers()
  expect(numbers.size).toBeGreaterThan(40)
  const clauses = tableUnder(model, 'What is protected, from whom').flatMap((row) => (row[1] ?? '').split('; '))
  expect(clauses.length).toBeGreaterThan(20)
  expect(clauses.filter((clause) => !/\[\d+( \d+)*\]|\*unproven\*/.test(clause))).toEqual([])
  const named = [...model.matchAll(/\[(\d+(?: \d+)*)\]/g)].flatMap(([, list]) => String(list).split(' ').map(Number))
  expect(named.filter((number) => !numbers.has(number))).toEqual([])
})

test('74 every sentence of safety in the resident’s app names tests that exist', () => {
  const numbers = testNumbers()
  const { safety } = JSON.parse(text('packages/ui/words/en/source-more.json')) as {
    safety: { does: readonly string[] }
  }
  const rows = tableUnder(model, 'What the resident’s app promises'.replace('’', "'"))
  expect(rows.map(([words]) => words)).toEqual(safety.does)
  for (const [words, tests] of rows) {
    const named = String(tests).split(' ').map(Number)
    expect([words, named.filter((number) => !numbers.has(number))]).toEqual([words, []])
  }
})
