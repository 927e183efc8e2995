// The documents as their tests read them: every Markdown page, its code spans, links and command lines, and the tests' numbers.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')
export const text = (path: string): string => readFileSync(`${root}/${path}`, 'utf8')

const left = new Set(['node_modules', 'dist', 'data', '.git'])

function walk(folder: string): string[] {
  return readdirSync(`${root}/${folder}`, { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`
    if (!entry.isDirectory()) return [path]
    return left.has(entry.name) ? [] : [`${path}/`, ...walk(path)]
  })
}

/** Every file, and every folder with a slash behind it, as paths from the root. */
export const tree: readonly string[] = walk('.')

/** Every Markdown page. */
export const pages: readonly string[] = tree.filter((path) => path.endsWith('.md'))

export const spansOf = (page: string): string[] =>
  [
    ...text(page)
      .replaceAll(/^```[\s\S]*?^```/gm, '')
      .matchAll(/`([^`\n]+)`/g),
  ].map(([, span]) => String(span))

export const linksOf = (page: string): string[] =>
  [...text(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, to]) => String(to).split('#')[0] ?? '')
    .filter((to) => to !== '' && !/^[a-z]+:/.test(to))

/** The lines of all shell blocks, without what is said behind them. */
export const shellLines = (markdown: string): string[] =>
  [...markdown.matchAll(/^```sh\n([\s\S]*?)^```/gm)]
    .flatMap(([, block]) => String(block).split('\n'))
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line !== '')

/** The words of a shell line, with double quotes taken off. */
export const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')

/** Numbers in front of the titles of tests. */
export function testNumbers(): ReadonlySet<number> {
  const files = tree.filter((path) => /\.(test|contract)\.ts$/.test(path))
  const title = /\b(?:test|it)\b(?:\.\w+)*(?:\([^\n]*?\))?\(\s*['"`](\d+(?: \d+)*) /g
  const found = files.flatMap((path) =>
    [...text(path).matchAll(title)].flatMap(([, numbers]) => String(numbers).split(' ')),
  )
  return new Set(found.map(Number))
}

/** The cells of every row of the first table under a heading, its head left out. */
export function tableUnder(markdown: string, heading: string): string[][] {
  const after = markdown.split(`\n## ${heading}\n`)[1] ?? ''
  const rows = after.split(/\n## /)[0]?.match(/^\|.*\|$/gm) ?? []
  return rows.slice(2).map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )
}
