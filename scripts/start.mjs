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
// In a group of its own, so that a Ctrl-C reaches it once, through here.
const server = spawn(process.execPath, [`${root}/apps/cli/bin/isnad.js`, ...args], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
  detached: true,
})
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => server.kill('SIGTERM'))
server.on('exit', (code, signal) => (process.exitCode = code ?? (signal ? 1 : 0)))
createInterface({ input: server.stdout }).on('line', (line) => {
  const { source, desk, site, desks } = JSON.parse(line)
  console.log(`
For residents     ${source}
For desks         ${desk}
The public site   ${site}
`)
  if (first && existsSync(codes)) printCodes(desks)
  console.log('Ctrl-C stops it. What it holds stays in ./data.')
})

/** Shows the demo's codes, once. @param {readonly {id: string, name: string}[]} desks */
function printCodes(desks) {
  const { members } = JSON.parse(readFileSync(codes, 'utf8'))
  for (const member of members) {
    const desk = desks.find(({ id }) => id === member.desk)
    console.log(`  ${member.code.match(/.{1,3}/g).join(' ')}   ${member.name}, ${desk?.name ?? member.desk}`)
  }
  console.log('\nThese codes unlock the desks. They are shown this once and kept in data/demo-codes.json.')
}
