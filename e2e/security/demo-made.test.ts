// A demo programme, and the first start of a server, killed at moments spread over the whole of it: nothing half-made is
// taken for whole, and the next try goes well.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleepFor } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { base64url } from '@isnad/bytes'
import { random } from '@isnad/crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isnadJson, serve } from '../command.ts'
import type { Member } from './demo.ts'

const program = fileURLToPath(new URL('../../apps/cli/bin/isnad.js', import.meta.url))
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'isnad-made-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const start = (...args: string[]): ChildProcess =>
  spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })

/** Kills a process at a moment after its start, unless it has ended by then. True where it was killed. */
async function killedAfter(child: ChildProcess, ms: number): Promise<boolean> {
  const ended = once(child, 'exit')
  await Promise.race([ended, sleepFor(ms)])
  const alive = child.exitCode === null && child.signalCode === null
  child.kill('SIGKILL')
  await ended
  return alive
}
/** Moments from nothing to the whole of a span, each a little off, so that no two runs try the same. */
const moments = (count: number, span: number) =>
  Array.from({ length: count }, (_, i) => (span * (i + (random(1)[0] ?? 0) / 256)) / count)

const isJson = (text: string) => {
  expect(JSON.parse(text)).toBeTypeOf('object')
  expect(text.endsWith('\n')).toBe(true)
}

test('a demo that is killed in the making is there whole or not at all', async () => {
  const service = join(folder, 'service.json')
  const key = (length: number) => base64url(random(length))
  await writeFile(service, JSON.stringify({ log: key(32), head: key(32), transport: key(1216) }))
  const out = join(folder, 'demo')
  const make = () => start('programme', 'demo', '--service', service, '--out', out)
  const begun = Date.now()
  await once(make(), 'exit')
  const span = Date.now() - begun
  await rm(out, { recursive: true })
  let killed = 0
  for (const moment of moments(8, span)) {
    if (await killedAfter(make(), moment)) killed++
    const names = await readdir(out).catch(() => [])
    if (names.length === 0) continue
    expect(names.sort()).toEqual(['demo-codes.json', 'demo-root.hex', 'programme.json'])
    for (const name of names.filter((each) => each.endsWith('.json'))) isJson(await readFile(join(out, name), 'utf8'))
    await rm(out, { recursive: true })
  }
  expect(killed).toBeGreaterThan(4)
  const { codes, programme } = await isnadJson<{ programme: string; codes: string }>(
    ...['programme', 'demo', '--service', service, '--out', out],
  )
  for (const file of [codes, programme]) isJson(await readFile(file, 'utf8'))
  expect((await readdir(folder)).filter((name) => name.startsWith('demo'))).toEqual(['demo'])
}, 120_000)

test('a first start that is killed at any moment is begun again, and the codes open what was made', async () => {
  const begun = Date.now()
  const first = await serve(join(folder, 'whole'))
  const span = Date.now() - begun
  await first.stop()
  for (const [i, moment] of moments(5, span).entries()) {
    const data = join(folder, `killed-${i}`)
    const killed = await killedAfter(start('serve', '--data', data, '--port', '0', '--json'), moment)
    // At once: what the killed one had started may still be at work.
    const server = await serve(data)
    try {
      const text = await readFile(join(data, 'demo-codes.json'), 'utf8')
      const { members } = JSON.parse(text) as { members: Member[] }
      const { desk, name } = members[0] as Member
      const at = ['--server', server.desk, '--desk', desk, '--member', name]
      const more = ['--code-file', join(data, 'demo-codes.json'), '--out', join(folder, 'read')]
      expect(await isnadJson('read', ...at, ...more), `killed (${killed}) after ${moment} ms`).toEqual({ reports: [] })
      expect(server.desks.map(({ id }) => id)).toEqual(members.map((member) => member.desk))
    } finally {
      expect(await server.stop()).toBe(0)
    }
    const names = await readdir(data, { recursive: true })
    expect(names.filter((each) => /\.new|\.stale$|\.lock/.test(each))).toEqual([])
  }
}, 240_000)
