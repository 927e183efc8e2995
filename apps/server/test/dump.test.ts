import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hex, parseId } from '@isnad/bytes'
import { submitPiece, submitReport } from '@isnad/wire'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dumpData } from '../src/main.ts'
import { newReport, startTestServer, type TestServer } from './world.ts'

let server: TestServer
let out: string
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'isnad-dump-'))
  server = await startTestServer({ ownPostgres: true })
})
afterAll(async () => {
  await server.remove()
  await rm(out, { recursive: true })
})

test('a folder that holds no data, and a place that is taken, are refused', async () => {
  await expect(dumpData(join(out, 'nothing'), join(out, 'a'), '')).rejects.toThrow('no-data')
  await mkdir(join(out, 'full', 'x'), { recursive: true })
  await expect(dumpData(server.dataDir, join(out, 'full'), '')).rejects.toThrow('not-empty')
})

test('a copy beside a running server, and of a stopped one, holds all there is but the keys', async () => {
  const report = newReport([server.programme.desks[0].deskId], [65_608])
  const part = report.parts[0] ?? { sha256: new Uint8Array(32), bytes: new Uint8Array(0) }
  await server.source.call(submitReport, { params: { reportId: report.reportId }, body: report.envelope })
  const params = { reportId: report.reportId, sha256: part.sha256 }
  await server.source.call(submitPiece, { params, headers: { 'upload-offset': 0 }, body: part.bytes })
  await dumpData(server.dataDir, join(out, 'beside'), '')
  await server.close()
  await dumpData(server.dataDir, join(out, 'stopped'), '')
  for (const name of ['beside', 'stopped']) {
    const envelopes = await readFile(join(out, name, 'tables', 'envelopes.tsv'), 'utf8')
    expect(envelopes.split('\n')[0]).toBe('report_id\tday\tnonce\tbytes')
    expect(envelopes).toContain(hex(parseId(report.reportId, 16)))
    expect(envelopes).toContain(hex(report.envelope))
    const blob = await readFile(join(out, name, 'blobs', server.programme.desks[0].deskId, hex(part.sha256)))
    expect(new Uint8Array(blob)).toEqual(part.bytes)
    expect((await readdir(join(out, name))).sort()).toEqual(['blobs', 'tables'])
  }
  server = await server.again()
})
