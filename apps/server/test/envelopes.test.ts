import { concat } from '@isnad/bytes'
import { random } from '@isnad/crypto'
import { deskIdOf } from '@isnad/model'
import { openReceipt } from '@isnad/tlog'
import { getItem, listItems, submitReport } from '@isnad/wire'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newReport, refusalOf, startTestServer, type TestReport, type TestServer } from './world.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.remove())

const send = ({ envelope, reportId }: TestReport) =>
  server.source.call(submitReport, { params: { reportId }, body: envelope })
const changed = (report: TestReport, at: number, value: number): TestReport => {
  const envelope = new Uint8Array(report.envelope)
  envelope[at] = value
  return { ...report, envelope }
}

test('an envelope that is not in its form is refused, and nothing of it is kept', async () => {
  const report = newReport([server.programme.desks[0].deskId])
  const bad: TestReport[] = [
    changed(report, 0, 0x49 ^ 1),
    ...[3, 4].map((at) => changed(report, at, 2)),
    ...[5, 6].map((at) => changed(report, at, 3)),
    changed(report, 7, (report.envelope[7] ?? 0) ^ 1),
    ...[0, 5].map((n) => changed(report, 23, n)),
    changed(report, 24, 1),
    { ...report, envelope: report.envelope.slice(0, -1) },
    { ...report, envelope: concat(report.envelope, new Uint8Array(1)) },
    { ...report, envelope: new Uint8Array(0) },
    { ...newReport([server.programme.desks[0].deskId]), envelope: report.envelope },
  ]
  for (const each of bad) expect(await refusalOf(send(each))).toMatch(/^bad-(envelope|request)$/)
  expect(await refusalOf(send({ ...report, envelope: random(40_000) }))).toBe('too-large')
  expect(await refusalOf(server.desk(0).call(getItem, { params: { reportId: report.reportId } }))).toBe('not-found')
})

test('a desk or an epoch that was never published is refused', async () => {
  expect(await refusalOf(send(newReport([deskIdOf(random(8))])))).toBe('unknown-letterbox')
  const report = newReport([server.programme.desks[0].deskId])
  expect(await refusalOf(send(changed(report, 36, 2)))).toBe('unknown-letterbox')
})

test('45 the same envelope twice, or twenty times at once, is one copy and one receipt', async () => {
  const report = newReport(server.programme.desks.map(({ deskId }) => deskId))
  const answers = await Promise.all(Array.from({ length: 20 }, () => send(report)))
  for (const answer of [...answers, await send(report)]) expect(answer).toEqual(answers[0])
  const receipt = await openReceipt(answers[0]?.receipt ?? new Uint8Array(0), server.programme.logKey)
  expect(receipt.held).toBe(0)
  for (const desk of [server.desk(0), server.desk(1)]) {
    const items = await desk.call(listItems, { query: { after: 0 } })
    expect(items.filter(({ reportId }) => reportId === report.reportId)).toHaveLength(1)
    expect(await desk.call(getItem, { params: { reportId: report.reportId } })).toEqual(report.envelope)
  }
})

test('46 the same id with other bytes is refused, and the first stays as it was', async () => {
  const report = newReport([server.programme.desks[0].deskId])
  const first = await send(report)
  const last = report.envelope.length - 1
  expect(await refusalOf(send(changed(report, last, (report.envelope[last] ?? 0) ^ 1)))).toBe('other-bytes')
  // To another desk too: the id alone decides.
  const other = { ...newReport([server.programme.desks[1].deskId]), reportId: report.reportId }
  other.envelope.set(report.envelope.subarray(7, 23), 7)
  expect(await refusalOf(send(other))).toBe('other-bytes')
  expect(await send(report)).toEqual(first)
  expect(await server.desk(0).call(getItem, { params: { reportId: report.reportId } })).toEqual(report.envelope)
  expect(await refusalOf(server.desk(1).call(getItem, { params: { reportId: report.reportId } }))).toBe('not-found')
})

test('48 without the id, what was accepted, sent twice, and never seen look alike', async () => {
  const known = newReport([server.programme.desks[0].deskId], [65_608])
  const unknown = newReport([server.programme.desks[0].deskId], [65_608])
  await send(known)
  const look = async (path: string, method: string) => {
    const headers = { 'content-type': 'application/octet-stream', 'upload-offset': '0' }
    const piece = method === 'PUT' ? { headers, body: new Uint8Array(5) } : {}
    const response = await fetch(`${server.sourceUrl}${path}`, { method, ...piece })
    const said = [...response.headers].filter(([name]) => name !== 'date')
    return { status: response.status, said, text: await response.text() }
  }
  const other = 'ab'.repeat(32)
  for (const [path, method] of [
    ['', 'GET'],
    ['', 'DELETE'],
    [`/parts/${other}`, 'GET'],
    [`/parts/${other}`, 'PUT'],
  ] as const) {
    const seen = await look(`/envelopes/${known.reportId}${path}`, method)
    expect(seen).toEqual(await look(`/envelopes/${unknown.reportId}${path}`, method))
    expect(seen.status).toBe(404)
  }
  expect(JSON.stringify(await send(known)).length).toBe(JSON.stringify(await send(known)).length)
})

test('49 nobody lists, counts or enumerates', async () => {
  for (const path of ['/envelopes', '/envelopes/', '/items', '/desk/items?after=0', '/parts', '/blobs', '/metrics']) {
    for (const url of [server.sourceUrl, server.siteUrl]) expect((await fetch(`${url}${path}`)).status).toBe(404)
  }
  for (const path of [
    '/desk/items?after=0',
    '/desk/operations?after=0',
    '/desk/seeds',
    '/desk/directory',
    '/desk/live',
  ]) {
    const response = await fetch(`${server.deskUrl}${path}`)
    expect([response.status, await response.json()]).toEqual([401, { error: 'not-signed' }])
  }
  expect((await fetch(`${server.deskUrl}/keyrings`)).status).toBe(404)
})
