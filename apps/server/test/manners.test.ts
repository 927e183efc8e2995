// What the server must not keep or say (docs/spec/api.md, "Manners").
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hex } from '@isnad/bytes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describe } from '../src/events.ts'
import { dumpData } from '../src/main.ts'
import { newReport, onDatabase, startTestServer, type TestServer } from './world.ts'

const canary = 'Kanarienvogel-7319'
let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ ownPostgres: true, metricsPort: 0, intervals: { log: 0.1, reply: 0.1, live: 1 } })
})
afterAll(() => server.remove())

async function* filesUnder(folder: string): AsyncGenerator<string, void, undefined> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) yield join(entry.parentPath, entry.name)
  }
}
async function filesWith(folder: string, needle: string): Promise<string[]> {
  const found: string[] = []
  for await (const file of filesUnder(folder)) {
    const content = await readFile(file).catch(() => Buffer.alloc(0))
    if (content.includes(needle)) found.push(file)
  }
  return found
}

test('44 no address, user agent or request line is in a file, row or line of the log', async () => {
  const report = newReport([server.programme.desks[0].deskId], [65_608])
  const part = report.parts[0] ?? { sha256: new Uint8Array(32), bytes: new Uint8Array(0) }
  const headers = {
    'user-agent': canary,
    'x-forwarded-for': '203.0.113.77',
    referer: `http://${canary}/`,
    cookie: canary,
  }
  const octets = { ...headers, 'content-type': 'application/octet-stream' }
  const ask = (path: string, init: RequestInit = {}) => fetch(`${server.sourceUrl}${path}`, { headers, ...init })
  await ask(`/envelopes/${report.reportId}?${canary}`, { method: 'PUT', headers: octets, body: report.envelope })
  const target = `/envelopes/${report.reportId}/parts/${hex(part.sha256)}`
  await ask(target, { method: 'PUT', headers: { ...octets, 'upload-offset': '0' }, body: part.bytes })
  for (const path of [`/${canary}`, `/replies/${canary}/0`, `/programme?${canary}`, '/%ff%fe'])
    await (await ask(path)).text()
  await fetch(`${server.deskUrl}/unlock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"${canary}":1}`,
  })
  const out = join(server.dataDir, 'copy')
  await dumpData(server.dataDir, out, '')
  for (const needle of [canary, '203.0.113.77', '127.0.0.1']) {
    expect(
      (await filesWith(server.dataDir, needle)).filter((file) => !/postgresql\.conf(\.sample)?$/.test(file)),
    ).toEqual([])
    expect(server.lines.join('')).not.toContain(needle)
  }
  // The search itself finds what is there.
  expect((await filesWith(join(out, 'tables'), hex(part.sha256))).length).toBeGreaterThan(0)
})

test('44 no column holds a moment, and the log names days', async () => {
  const url = new URL(
    (await readFile(join(server.dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[4] ?? '',
    'file:///',
  )
  const rows = await onDatabase(
    `postgresql://isnad@localhost/isnad?host=${encodeURIComponent(url.pathname)}`,
    (client) =>
      client.query<{ type: string }>(
        `select distinct data_type as type from information_schema.columns where table_schema = 'public'`,
      ),
  )
  const types = rows.rows.map(({ type }) => type).sort()
  expect(types).toEqual(['bigint', 'boolean', 'bytea', 'integer', 'smallint', 'text'])
  for (const line of server.lines) {
    const { day } = JSON.parse(line) as { day: string }
    expect(day).toMatch(/^\d{4}-\d\d-\d\d$/)
  }
})

test('70 every answer has its policy, and none sets a cookie or names the program', async () => {
  const paths = [server.sourceUrl, server.deskUrl, server.siteUrl].flatMap((url) =>
    ['/', '/health', '/none'].map((path) => url + path),
  )
  for (const path of [
    ...paths,
    `${server.sourceUrl}/directory`,
    `${server.siteUrl}/site.css`,
    `${server.deskUrl}/challenge`,
  ]) {
    const { headers } = await fetch(path)
    expect(headers.get('content-security-policy'), path).toMatch(/^default-src 'none';/)
    expect(headers.get('content-security-policy'), path).not.toMatch(/unsafe|\*|data:/)
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('permissions-policy')).toContain('camera=()')
    for (const name of ['set-cookie', 'server', 'x-powered-by', 'access-control-allow-origin'])
      expect(headers.has(name), name).toBe(false)
  }
})

test('metrics are counts on a loopback port, without desk or report', async () => {
  const text = await (await fetch(`http://127.0.0.1:${server.metricsPort}/metrics`)).text()
  expect(text).toContain('isnad_envelopes_total 1')
  expect(text).toContain('isnad_parts_total 1')
  for (const { deskId } of server.programme.desks) expect(text).not.toContain(deskId)
})

test('an unforeseen fault is told by class and place, never by its words', () => {
  const error = Object.assign(new RangeError(canary), { code: 'EXAMPLE', detail: canary })
  expect(JSON.stringify(describe(error))).toMatch(
    /^\{"error":"RangeError EXAMPLE","place":"apps\/server\/test\/manners.test.ts:\d+"\}$/,
  )
  expect(describe(canary)).toEqual({ error: 'string' })
})
