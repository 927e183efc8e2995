// The main job by command line: serve, send with photographs, read, answer, hear, check, dump.
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isnad, isnadJson, serve, type Serving } from '../command.ts'
import { photosFolder } from '../data.ts'

interface Sent {
  readonly reportId: string
  readonly receipt: Readonly<Record<string, unknown>>
  readonly code?: string
}
const words = 'قبل الفجر بساعة وقفت سيارتا حمل بلا لوحات عند معمل الطابوق المهجور'
let folder: string
let server: Serving
let member: { desk: string; name: string; code: string }
const atDesk = () => [
  ...['--server', server.desk, '--desk', member.desk, '--member', member.name],
  ...['--code-file', join(folder, 'data', 'demo-codes.json')],
]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'isnad-e2e-'))
  server = await serve(join(folder, 'data'))
  const codes = JSON.parse(await readFile(join(folder, 'data', 'demo-codes.json'), 'utf8')) as {
    members: (typeof member)[]
  }
  member = codes.members[0] as typeof member
}, 120_000)

afterAll(async () => {
  if (server.process.exitCode === null) await server.stop()
  await rm(folder, { recursive: true, force: true })
})

test('serve says where it is, with four desks, the team first, and keeps the codes from other users', async () => {
  expect(server.desks.map(({ kind }) => kind)).toEqual(['team', 'verification', 'authority', 'oversight'])
  expect(server.desks[0]?.id).toBe(member.desk)
  const origins = new Set([server.source, server.desk, server.site].map((url) => new URL(url).origin))
  expect(origins.size).toBe(3)
  expect((await stat(join(folder, 'data', 'demo-codes.json'))).mode & 0o777).toBe(0o600)
})

test('a report is sent, read, answered and heard, and its receipt checked', async () => {
  const photo = join(photosFolder, 'DSCN0010.jpg')
  const attach = existsSync(photo) ? ['--attach', photo] : []
  const to = ['--server', server.source, '--desk', member.desk]
  const sent = await isnadJson<Sent>(
    'send',
    ...to,
    '--category',
    'SIG',
    '--text',
    words,
    '--place',
    'mos',
    '--hear-back',
    ...attach,
  )
  expect(sent.reportId).toMatch(/^[0-9a-z]{26}$/)
  expect(sent.code).toMatch(/^\d{27}$/)

  const out = join(folder, 'reports')
  expect(await isnadJson('read', ...atDesk(), '--out', out)).toEqual({ reports: [sent.reportId] })
  const report = JSON.parse(await readFile(join(out, sent.reportId, 'report.json'), 'utf8')) as Record<string, unknown>
  expect(report).toMatchObject({ text: words, category: 'SIG', place: { kind: 'gazetteer', id: 'mos' } })
  if (attach.length > 0) {
    const names = (await readdir(join(out, sent.reportId))).sort()
    expect(names).toEqual(['00-field-copy.jpg', '01-original.jpg', 'report.json'])
    expect(await readFile(join(out, sent.reportId, '01-original.jpg'))).toEqual(await readFile(photo))
    expect((await readFile(join(out, sent.reportId, '00-field-copy.jpg'))).includes('Exif')).toBe(false)
  }

  const none = await isnadJson<{ answers: unknown[] }>('hear', '--server', server.source, '--code', sent.code ?? '')
  expect(none.answers).toEqual([])
  await isnadJson('answer', ...atDesk(), '--report', sent.reportId, '--text', 'وصلنا بلاغك. لا تقترب من المكان.')
  const heard = await untilHeard(sent.code ?? '')
  expect(heard.map(({ text }) => text)).toEqual(['وصلنا بلاغك. لا تقترب من المكان.'])

  const file = join(folder, 'receipt.json')
  await writeFile(file, JSON.stringify(sent.receipt))
  expect((await isnad('check-receipt', file)).status).toBe(0)
}, 60_000)

async function untilHeard(code: string): Promise<{ text: string; day: string }[]> {
  for (let tries = 0; tries < 20; tries++) {
    const { answers } = await isnadJson<{ answers: { text: string; day: string }[] }>(
      'hear',
      '--server',
      server.source,
      '--code',
      code,
    )
    if (answers.length > 0) return answers
  }
  throw new Error('no answer came')
}

test('a receipt with any value changed, left out or added is refused', async () => {
  const to = ['--server', server.source, '--desk', member.desk]
  const { receipt } = await isnadJson<Sent>('send', ...to, '--category', 'OTH', '--text', 'x')
  const file = join(folder, 'changed.json')
  const changes = [
    ...Object.keys(receipt).map((key) => ({ ...receipt, [key]: undefined })),
    ...['header', 'receipt', 'head'].map((key) => ({ ...receipt, [key]: flip(String(receipt[key])) })),
    { ...receipt, version: 2 },
    { ...receipt, extra: 1 },
    { ...receipt, entries: (receipt['entries'] as unknown[]).slice(0, -1) },
  ]
  for (const changed of changes) {
    await writeFile(file, JSON.stringify(changed))
    const { status, stdout } = await isnad('check-receipt', file, '--json')
    expect([status, stdout]).toEqual([1, ''])
  }
  await writeFile(file, JSON.stringify(receipt))
  expect((await isnad('check-receipt', file, '--root', '0'.repeat(26))).status).toBe(1)
}, 60_000)

/** One letter in the middle, changed. */
function flip(text: string): string {
  const at = Math.floor(text.length / 2)
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`
}

test('wrong codes and broken files are refused in words, with nothing on standard output', async () => {
  const empty = join(folder, 'empty.jpg')
  await writeFile(empty, '')
  const to = ['send', '--server', server.source, '--desk', member.desk, '--category', 'SIG', '--text', 'x', '--json']
  const refusals: [string, number, readonly string[]][] = [
    ['empty-file', 1, [...to, '--attach', empty]],
    ['no-file', 1, [...to, '--attach', join(folder, 'nothing.jpg')]],
    ['usage', 2, [...to, '--category', 'XXX']],
    ['no-such-desk', 1, to.map((word) => (word === member.desk ? '0'.repeat(13) : word))],
    ['code-checksum', 1, ['hear', '--server', server.source, '--code', '0'.repeat(26) + '1']],
    ['code-length', 1, ['hear', '--server', server.source, '--code', '123']],
  ]
  for (const [code, status, args] of refusals) {
    const outcome = await isnad(...args)
    expect([outcome.stdout, outcome.status], code).toEqual(['', status])
    expect(outcome.stderr).toContain(`[${code}]`)
  }
})

test('no server: send keeps nothing and ends with 3', async () => {
  const started = Date.now()
  const args = ['send', '--server', 'http://127.0.0.1:9', '--desk', member.desk, '--category', 'SIG', '--text', 'x']
  const outcome = await isnad(...args, '--timeout', '1', '--json')
  expect([outcome.stdout, outcome.status]).toEqual(['', 3])
  expect(Date.now() - started).toBeLessThan(20_000)
})

test('a dump holds nothing of what was written', async () => {
  const out = join(folder, 'copy')
  await isnadJson('dump', '--data', join(folder, 'data'), '--out', out)
  const files = await readdir(out, { recursive: true })
  expect(files.length).toBeGreaterThan(3)
  for (const name of files) {
    const path = join(out, name)
    if (!(await stat(path)).isFile()) continue
    expect((await readFile(path)).includes(words.slice(0, 12)), name).toBe(false)
  }
})

test('SIGTERM stops the server and its PostgreSQL, and what was held is there after a new start', async () => {
  expect(await server.stop()).toBe(0)
  const before = await readdir(join(folder, 'reports'))
  server = await serve(join(folder, 'data'))
  const { reports } = await isnadJson<{ reports: string[] }>('read', ...atDesk(), '--out', join(folder, 'again'))
  expect(reports).toEqual(expect.arrayContaining(before))
}, 120_000)
