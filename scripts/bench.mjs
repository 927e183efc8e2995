// `npm run bench`: every figure of bench/*.bench.ts beside its bar, as a table, or as JSON with `-- --json`.
import { fork } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { install } from './install.mjs'
import { root } from './run.mjs'

/**
 * What a bench file's `rows()` gives. `bar` is what is promised, `ratioTo` what the value is compared with.
 *
 * @typedef {{name: string, value: number, unit: string, bar: string, ratioTo: string}} Row
 */

const dist = `${root}/bench/dist`

if (process.send) {
  // The child: one bench file, alone in its process.
  const { rows } = await import(String(process.argv[2]))
  process.send(await rows(), () => process.exit(0))
} else {
  await install()
  const { buildIfStale } = await import('./build.mjs')
  await buildIfStale()
  const [json, wanted] = [
    process.argv.includes('--json'),
    process.argv.slice(2).filter((word) => !word.startsWith('-')),
  ]
  /** @type {Row[]} */
  const rows = []
  for (const file of await bundle(wanted)) rows.push(...(await measure(file)))
  if (json) console.log(JSON.stringify(rows))
  else printTable(rows)
  if (rows.length === 0) process.exitCode = 1
}

/** @param {string[]} wanted parts of names; all when empty @returns {Promise<string[]>} the bundles */
async function bundle(wanted) {
  const { build } = await import('rolldown')
  const files = readdirSync(`${root}/bench`).filter((name) => name.endsWith('.bench.ts'))
  const chosen = files.filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
  rmSync(dist, { recursive: true, force: true })
  await build({
    input: Object.fromEntries(chosen.map((name) => [name.replace(/[.]ts$/, ''), `${root}/bench/${name}`])),
    cwd: root,
    platform: 'node',
    external: (id) => /^[^./\0#]/.test(id) && !id.startsWith('@isnad/'),
    output: { dir: dist, format: 'esm' },
  })
  return chosen.map((name) => `${dist}/${name.replace(/[.]ts$/, '.js')}`)
}

/** @param {string} file @returns {Promise<Row[]>} */
function measure(file) {
  console.error(`${file.slice(dist.length + 1)} …`)
  return new Promise((resolve, reject) => {
    const child = fork(`${root}/scripts/bench.mjs`, [file], { cwd: root, execArgv: ['--expose-gc'] })
    /** @type {Row[]} */
    let rows = []
    child.on('message', (message) => (rows = /** @type {Row[]} */ (message)))
    child.on('exit', (code) => (code === 0 ? resolve(rows) : reject(new Error(`${file} ended with ${code}`))))
  })
}

/** @param {readonly Row[]} rows */
function printTable(rows) {
  const cells = [
    ['what', 'value', 'unit', 'bar', 'compared with'],
    ...rows.map(({ name, value, unit, bar, ratioTo }) => [name, number(value), unit, bar, ratioTo].map(String)),
  ]
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? []
  for (const row of cells)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
}

/** @param {number} value */
function number(value) {
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : String(+value.toPrecision(3))
}
