// Every rule of our own in eslint.config.js is seen to fail once, where it should and not where it should not.
import { ESLint } from 'eslint'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const eslint = new ESLint({ cwd: fileURLToPath(new URL('../..', import.meta.url)) })

/** The rules that `code` breaks when it stands in `path`. */
async function broken(path: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: path })
  return (result?.messages ?? []).map((message) => message.ruleId ?? message.message)
}

const syntax = 'no-restricted-syntax'
const global = 'no-restricted-globals'

test('22 Math.random fails lint in every kind of file', async () => {
  const code = 'export const x = Math.random()\n'
  for (const path of ['packages/bytes/src/x.ts', 'packages/bytes/test/x.test.ts', 'apps/server/src/x.ts', 'e2e/x.ts'])
    expect(await broken(path, code), path).toEqual([syntax])
  for (const path of [
    'scripts/x.mjs',
    'bench/x.ts',
    'packages/crypto/src/x.ts',
    'apps/source/src/x.ts',
    'apps/cli/src/x.ts',
  ])
    expect(await broken(path, code), path).toEqual([syntax])
  expect(await broken('apps/source/src/X.svelte', `<script lang="ts">\n  ${code}</script>\n`)).toContain(syntax)
})

test('no rule is switched off in a file, and no type check', async () => {
  const off = '// eslint-disable-next-line no-restricted-syntax\nexport const x = Math.random()\n'
  expect(await broken('packages/bytes/src/x.ts', off)).toContain(syntax)
  for (const word of ['ignore', 'expect-error', 'nocheck'])
    expect(await broken('apps/cli/src/x.ts', `// @ts-${word}\nexport const x = 1\n`), word).toEqual([
      '@typescript-eslint/ban-ts-comment',
    ])
  expect(await broken('apps/cli/src/x.ts', 'export const x: any = 1\n')).toEqual(['@typescript-eslint/no-explicit-any'])
})

test('pure code takes its clock, its network and its timers as arguments', async () => {
  for (const code of ['new Date()', 'Date()', 'Date.now()', 'performance.now()']) {
    expect(await broken('packages/model/src/x.ts', `export const x = ${code}\n`), code).toEqual([syntax])
    expect(await broken('apps/server/src/x.ts', `export const x = ${code}\n`), code).toEqual([])
  }
  for (const code of ["fetch('/x')", 'setTimeout(() => 1)', 'indexedDB']) {
    expect(await broken('packages/outbox/src/x.ts', `export const x = ${code}\n`), code).toEqual([global])
    expect(await broken('apps/desk/src/x.ts', `export const x = ${code}\n`), code).toEqual([])
  }
  expect(await broken('packages/model/src/x.ts', 'export const x = new Date(0)\n')).toEqual([])
})

test('primitives are called in packages/crypto alone', async () => {
  for (const [code, rule] of [
    ['crypto.subtle', global],
    ['globalThis.crypto.subtle', syntax],
  ] as const) {
    const text = `export const x = ${code}\n`
    for (const path of [
      'packages/envelope/src/x.ts',
      'apps/server/src/x.ts',
      'apps/desk/src/x.ts',
      'packages/ui/src/x.ts',
    ])
      expect(await broken(path, text), path).toEqual([rule])
    expect(await broken('packages/crypto/src/x.ts', text)).toEqual([])
  }
})

test('text is set as text', async () => {
  for (const code of ['a.innerHTML = b', 'a.outerHTML = b', "a.insertAdjacentHTML('beforeend', b)"])
    expect(await broken('apps/desk/src/x.ts', `declare const a: HTMLElement, b: string\n${code}\n`), code).toEqual([
      syntax,
    ])
  expect(await broken('apps/desk/src/X.svelte', '<p>{@html location.hash}</p>\n')).toEqual(['svelte/no-at-html-tags'])
})

test('only the command line and the scripts print', async () => {
  const code = "console.log('x')\n"
  for (const path of ['packages/vault/src/x.ts', 'apps/server/src/x.ts', 'apps/source/src/x.ts'])
    expect(await broken(path, code), path).toEqual(['no-console'])
  for (const path of ['apps/cli/src/x.ts', 'scripts/x.mjs']) expect(await broken(path, code), path).toEqual([])
})

test('long files and long functions are refused, lists of words excepted', async () => {
  const lines = (n: number) => Array.from({ length: n }, (_, i) => `export const x${i} = ${i}`).join('\n')
  expect(await broken('apps/cli/src/x.ts', lines(501))).toEqual(['max-lines'])
  expect(await broken('apps/cli/src/x.ts', lines(500))).toEqual([])
  expect(await broken('packages/envelope/src/words-en.ts', lines(2100))).toEqual([])
  const inside = Array.from({ length: 60 }, (_, i) => `  a += ${i}`).join('\n')
  const long = `export function x(a: number): number {\n${inside}\n  return a\n}\n`
  expect(await broken('apps/cli/src/x.ts', long)).toEqual(['max-lines-per-function'])
})

test('a test that cannot fail, or that is the only one to run, is refused', async () => {
  const path = 'packages/bytes/test/x.test.ts'
  expect(await broken(path, 'export const f = (expect: (n: number) => void) => {\n  expect(1)\n}\n')).toEqual([syntax])
  expect(await broken(path, "import { test } from 'vitest'\ntest.only('x', () => {})\n")).toEqual([syntax])
  expect(await broken(path, "import { test } from 'vitest'\ntest.todo('x')\n")).toEqual([syntax])
})
