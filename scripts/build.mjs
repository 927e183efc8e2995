// `npm run build`: all that `isnad` needs. The same code gives the same bytes; `node scripts/build.mjs DIR` shows it.
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { root } from './run.mjs'

const apps = ['apps/source', 'apps/desk']
const stamp = `${root}/node_modules/.cache/isnad-built`

/**
 * @param {string} [into] a folder laid out as the repository, which takes each app's `dist`; the repository itself
 * @returns {Promise<void>}
 */
export async function build(into = root) {
  const inputs = inputsHash()
  if (into === root) rmSync(stamp, { force: true })
  for (const app of apps) await buildApp(app, `${into}/${app}/dist`)
  await buildCli(`${into}/apps/cli/dist`)
  if (into !== root) return
  mkdirSync(`${root}/node_modules/.cache`, { recursive: true })
  writeFileSync(stamp, inputs)
}

/** Builds unless what stands is built from the code as it is. */
export async function buildIfStale() {
  const fresh = existsSync(stamp) && readFileSync(stamp, 'utf8') === inputsHash()
  if (!fresh || !existsSync(`${root}/apps/cli/dist/main.js`)) await build()
}

/** A page with its assets, static. @param {string} app @param {string} outDir */
async function buildApp(app, outDir) {
  const { build: vite } = await import('vite')
  const config = { root: `${root}/${app}`, configFile: `${root}/${app}/vite.config.ts` }
  // Whatever the caller's shell says, so that the bytes are the same.
  const before = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  try {
    await vite({ ...config, logLevel: 'warn', build: { outDir, emptyOutDir: true } })
  } finally {
    if (before === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = before
  }
}

/** One program for Node: the workspaces are inside it, npm's packages are not. @param {string} dir */
async function buildCli(dir) {
  const { build: rolldown } = await import('rolldown')
  rmSync(dir, { recursive: true, force: true })
  await rolldown({
    input: { main: 'apps/cli/src/main.ts' },
    cwd: root,
    platform: 'node',
    external: (id) => /^[^./\0#]/.test(id) && !id.startsWith('@isnad/'),
    output: { dir, format: 'esm', sourcemap: false, chunkFileNames: '[name]-[hash].js' },
  })
  cpSync(`${root}/apps/server/src/sql`, `${dir}/sql`, { recursive: true })
}

/** One hash over all that a build reads. */
function inputsHash() {
  const hash = createHash('sha256')
  for (const path of ['package-lock.json', 'scripts/build.mjs', ...walk('packages'), ...walk('apps')])
    hash.update(`${path}\0`).update(
      createHash('sha256')
        .update(readFileSync(`${root}/${path}`))
        .digest(),
    )
  return hash.digest('hex')
}

/** @param {string} folder @returns {string[]} files, sorted, relative to the root */
function walk(folder) {
  return readdirSync(`${root}/${folder}`, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (!entry.isDirectory()) return [`${folder}/${entry.name}`]
      return ['node_modules', 'dist', 'test'].includes(entry.name) ? [] : walk(`${folder}/${entry.name}`)
    })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await build(process.argv[2])
