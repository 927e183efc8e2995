// `npm run check`: all that can be said about the code without running it. Each check is counted as one test.
import { existsSync, readdirSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { checkFloors } from './floors.mjs'
import { bin, inParallel, root, run } from './run.mjs'
import { checkScreens } from './screens.mjs'

/** @typedef {{name: string, ok: boolean, output: string}} Outcome */

/**
 * @param {{width?: number}} [options] how many compilers run at a time
 * @returns {Promise<Outcome[]>} one for each check
 */
export async function check({ width = 2 } = {}) {
  return [
    ...(await inParallel(
      workspaces().map((folder) => () => types(folder)),
      width,
    )),
    ...(await inParallel([testTypes, lint, format, floors, screens], width)),
  ]
}

/** Folders with a tsconfig of their own and code under it. */
function workspaces() {
  const inside = ['packages', 'apps'].flatMap((top) => readdirSync(`${root}/${top}`).map((name) => `${top}/${name}`))
  return [...inside.filter((folder) => existsSync(`${root}/${folder}/src`)), 'e2e', 'bench'].filter(
    (folder) => existsSync(`${root}/${folder}/tsconfig.json`) && holds(folder, '.ts'),
  )
}

/** @param {string} folder @param {string} ending */
const holds = (folder, ending) =>
  readdirSync(`${root}/${folder}`, { recursive: true }).some(
    (name) => String(name).endsWith(ending) && !/node_modules|dist/.test(String(name)),
  )

/** Components have a checker of their own, which reads the plain code beside them too. @param {string} folder */
const types = async (folder) =>
  outcome(
    `types of ${folder}`,
    holds(folder, '.svelte')
      ? await run(bin('svelte-check'), ['--workspace', folder, '--tsconfig', './tsconfig.json', '--output', 'human'])
      : await run(bin('tsc'), ['-p', folder]),
  )
const testTypes = async () =>
  outcome('types of tests and scripts', await run(bin('tsc'), ['-p', 'tsconfig/tests.json']))
const lint = async () => outcome('lint', await run(bin('eslint'), ['--max-warnings', '0', '.']))
const format = async () => outcome('format', await run(bin('prettier'), ['--check', '--log-level', 'warn', '.']))

async function floors() {
  try {
    const { faults } = await checkFloors(root)
    return outcome('floors', { code: faults.length, output: faults.join('\n') })
  } catch (error) {
    return outcome('floors', { code: 1, output: String(error) })
  }
}

async function screens() {
  const { faults } = checkScreens(root)
  return outcome('directions and words of the screens', { code: faults.length, output: faults.join('\n') })
}

/** @param {string} name @param {{code: number, output: string}} result @returns {Outcome} */
const outcome = (name, { code, output }) => ({ name, ok: code === 0, output: output.trim() })

/** @param {readonly Outcome[]} outcomes */
export function printOutcomes(outcomes) {
  for (const { name, ok, output } of outcomes) {
    console.log(`${ok ? '✓' : '✗'} ${name}`)
    if (!ok) console.log(output.replaceAll(/^/gm, '    '))
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const outcomes = await check()
  printOutcomes(outcomes)
  process.exitCode = outcomes.every(({ ok }) => ok) ? 0 : 1
}
