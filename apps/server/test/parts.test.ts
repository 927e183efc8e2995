import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { hex } from '@isnad/bytes'
import { random, sha256 } from '@isnad/crypto'
import { openReceipt } from '@isnad/tlog'
import { getPart, listItems, submitPiece, submitReport } from '@isnad/wire'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newReport, refusalOf, startTestServer, type TestReport, type TestServer } from './world.ts'

/** Sealed lengths of parts of 64 KiB and 512 KiB. */
const small = 56 + 65_536 + 16
const large = 56 + 524_288 + 32

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.remove())

const desk = () => server.programme.desks[0].deskId
const send = ({ envelope, reportId }: TestReport) =>
  server.source.call(submitReport, { params: { reportId }, body: envelope })
const piece = ({ parts, reportId }: TestReport, place: number, from: number, to: number) =>
  server.source.call(submitPiece, {
    params: { reportId, sha256: parts[place]?.sha256 ?? new Uint8Array(32) },
    headers: { 'upload-offset': from },
    body: (parts[place]?.bytes ?? new Uint8Array(0)).subarray(from, to),
  })

/** Says it will send a piece, sends some of it, and hangs up. */
async function sendTorn({ parts, reportId }: TestReport, from: number, to: number, sent: number): Promise<void> {
  const [part] = parts
  if (part === undefined) throw new Error('no part')
  const { hostname, port } = new URL(server.sourceUrl)
  const socket = connect(Number(port), hostname)
  const lines = [`PUT /envelopes/${reportId}/parts/${hex(part.sha256)} HTTP/1.1`, `host: ${hostname}`]
  lines.push('content-type: application/octet-stream', `content-length: ${to - from}`, `upload-offset: ${from}`, '', '')
  socket.write(lines.join('\r\n'))
  await new Promise((resolve) => socket.write(part.bytes.subarray(from, from + sent), resolve))
  await sleep(3)
  socket.destroy()
}

test('51 a part that no header names is refused, as one whose report is not known', async () => {
  const report = newReport([desk()], [small])
  await send(report)
  const stray = { ...report, parts: [{ sha256: random(32), bytes: random(small) }] }
  expect(await refusalOf(piece(stray, 0, 0, 100))).toBe('no-such-part')
  expect(await refusalOf(piece(newReport([desk()], [small]), 0, 0, 100))).toBe('no-such-part')
})

test('51 pieces go on where the last one ended, nowhere else, and not past the end', async () => {
  const report = newReport([desk()], [small])
  await send(report)
  expect(await piece(report, 0, 0, 1000)).toEqual({ have: 1000 })
  expect(await refusalOf(piece(report, 0, 0, 1000))).toBe('wrong-offset')
  expect(await refusalOf(piece(report, 0, 1001, 2000))).toBe('wrong-offset')
  expect(await refusalOf(piece(report, 0, 1000, 1000))).toBe('bad-request')
  const long = { ...report, parts: report.parts.map((part) => ({ ...part, bytes: random(small + 1) })) }
  expect(await refusalOf(piece(long, 0, 1000, small + 1))).toBe('bad-request')
  const { missing } = await send(report)
  expect(missing).toEqual([{ sha256: report.parts[0]?.sha256, length: small, have: 1000 }])
})

test('51 a whole part of other bytes is refused, and can be sent again from the start', async () => {
  const report = newReport([desk()], [small])
  await send(report)
  const wrong = { ...report, parts: report.parts.map((part) => ({ ...part, bytes: random(small) })) }
  expect(await refusalOf(piece(wrong, 0, 0, small))).toBe('bad-part')
  expect((await send(report)).missing[0]?.have).toBe(0)
  const { receipt } = await piece(report, 0, 0, small)
  expect((await openReceipt(receipt ?? new Uint8Array(0), server.programme.logKey)).held).toBe(1)
})

test('51 an upload dropped at any byte of a piece goes on, and the part is whole in the end', async () => {
  const report = newReport([desk()], [small])
  await send(report)
  const step = 8192
  for (let from = 0; from < small; from += step) {
    const to = Math.min(from + step, small)
    for (const sent of [0, 1, 511, 4095, to - from - 1]) await sendTorn(report, from, to, Math.min(sent, to - from - 1))
    // What was torn was not taken: nothing but whole pieces counts.
    expect((await send(report)).missing[0]?.have).toBe(from)
    expect((await piece(report, 0, from, to)).have).toBe(to)
  }
  const sha256 = report.parts[0]?.sha256 ?? new Uint8Array(32)
  expect(await server.desk(0).call(getPart, { params: { reportId: report.reportId, sha256 } })).toEqual(
    report.parts[0]?.bytes,
  )
})

test('51 a part goes on after the server was stopped and started, and a late one still opens', async () => {
  const report = newReport([desk()], [small, large])
  const first = await send(report)
  await piece(report, 1, 0, 200_000)
  await server.close()
  server = await server.again()
  expect((await send(report)).missing.map(({ have }) => have)).toEqual([0, 200_000])
  await piece(report, 1, 200_000, 400_000)
  const { receipt } = await piece(report, 1, 400_000, large)
  const opened = await openReceipt(receipt ?? new Uint8Array(0), server.programme.logKey)
  const before = await openReceipt(first.receipt, server.programme.logKey)
  expect({ ...opened, held: before.held, bytes: before.bytes }).toEqual(before)
  expect(opened.held).toBe(2)
  const sha256 = report.parts[1]?.sha256 ?? new Uint8Array(32)
  const held = await server.desk(0).call(getPart, { params: { reportId: report.reportId, sha256 } })
  expect(held).toEqual(report.parts[1]?.bytes)
})

test('two phones that carry the same part at once do not harm it', async () => {
  const report = newReport([desk()], [large])
  await send(report)
  const carry = async () => {
    let have = 0
    for (let turns = 0; have < large && turns < 1000; turns++) {
      const answer = await piece(report, 0, have, Math.min(have + 30_000, large)).catch(
        (error: { details: { have?: number } }) => error.details,
      )
      have = answer.have ?? have
    }
    return have
  }
  expect(await Promise.all([carry(), carry(), carry()])).toEqual([large, large, large])
  const params = { reportId: report.reportId, sha256: report.parts[0]?.sha256 ?? new Uint8Array(32) }
  expect(sha256(await server.desk(0).call(getPart, { params }))).toEqual(params.sha256)
  // Held already: any piece is answered with the same receipt.
  expect(await piece(report, 0, 0, 10)).toEqual(await piece(report, 0, 500, 510))
})

test('a desk sees each part as it arrives, by what is newer than it saw', async () => {
  const report = newReport([desk()], [small, small])
  await send(report)
  let seq = 0
  const look = async () => {
    const items = await server.desk(0).call(listItems, { query: { after: seq } })
    seq = Math.max(seq, ...items.map((item) => item.seq))
    return items.find(({ reportId }) => reportId === report.reportId)?.parts.map(({ held }) => held)
  }
  expect(await look()).toEqual([false, false])
  await piece(report, 1, 0, small)
  expect(await look()).toEqual([false, true])
  await piece(report, 0, 0, small)
  expect(await look()).toEqual([true, true])
})
