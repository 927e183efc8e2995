// Rebuilds vectors/report.json with the second implementation, compares it with the file, and runs the product over it.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { hex, parseHex } from '@isnad/bytes'
import { parseDay, printDay } from '../src/days.ts'
import { foldText } from '../src/folding.ts'
import {
  type Bucket,
  encodeHeader,
  envelopeLength,
  parseHeader,
  sealedBlobLength,
  sealedBodyLength,
  slotLength,
} from '../src/header.ts'
import { deskIdOf, reportIdOf } from '../src/ids.ts'
import { type OperationPayload, encodeOperationPayload, parseOperationPayload } from '../src/operation.ts'
import { type Report, encodeReport, parseReport } from '../src/report.ts'
import { reportVectors } from './reference/vectors.ts'

const vectors = reportVectors()
type Shown = Omit<Report, 'attachments'> & {
  attachments: (Omit<Report['attachments'][number], 'sha256' | 'sha512'> & { sha256: string; sha512: string })[]
}
/** A report of the vectors with its digests as bytes. */
function reportOf(shown: object): Report {
  const report = shown as Shown
  const attachments = report.attachments.map((each) => ({
    ...each,
    ...{ sha256: parseHex(each.sha256), sha512: parseHex(each.sha512) },
  }))
  return { ...report, attachments }
}

test('4 vectors/report.json is what the second implementation makes', () => {
  const path = fileURLToPath(new URL('../../../vectors/report.json', import.meta.url))
  const made = `${JSON.stringify(vectors, null, 1)}\n`
  if (process.env['ISNAD_WRITE_VECTORS'] === '1') writeFileSync(path, made)
  expect(readFileSync(path, 'utf8') === made, 'vectors/report.json differs from what is built').toBe(true)
})
test('4 refused headers, bodies and payloads of the vectors are refused with their code', () => {
  for (const { why, header, code } of vectors.headers.refused)
    expect(() => parseHeader(parseHex(header)), why).toThrow(code)
  for (const { why, cbor, code, field } of vectors.bodies.refused)
    expect(() => parseReport(parseHex(cbor)), why).toThrow(expect.objectContaining({ code, field }))
  for (const { why, cbor } of vectors.operations.refused)
    expect(() => parseOperationPayload(parseHex(cbor)), why).toThrow('bad-operation')
})
test('4 headers and lengths of the vectors are those of the product', () => {
  for (const vector of vectors.headers.good) {
    const header = {
      bucket: vector.bucket as Bucket,
      reportId: reportIdOf(parseHex(vector.reportId)),
      desks: vector.desks.map(([deskId, epoch]) => ({ deskId: deskIdOf(parseHex(deskId)), epoch })),
      parts: vector.parts.map(([sha256, length]) => ({ sha256: parseHex(sha256), length })),
    }
    expect(hex(encodeHeader(header))).toBe(vector.header)
    const parsed = parseHeader(parseHex(vector.header))
    expect(parsed).toEqual({ version: 1, suite: 1, ...header, length: vector.length })
    expect(envelopeLength(parsed)).toBe(vector.envelopeLength)
    expect(header.reportId).toBe(vector.printed.reportId)
    expect(header.desks.map(({ deskId }) => deskId)).toEqual(vector.printed.desks)
  }
  expect(slotLength(1)).toBe(vectors.lengths.slot)
  expect([0, 1, 2].map((bucket) => sealedBodyLength(bucket as Bucket))).toEqual(vectors.lengths.bodies)
  for (const { bucket, sealed } of vectors.lengths.blobs) expect(sealedBlobLength(bucket)).toBe(sealed)
  for (const { day, date } of vectors.days) expect([printDay(day), parseDay(date)]).toEqual([date, day])
})
test('4 bodies and payloads of the vectors are made and read by the product', () => {
  for (const { report, cbor } of vectors.bodies.good) {
    expect(hex(encodeReport(reportOf(report)))).toBe(cbor)
    expect(parseReport(parseHex(cbor))).toEqual(reportOf(report))
  }
  for (const { payload, cbor } of vectors.operations.good) {
    expect(hex(encodeOperationPayload(payload as OperationPayload))).toBe(cbor)
    expect(parseOperationPayload(parseHex(cbor))).toEqual(payload)
  }
})
test('20 foldings of the vectors are those of the product', () => {
  for (const { text, folded } of vectors.foldings) expect(foldText(text ?? ''), text).toBe(folded)
})
