// What a server keeps, searched whole: data folder, database files and write-ahead log, parts, keys, temporary files, its
// words, and the copy that `dump` makes. The memory of the process, and so a core dump, is out of reach of these tests.
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleepFor } from 'node:timers/promises'
import { type Bytes, concat, hex } from '@isnad/bytes'
import { random, sha256 } from '@isnad/crypto'
import { codeDigits, codeWords, newCode, replyTags, stretchCode, threadKeys } from '@isnad/envelope'
import { wordsAr } from '@isnad/envelope/words-ar'
import { wordsEn } from '@isnad/envelope/words-en'
import {
  encodeHeader,
  parseDeskId,
  parseHeader,
  reportIdOf,
  sealedBlobLength,
  sealedBodyLength,
  slotLength,
} from '@isnad/model'
import { type Session, unlock } from '@isnad/vault'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isnadJson } from '../command.ts'
import { type Demo, type Sent, startDemo } from './demo.ts'
import { fetchFrom, phoneAt } from './phone.ts'
import { pictureWith } from './picture.ts'
import { ask, putEnvelope, putPiece } from './raw.ts'
import { parseRow, readRows, type Row, shared, timesIn } from './rows.ts'
import { formsOf, Searcher, type Secret } from './searcher.ts'

const scripts = {
  arabic: 'شاحنة بيضاء قرب النخلة المكسورة',
  latin: 'whitethorn lantern behind the mill',
  sorani: 'ئۆتۆمبێلی ڕەش لە پشت گۆڕەپانەکە',
  kurmanji: 'êvarê li ber çemê Xabûrê şûşeyek',
  turkmen: 'köprünüň ýanynda üç çäğä görüldü',
}
const secrets: Secret[] = []
/** Words nobody else would write, one of each script, noted to be looked for. */
function canaries(place: string): string[] {
  return Object.entries(scripts).map(([script, words]) => {
    const value = `${words} ${hex(random(6))}`
    secrets.push({ name: `${place} in ${script}`, value })
    return value
  })
}
function canary(place: string, script: keyof typeof scripts = 'latin'): string {
  const value = `${scripts[script]} ${hex(random(6))}`
  secrets.push({ name: place, value })
  return value
}

/** Where this phone and desk come from, which no row, line or file may tell. */
const from = '127.84.85.86'
const forwarded = '203.0.113.84'
const ports = new Set<number>()
const planted = { name: 'planted', value: `${scripts.arabic} ${hex(random(6))}` }
const span = { from: Date.now(), to: 0 }
let demo: Demo
let copy: string
let rows: Row[]
/** Two reports under one code, one under another, from one phone, all answered by one desk. */
const threads: { secret: Bytes; reportIds: string[] }[] = []

beforeAll(async () => {
  demo = await startDemo()
  copy = join(demo.folder, 'copy')
  await byCommandLine()
  await byPackages()
  await fromStrangers()
  await plant()
  // The log and the replies are published, and the ticks tell of it.
  await sleepFor(2500)
  await isnadJson('dump', '--data', demo.dataDir, '--out', copy)
  rows = await readRows(copy)
  span.to = Date.now()
}, 240_000)

afterAll(() => demo.end())

const desk = () => demo.members[0]?.desk ?? ''

/** A report with a photograph, answered and heard, as a script would. */
async function byCommandLine(): Promise<void> {
  const photo = join(demo.folder, `${canary('file name', 'arabic')} ${canary('file name')}.jpg`)
  const words = {
    exif: canaries('EXIF'),
    xmp: canary('XMP'),
    comment: canary('COM'),
    behind: canary('behind the image'),
  }
  await writeFile(photo, pictureWith({ ...words, exif: words.exif.join('\n') }))
  const to = ['--server', demo.server().source, '--desk', desk(), '--category', 'SIG', '--place', 'mos']
  const { code = '', reportId } = await isnadJson<Sent>(
    ...['send', ...to, '--text', canaries('text').join('\n'), '--attach', photo, '--hear-back'],
  )
  secrets.push({ name: 'code', value: code }, { name: 'code in groups', value: (code.match(/\d{3}/g) ?? []).join(' ') })
  await isnadJson('answer', ...demo.asMember(), '--report', reportId, '--text', canaries('answer').join('\n'))
  await isnadJson('read', ...demo.asMember(), '--out', join(demo.folder, 'read'))
}

/** Every field of a report, over a network that says too much. */
async function byPackages(): Promise<void> {
  const more = {
    'x-forwarded-for': forwarded,
    'user-agent': canary('user agent'),
    referer: `https://x.example/${canary('referrer')}`,
  }
  const network = fetchFrom(from, more, ports)
  const phone = await phoneAt(demo.server().source, { fetch: network })
  const code = await newCode(random)
  const secret = await stretchCode(code, 'source', phone.directory.programmeId)
  for (const [name, list] of [['ar', wordsAr] as const, ['en', wordsEn] as const])
    secrets.push({ name: `code in words ${name}`, value: codeWords(code, list).join(' ') })
  secrets.push({ name: 'code in digits', value: codeDigits(code) }, { name: 'code in bytes', value: code })
  for (const threadSecret of [secret, random(32)]) {
    const keys = await threadKeys(threadSecret)
    secrets.push({ name: 'thread secret', value: threadSecret })
    secrets.push({ name: 'reply key', value: await keys.replyKey(parseDeskId(desk())) })
    secrets.push({ name: 'reply seed', value: await keys.replySeed(parseDeskId(desk())) })
    threads.push({ secret: threadSecret, reportIds: [] })
  }
  const [first, second] = threads
  for (const thread of [first, first, second]) {
    if (thread === undefined) continue
    const { sealed } = await phone.send({ deskIds: [desk()], draft: everyField(), threadSecret: thread.secret })
    thread.reportIds.push(sealed.reportId)
  }
  const session = await atDesk(network)
  for (const { reportId } of session
    .items()
    .filter(({ reportId }) => threads.some((t) => t.reportIds.includes(reportId)))) {
    await session.acknowledge(reportId, canary('acknowledgement', 'kurmanji'))
    await session.answer(reportId, canary('second answer', 'sorani'))
  }
  session.lock()
  await phone.hear(secret)
}

function everyField() {
  const [people = '', vehicles = '', things = '', direction = '', doing = ''] = canaries('as told')
  return {
    ...{ text: canaries('text by packages').join('\n'), told: { people, vehicles, things, direction } },
    ...{ details: { doing }, place: { kind: 'typed', text: canary('place', 'turkmen') } as const },
    links: [`https://example.org/${encodeURIComponent(canary('link', 'arabic'))}`],
  }
}

async function atDesk(network: typeof fetch): Promise<Session> {
  const sleep = (ms: number) => sleepFor(ms, undefined)
  const world = { fetch: network, baseUrl: demo.server().desk, random, now: Date.now, sleep }
  const session = await unlock({ world, code: demo.members[0]?.code ?? '', lists: [] })
  await session.sync()
  return session
}

/** Requests that are refused, on every origin, with words wherever a request can have them. */
async function fromStrangers(): Promise<void> {
  const { desk: deskUrl, site, source } = demo.server()
  const headers = {
    'user-agent': canary('stranger’s user agent'),
    cookie: `a=${encodeURIComponent(canary('cookie', 'sorani'))}`,
  }
  const path = encodeURIComponent(canary('path', 'arabic'))
  const query = encodeURIComponent(canary('query', 'turkmen'))
  const body = JSON.stringify({
    id: canary('body', 'kurmanji'),
    auth: canary('body', 'arabic'),
    operation: canary('body'),
  })
  const json = {
    ...headers,
    'content-type': 'application/json',
    authorization: `Isnad device="${canary('authorization')}"`,
  }
  for (const origin of [source, deskUrl, site]) {
    await ask(origin, { path: `/programme?${query}`, headers, from })
    await ask(origin, { path: `/${path}`, headers, from })
    await ask(origin, { method: 'PROPFIND', path: `/${path}`, headers, from })
    for (const call of ['/unlock', '/desk/operations', '/directory'])
      await ask(origin, { method: 'POST', path: call, headers: json, body })
    await ask(origin, {
      method: 'PUT',
      path: `/envelopes/${path}`,
      headers: { ...headers, 'content-type': 'application/octet-stream' },
      body,
    })
    await ask(origin, { path: `/log/tile/0/${path}`, headers })
    await notHttp(origin, canary('no HTTP at all'))
  }
  const reportId = reportIdOf(random(16))
  await putEnvelope(source, reportId, Buffer.from(`ISN\u0001\u0001${canary('envelope', 'arabic')}`))
  await putPiece(source, `/envelopes/${reportId}/parts/${hex(random(32))}`, 0, Buffer.from(canary('piece', 'arabic')))
}

/** A line that is no HTTP, which a server's parser refuses before any of its code sees it. */
async function notHttp(origin: string, words: string): Promise<void> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1')
  await new Promise<void>((resolve) => {
    socket.once('close', () => resolve())
    socket.once('error', () => resolve())
    socket.resume().end(`${words} / HTTP/9.9\r\n\r\n`)
  })
}

/** An envelope and a part of the right lengths whose sender forgot to seal: the server cannot tell, and the search must. */
async function plant(): Promise<void> {
  const { source } = demo.server()
  const words = Buffer.from(planted.value)
  const reportId = reportIdOf(random(16))
  const part = concat(random(sealedBlobLength(65_536)))
  part.set(words, 4000)
  const header = encodeHeader({
    ...{ bucket: 0, reportId, desks: [{ deskId: parseDeskId(desk()), epoch: 1 }] },
    parts: [{ sha256: sha256(part), length: part.length }],
  })
  const body = random(sealedBodyLength(0))
  body.set(words, 200)
  const envelope = await putEnvelope(source, reportId, concat(header, random(slotLength(1)), body))
  const piece = await putPiece(source, `/envelopes/${reportId}/parts/${hex(sha256(part))}`, 0, part)
  if (envelope.status !== 200 || piece.status !== 200) throw new Error(`not taken: ${envelope.status}, ${piece.status}`)
}

/** The codes of a demo's members lie beside it, and it says so: all else must be without them too. */
const ownCodes = (path: string) => path.endsWith('demo-codes.json')

test('43 a planted leak is found by the same search: in database files, in a part, in a row', async () => {
  const searcher = new Searcher([planted])
  const inCopy = await searcher.searchFolder(copy)
  expect(inCopy).toContainEqual({ file: 'tables/envelopes.tsv', secret: 'planted', encoding: 'hex' })
  expect(inCopy.filter(({ file }) => file.startsWith('blobs/'))).toHaveLength(1)
  const inData = await searcher.searchFolder(demo.dataDir)
  expect(inData.some(({ file }) => file.startsWith('postgres/pg_wal/'))).toBe(true)
})

test('43 a leak in any encoding, into a part or a row, is found', async () => {
  const folder = join(demo.folder, 'planted')
  await mkdir(folder)
  for (const script of Object.values(scripts)) {
    const secret = { name: 'planted', value: script }
    const searcher = new Searcher([secret])
    for (const { bytes, encoding } of formsOf(secret)) {
      await writeFile(join(folder, 'part'), Buffer.concat([random(5000), bytes, random(5000)]))
      const hits = await searcher.searchFolder(folder)
      expect(
        hits.map((hit) => hit.encoding),
        encoding,
      ).toContain(encoding)
    }
  }
  await rm(folder, { recursive: true })
})

test('43 nothing that was written, answered or said on the way is in data, database, logs, dump or temporary files', async () => {
  expect(secrets.length).toBeGreaterThan(40)
  const members = demo.members.map(({ code, name }) => ({ name: `code of ${name}`, value: code }))
  const searcher = new Searcher([...secrets, ...members])
  expect(await searcher.searchFolder(copy, ownCodes)).toEqual([])
  expect(await searcher.searchFolder(demo.dataDir, ownCodes)).toEqual([])
  expect(await searcher.searchFolder(join(demo.folder, 'tmp')).catch(() => [])).toEqual([])
  expect(searcher.search(Buffer.from(demo.written()))).toEqual([])
}, 120_000)

test('43 nor what the original’s metadata said in the field copy, while the desk has the original whole', async () => {
  const read = join(demo.folder, 'read')
  const [reportId = ''] = await readdir(read)
  const searcher = new Searcher(secrets)
  expect(searcher.search(await readFile(join(read, reportId, '00-field-copy.jpg')))).toEqual([])
  const inOriginal = searcher.search(await readFile(join(read, reportId, '01-original.jpg')))
  expect(new Set(inOriginal.map(({ secret }) => secret.split(' ')[0]))).toEqual(
    new Set(['EXIF', 'XMP', 'COM', 'behind']),
  )
})

test('44 no address, port or user agent of a caller is in any row or line', async () => {
  const lines = demo.written()
  const text = rows.flatMap((row) => [...row.values()].map((value) => value.text)).join('\n')
  expect(ports.size).toBeGreaterThan(10)
  for (const address of [from, forwarded]) {
    const octets = address.split('.').map(Number)
    const number = octets.reduce((sum, octet) => sum * 256 + octet, 0)
    for (const form of [address, String(number), Buffer.from(octets).toString('hex')]) {
      expect(lines.includes(form), `${form} in a line`).toBe(false)
      expect(text.includes(form), `${form} in a row`).toBe(false)
    }
  }
  // Shards are random numbers, and one may be a port by chance.
  const numbers = rows.flatMap((row) =>
    [...row.values()].filter(({ column }) => column !== 'shard').map(({ text }) => text),
  )
  for (const port of ports) {
    expect(numbers).not.toContain(String(port))
    expect(lines).not.toMatch(new RegExp(`(?<!\\d)${port}(?!\\d)`))
  }
})

test('44 no row tells a time finer than a day, but the quarter hour of items that nobody has stepped yet', () => {
  expect(timesIn(rows, span)).toEqual(['arrivals.quarter quarter'])
  const second = String(Math.floor(span.from / 1000) + 1)
  const leak = [parseRow('items', ['change', 'seen'], `7\t${second}`), parseRow('items', ['note'], '2026-11-25 04:31')]
  expect(timesIn(leak, span)).toEqual(['items.note text', 'items.seen second'])
  const open = rows.filter((row) => row.get('quarter')?.table === 'arrivals').map((row) => row.get('report_id')?.bytes)
  const stepped = threads.flatMap(({ reportIds }) => reportIds)
  expect(open).toHaveLength(1)
  expect(stepped).not.toContain(reportIdOf(open[0] ?? Buffer.alloc(16)))
})

test('44 no line of the log tells a time finer than a day', () => {
  const lines = demo
    .written()
    .split('\n')
    .filter((line) => line.startsWith('{"level"'))
  expect(lines.length).toBeGreaterThan(2)
  for (const line of lines) expect(line).not.toMatch(/T\d\d|\d\d:\d\d|"time":|\d{10}/)
})

test('44 no file or folder of a part is dated finer than a day', async () => {
  const blobs = join(demo.dataDir, 'blobs')
  const names = await readdir(blobs, { recursive: true })
  expect(names.length).toBeGreaterThan(4)
  for (const name of names) expect((await stat(join(blobs, name))).mtimeMs % 86_400_000, name).toBe(0)
})

test('25 two codes share no 8 bytes in the server’s rows, and neither do two reports under one code', async () => {
  const runs = await Promise.all(threads.map(({ secret }) => repliesOf(secret)))
  expect(runs.map((run) => run.length)).toEqual([4, 2])
  const [[a, b] = [], [c] = []] = threads.map(({ reportIds }) => reportIds.map(sealedOf))
  if (!a || !b || !c) throw new Error('three reports were sent')
  const [ofFirst = [], ofSecond = []] = runs
  expect(shared([a], [a])).toBeGreaterThan(0)
  expect(shared([a, b, ...ofFirst], [c, ...ofSecond])).toBe(0)
  // Nor do reports and replies of one thread, among themselves.
  expect(shared([a], [b])).toBe(0)
  for (const [i, reply] of ofFirst.entries()) expect(shared([reply], [a, b, ...ofFirst.toSpliced(i, 1)])).toBe(0)
})

test('25 no row tells of a thread’s shard more than which file of the day its replies lie in', () => {
  const number = (row: Row, column: string) => Number(row.get(column)?.text)
  const days = rows.filter((row) => row.get('shards') !== undefined)
  const replies = rows.filter((row) => row.get('shard') !== undefined)
  expect(replies.length).toBeGreaterThan(4)
  for (const reply of replies) {
    const day = days.find((row) => number(row, 'day') === number(reply, 'day'))
    expect(number(reply, 'shard')).toBeLessThan(day === undefined ? 0 : number(day, 'shards'))
  }
})

/** Slots and body of a report as the server has them: ids of report and desk, which it must know, left out. */
function sealedOf(reportId: string): Buffer {
  const row = rows.find((each) => each.get('bytes')?.table === 'envelopes' && idOf(each) === reportId)
  const bytes = row?.get('bytes')?.bytes ?? Buffer.alloc(0)
  return bytes.subarray(parseHeader(bytes).length)
}
const idOf = (row: Row) => reportIdOf(row.get('report_id')?.bytes ?? Buffer.alloc(16))

/** The rows of a thread's replies, which only who has the code can find. */
async function repliesOf(threadSecret: Bytes): Promise<Buffer[]> {
  const tags = await replyTags(await (await threadKeys(threadSecret)).replyKey(parseDeskId(desk())))
  const names = new Set(tags.map(hex))
  return rows.flatMap((row) => {
    const tag = row.get('tag')?.bytes?.toString('hex')
    return tag !== undefined && names.has(tag) ? [row.get('reply')?.bytes ?? Buffer.alloc(0)] : []
  })
}

test('43 44 and it is so after the server has stopped and written everything out', async () => {
  expect(await demo.server().stop()).toBe(0)
  const searcher = new Searcher([...secrets, planted])
  const hits = await searcher.searchFolder(demo.dataDir, ownCodes)
  expect(new Set(hits.map(({ secret }) => secret))).toEqual(new Set(['planted']))
  expect(hits.some(({ file }) => file.startsWith('postgres/base/'))).toBe(true)
  expect(searcher.search(Buffer.from(demo.written()))).toEqual([])
  expect(await readdir(join(demo.folder, 'tmp'))).toEqual([])
}, 120_000)
