// Every rule of the floors is seen to fail once, on a fault planted in a small copy of the tree.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { checkFloors, floors, rules } from '../floors.mjs'

const roots: string[] = []
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true })
})

const outside = ['pg', 'hpke', '@noble/hashes', 'vitest', 'undeclared']

/** A tree in which every workspace imports all it may, with `planted` files laid over it. */
function tree(planted: Readonly<Record<string, string>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'isnad-floors-'))
  roots.push(root)
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  write('package.json', '{"name":"root","private":true}')
  for (const name of outside) {
    write(`node_modules/${name}/package.json`, `{"name":"${name}","version":"1.0.0","main":"index.js"}`)
    write(`node_modules/${name}/index.js`, 'export const x = 1')
  }
  mkdirSync(join(root, 'node_modules/@isnad'))
  for (const [folder, allowed] of Object.entries({ ...floors, 'apps/cli': ['envelope', 'server'], e2e: ['server'] })) {
    const name = folder.split('/').at(-1) ?? folder
    const needs = { pg: '1.0.0', hpke: '1.0.0', '@noble/hashes': '1.0.0', vitest: '1.0.0' }
    write(
      `${folder}/package.json`,
      JSON.stringify({ name: `@isnad/${name}`, exports: exportsOf(name), dependencies: needs }),
    )
    const lines = allowed.map((other, i) => `import { x as x${i} } from '@isnad/${other}'`)
    write(
      `${folder}/src/index.ts`,
      [...lines, `export const x = ${allowed.map((_, i) => `x${i} + `).join('')}1`].join('\n'),
    )
    symlinkSync(join(root, folder), join(root, 'node_modules/@isnad', name))
  }
  write('packages/crypto/src/seal.ts', "import { x } from 'hpke'\nexport const y = x")
  write('apps/server/src/store/reports.ts', "import { x } from 'pg'\nexport const y = x")
  write(
    'packages/bytes/test/bytes.test.ts',
    "import { x } from '../src/index.ts'\nimport { x as y } from 'vitest'\nx + y",
  )
  for (const [path, text] of Object.entries(planted)) write(path, text)
  return root
}

const exportsOf = (name: string) => ({
  '.': './src/index.ts',
  ...(name === 'crypto' ? { './seal': './src/seal.ts' } : {}),
})

/** The names of the rules that the planted files break. */
async function broken(planted: Readonly<Record<string, string>>): Promise<string[]> {
  const { faults } = await checkFloors(tree(planted))
  return [...new Set(faults.map((fault) => fault.split(':')[0] ?? ''))].sort()
}

const takes = (...names: string[]) =>
  names.map((name, i) => `import { x as z${i} } from '${name}'\nz${i} + 1\n`).join('')
const takesType = (name: string) => `import type { x } from '${name}'\nexport type Y = typeof x\n`

test('a tree in order has no fault, and all of it is read', async () => {
  const { modules, faults } = await checkFloors(tree())
  expect(faults).toEqual([])
  expect(modules).toBe(Object.keys(floors).length + 5)
})

const higher: Record<string, string> = {
  'packages/bytes': 'model',
  'packages/crypto': 'model',
  'packages/model': 'crypto',
  'packages/tlog': 'model',
  'packages/directory': 'wire',
  'packages/envelope': 'wire',
  'packages/wire': 'crypto',
  'packages/outbox': 'vault',
  'packages/vault': 'outbox',
  'packages/ui': 'wire',
  'apps/source': 'wire',
  'apps/desk': 'outbox',
  'apps/site': 'outbox',
  'apps/server': 'envelope',
}
for (const folder of Object.keys(floors))
  test(`${folder} importing ${higher[folder]}, or only its types, is a fault`, async () => {
    const rule = `floor-${folder.split('/')[1]}`
    expect(await broken({ [`${folder}/src/planted.ts`]: takes(`@isnad/${higher[folder]}`) })).toContain(rule)
    expect(await broken({ [`${folder}/src/planted.ts`]: takesType(`@isnad/${higher[folder]}`) })).toContain(rule)
  })

const script = (text: string) => `<script lang="ts">\n${text}\n</script>\n<p>{1}</p>`
const faults: Record<string, Record<string, Record<string, string>>> = {
  'blind-server': {
    'by itself': { 'apps/server/src/planted.ts': "import { y } from '@isnad/crypto/seal'\ny + 1" },
    'through another package': { 'packages/wire/src/index.ts': "export { x } from '@isnad/envelope'" },
    'through a type of another': { 'packages/wire/src/index.ts': "export type { x } from '@isnad/envelope'" },
    'by the library': { 'packages/crypto/src/index.ts': "export { x } from 'hpke'" },
  },
  'no-seal': {
    'in the log': { 'packages/tlog/src/planted.ts': "import { y } from '@isnad/crypto/seal'\ny + 1" },
    'in the directory': { 'packages/directory/src/planted.ts': "import { y } from '@isnad/crypto/seal'\ny + 1" },
  },
  'no-circle': {
    'of two files': {
      'packages/model/src/a.ts': "import { b } from './b.ts'\nexport const a = b",
      'packages/model/src/b.ts': "import { a } from './a.ts'\nexport const b = () => a",
    },
    'of types alone': {
      'packages/model/src/a.ts': "import type { B } from './b.ts'\nexport type A = B | 1",
      'packages/model/src/b.ts': "import type { A } from './a.ts'\nexport interface B { a: A }",
    },
  },
  'by-exports': { 'by a relative path': { 'apps/cli/src/planted.ts': takes('../../../packages/bytes/src/index.ts') } },
  resolves: {
    'past the exports': { 'apps/cli/src/planted.ts': takes('@isnad/bytes/src/index.ts') },
    'to nothing': { 'packages/bytes/src/planted.ts': takes('./absent.ts') },
  },
  declared: { 'not at all': { 'packages/bytes/src/planted.ts': takes('undeclared') } },
  primitives: {
    'of a library': { 'packages/envelope/src/planted.ts': takes('@noble/hashes') },
    'of Node': { 'apps/server/src/planted.ts': takes('node:crypto') },
    'in a component': { 'packages/ui/src/Planted.svelte': script("import { x } from 'hpke'\nconsole.log(x)") },
  },
  'sql-in-store': { 'in a route': { 'apps/server/src/routes/planted.ts': takes('pg') } },
  'no-tests': {
    'a test': { 'packages/bytes/src/planted.ts': takes('../test/bytes.test.ts') },
    'what runs tests': { 'packages/bytes/src/planted.ts': takes('vitest') },
    'the journeys': { 'apps/cli/src/planted.ts': takes('@isnad/e2e') },
  },
  drawer: { 'in a package': { 'packages/bytes/src/utils/planted.ts': 'export const y = 1' } },
  'floor-ui': {
    'in a component': { 'packages/ui/src/Planted.svelte': script("import { x } from '@isnad/wire'\nconsole.log(x)") },
    'by a type in a component': { 'packages/ui/src/Planted.svelte': script("import type { x } from '@isnad/wire'") },
  },
}
for (const [rule, ways] of Object.entries(faults))
  for (const [way, planted] of Object.entries(ways))
    test(`${rule}: ${way}`, async () => {
      expect(await broken(planted)).toContain(rule)
    })

test('no rule goes without a planted fault', () => {
  const seen = new Set([
    ...Object.keys(faults),
    ...Object.keys(higher).map((folder) => `floor-${folder.split('/')[1]}`),
  ])
  expect(rules.map((rule) => rule.name).filter((name) => !seen.has(name))).toEqual([])
})

test('having read too little is a fault', async () => {
  const root = mkdtempSync(join(tmpdir(), 'isnad-floors-'))
  roots.push(root)
  mkdirSync(join(root, 'packages'))
  expect((await checkFloors(root)).faults.join()).toContain('unread')
  await expect(broken({ 'packages/ui/src/Broken.svelte': '<script lang="ts">const = </script>' })).rejects.toThrow()
})
