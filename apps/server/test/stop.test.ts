import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { request } from 'node:https'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hex } from '@isnad/bytes'
import { submitReport } from '@isnad/wire'
import { expect, test } from 'vitest'
import { newReport, startTestServer } from './world.ts'

test('calls that hang do not keep a server from ending within ten seconds, with what was acknowledged', async () => {
  const server = await startTestServer({ ownPostgres: true })
  const report = newReport([server.programme.desks[0].deskId], [65_608])
  const call = { params: { reportId: report.reportId }, body: report.envelope }
  const { receipt } = await server.source.call(submitReport, call)
  const ticks = server.desk(0).live()
  await ticks.next()
  const { hostname, port } = new URL(server.sourceUrl)
  const hung = connect(Number(port), hostname)
  hung.on('error', () => undefined)
  const target = `/envelopes/${report.reportId}/parts/${hex(report.parts[0]?.sha256 ?? new Uint8Array(32))}`
  hung.write(
    `PUT ${target} HTTP/1.1\r\nhost: a\r\ncontent-type: application/octet-stream\r\ncontent-length: 9999\r\nupload-offset: 0\r\n\r\nabc`,
  )
  await new Promise((resolve) => setTimeout(resolve, 100))
  const start = performance.now()
  await server.close()
  expect(performance.now() - start).toBeLessThan(10_000)
  const again = await server.again()
  expect((await again.source.call(submitReport, call)).receipt).toEqual(receipt)
  await again.remove()
}, 60_000)

const hasOpenssl = spawnSync('openssl', ['version']).status === 0

test.skipIf(!hasOpenssl)('with a certificate every origin speaks TLS', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'isnad-tls-'))
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  const how = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  spawnSync('openssl', [...how, ...subject, '-keyout', keyFile, '-out', certFile])
  const server = await startTestServer({ tls: { certFile, keyFile } })
  const ca = await readFile(certFile)
  const statusOf = (url: string) =>
    new Promise((resolve, reject) => {
      const call = request(url, { ca }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      call.once('error', reject)
      call.end()
    })
  for (const url of [server.sourceUrl, server.deskUrl, server.siteUrl]) {
    expect(url).toMatch(/^https:/)
    expect(await statusOf(`${url}/health`)).toBe(200)
  }
  await server.remove()
  await rm(folder, { recursive: true })
})
