// `npm start`: installs and builds what is missing, then runs everything with a demo programme in ./data.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { install } from './install.mjs'
import { root } from './run.mjs'

await install()
const { buildIfStale } = await import('./build.mjs')
await buildIfStale()

const data = `${root}/data`
const codes = `${data}/demo-codes.json`
const first = !existsSync(codes)
const args = ['serve', '--data', data, '--json', ...process.argv.slice(2)]
const server = spawn(process.execPath, [`${root}/apps/cli/bin/isnad.js`, ...args], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
})
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => server.kill('SIGTERM'))
server.on('exit', (code, signal) => (process.exitCode = code ?? (signal ? 1 : 0)))
createInterface({ input: server.stdout }).on('line', (line) => {
  const ready = JSON.parse(line)
  console.log(`
For residents     ${ready.source}
For desks         ${ready.desk}
The public site   ${ready.site}
`)
  if (existsSync(codes)) printCodes()
  console.log('Ctrl-C stops it. What it holds stays in ./data.')
})

/** The demo's codes lie beside what they open, so a demo hides nothing from its server: said each time. */
function printCodes() {
  const { members } = JSON.parse(readFileSync(codes, 'utf8'))
  if (first) for (const { name, code } of members) console.log(`  ${name}: ${code.match(/.{1,3}/g).join(' ')}`)
  console.log(
    first
      ? '\nThese codes unlock the desks. They are shown this once and kept in data/demo-codes.json.'
      : 'The codes that unlock the desks are in data/demo-codes.json.',
  )
  console.log('This is a demo: the codes lie beside what they open, so it is not blind. Put nothing true into it.\n')
}
