// The command lines of README.md, run as they stand there: only ports, ids, names, texts and files are put in their place.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve, type Serving } from '../command.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
let folder: string
let lines: string[]
let server: Serving
/** What stands in a line, and what is put in its place. */
let places: [string, string][]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'isnad-readme-'))
  const readme = await readFile(join(root, 'README.md'), 'utf8')
  const block = /## The same by command line\n```sh\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
  lines = block.split('\n').filter((line) => line !== '')
  const data = join(folder, 'data')
  // Other tests run beside this one, so `serve` gets free ports; the helper gives the data folder and the ports.
  expect(lines[0]).toBe('npm run isnad -- serve --data DIR --port 8080')
  server = await serve(data)
  const { members } = JSON.parse(await readFile(join(data, 'demo-codes.json'), 'utf8')) as {
    members: { desk: string; name: string }[]
  }
  await writeFile(join(folder, 'photo.jpg'), Buffer.from('/9j/2Q==', 'base64'))
  places = [
    ['http://127.0.0.1:8080', server.source],
    ['http://127.0.0.1:8081', server.desk],
    ['--desk ID', `--desk ${members[0]?.desk}`],
    ['NAME', `"${members[0]?.name}"`],
    ['DIR', data],
    ['photo.jpg', join(folder, 'photo.jpg')],
    ['receipt.json', join(folder, 'receipt.json')],
    ['--out reports', `--out ${join(folder, 'reports')}`],
    ['--out copy', `--out ${join(folder, 'copy')}`],
  ]
}, 120_000)

afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Runs the one line of README that calls a command. @throws when it does not end with 0 */
async function run(command: string, ...more: readonly [string, string][]): Promise<string> {
  const found = lines.filter((line) => line.startsWith(`npm run isnad -- ${command} `))
  expect([command, found.length]).toEqual([command, 1])
  const line = [...places, ...more].reduce((now, [from, to]) => now.replace(from, to), found[0] ?? '')
  const child = spawn('sh', ['-c', line.replace('npm run', 'npm run --silent')], { cwd: root })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const [status] = (await once(child, 'close')) as [number | null]
  if (status !== 0) throw new Error(`${line}: ${status}: ${stderr}`)
  return stdout
}

test('each command of README does what it is there for, from serving to the copy', async () => {
  const commands = lines.map((line) => line.split(' ')[4])
  expect(commands).toEqual(['serve', 'send', 'read', 'answer', 'hear', 'check-receipt', 'dump'])

  const sent = JSON.parse(await run('send')) as { reportId: string; code: string; receipt: unknown }
  await writeFile(join(folder, 'receipt.json'), JSON.stringify(sent.receipt))
  expect(JSON.parse(await run('read'))).toEqual({ reports: [sent.reportId] })
  expect(await readdir(join(folder, 'reports', sent.reportId))).toContain('report.json')

  expect(await run('answer', ['--report ID', `--report ${sent.reportId}`])).toContain(sent.reportId)
  const answers = await heard(sent.code)
  expect(answers.map(({ text }) => text)).toEqual(['…'])

  expect(await run('check-receipt')).toContain('The signatures hold')
  await run('dump')
  expect(await readdir(join(folder, 'copy'))).toEqual(expect.arrayContaining(['tables', 'blobs']))
}, 120_000)

/** Replies are published at an interval, so it is asked again until it is there. */
async function heard(code: string): Promise<{ text: string }[]> {
  for (let tries = 0; tries < 20; tries++) {
    const { answers } = JSON.parse(await run('hear', ['CODE', code])) as { answers: { text: string }[] }
    if (answers.length > 0) return answers
  }
  throw new Error('no answer came')
}

test('help lists every command that README names', async () => {
  const child = spawn('npm', ['run', '--silent', 'isnad', '--', 'help'], { cwd: root })
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  expect((await once(child, 'close'))[0]).toBe(0)
  for (const line of lines) expect(stdout).toContain(`  ${line.split(' ')[4]} `)
})
