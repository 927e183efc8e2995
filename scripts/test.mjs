// `npm test`: installs what is missing, builds, checks, and runs every test in one browser and on one PostgreSQL.
// `npm test -- PATTERN…` runs the tests of the files whose paths hold a pattern; `--long` adds *.long.test.ts.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromiumArgs, findChromium } from './chromium.mjs'
import { install, installDebian } from './install.mjs'
import { bin, run } from './run.mjs'

/** @typedef {{passed: number, failed: number, skipped: number}} Counts */

const patterns = process.argv.slice(2).filter((word) => !word.startsWith('-'))
const long = process.argv.includes('--long')
const counts = { passed: 0, failed: 0, skipped: 0 }
const missing = /** @type {string[]} */ ([])

await install()
const chromium = await getChromium()
await getFonts()
await getStrace()
await checks()
await tests()
for (const words of missing) console.log(words)
if (missing.length > 0 && process.env['CI']) counts.failed++
if (counts.passed === 0) counts.failed++
console.log(
  `${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`,
)
process.exitCode = counts.failed === 0 ? 0 : 1

async function getChromium() {
  if (findChromium()) return findChromium()
  const why = await installDebian(['chromium'])
  if (!findChromium())
    missing.push(`No Chromium (${why || 'not on the path'}): set CHROMIUM_PATH. Left out: all tests in a browser.`)
  return findChromium()
}

async function getFonts() {
  const { output } = await run('fc-list', [':lang=ar'])
  const why = output.includes('Noto') ? '' : await installDebian(['fontconfig', 'fonts-noto-core'])
  if (why) missing.push(`No Noto font for Arabic (${why}). Left out: nothing, but screenshots show other letters.`)
}

async function getStrace() {
  if ((await run('strace', ['-V'])).code === 0) return
  const why = await installDebian(['strace'])
  if (why) missing.push(`No strace (${why}). Left out: 1 test, that no acknowledgement precedes its fsyncs.`)
}

/** Each check is counted as a test. A pattern asks for tests alone, on what is built. */
async function checks() {
  const { build, buildIfStale } = await import('./build.mjs')
  const { check, printOutcomes } = await import('./check.mjs')
  const built = await (patterns.length > 0 ? buildIfStale() : build()).then(
    () => ({ name: 'build', ok: true, output: '' }),
    (error) => ({ name: 'build', ok: false, output: String(error) }),
  )
  const outcomes = patterns.length > 0 && built.ok ? [] : [built, ...(patterns.length > 0 ? [] : await check())]
  printOutcomes(outcomes)
  for (const { ok } of outcomes) counts[ok ? 'passed' : 'failed']++
}

async function tests() {
  const folder = mkdtempSync(join(tmpdir(), 'isnad-test-'))
  const { chromium: playwright } = await import('playwright-core')
  const browser = chromium && (await playwright.launchServer({ executablePath: chromium, args: chromiumArgs }))
  try {
    const report = join(folder, 'report.json')
    const { code } = await run(
      bin('vitest'),
      [
        'run',
        ...patterns,
        ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
        ...(browser ? [] : ['--project=node', '--project=served']),
      ],
      {
        show: true,
        env: {
          ...(browser ? { ISNAD_BROWSER: browser.wsEndpoint() } : {}),
          ...(long ? { ISNAD_TEST_LONG: '1' } : {}),
        },
      },
    )
    add(read(report), code)
  } finally {
    await (browser && browser.close())
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A file that does not load has no test in it and is one failure. @param {string} report @returns {Counts} */
function read(report) {
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  )
  const unloaded = testResults.filter(
    (/** @type {{status: string, assertionResults: unknown[]}} */ file) =>
      file.status === 'failed' && file.assertionResults.length === 0,
  ).length
  return { passed: numPassedTests, failed: numFailedTests + unloaded, skipped: numPendingTests + numTodoTests }
}

/** What vitest holds against the run as a whole, such as an unhandled error, is one failure. @param {Counts} more @param {number} code */
function add(more, code) {
  counts.passed += more.passed
  counts.failed += more.failed === 0 && code !== 0 ? 1 : more.failed
  counts.skipped += more.skipped
}
