import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from './world.ts'

let server: TestServer
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'isnad-pages-'))
  await mkdir(join(folder, 'app', 'assets'), { recursive: true })
  const files = {
    'index.html': '<p>app',
    'viewer.html': '<p>viewer',
    'assets/a-1.js': 'let a',
    'assets/viewer-2.js': 'let v',
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, 'app', name), text)
  await writeFile(join(folder, 'app', 'assets', 'a-1.js.gz'), gzipSync('let a'))
  await writeFile(join(folder, 'secret'), 'secret')
  server = await startTestServer({ apps: { source: join(folder, 'app'), desk: join(folder, 'none') } })
})
afterAll(async () => {
  await server.remove()
  await rm(folder, { recursive: true })
})

test('nothing outside the app is served, nor where it was not built', async () => {
  for (const path of ['/../secret', '/%2e%2e/secret', '/assets/..%2f..%2fsecret', '/.env', '/assets']) {
    const response = await fetch(`${server.sourceUrl}${path}`)
    expect(response.status, path).toBeGreaterThanOrEqual(400)
    expect(await response.text()).not.toContain('secret')
  }
  expect((await fetch(server.deskUrl)).status).toBe(404)
})

test('70 pages have the app’s policy, and the viewer one that lets nothing out', async () => {
  const page = await fetch(server.sourceUrl)
  expect(await page.text()).toBe('<p>app')
  expect(page.headers.get('cache-control')).toBe('no-cache')
  const policy = page.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain("require-trusted-types-for 'script'")
  expect(policy).not.toMatch(/unsafe|blob: [^;]*script|data:/)
  const viewer = await fetch(`${server.sourceUrl}/viewer.html`)
  const viewerPolicy = viewer.headers.get('content-security-policy') ?? ''
  expect(viewerPolicy).toContain('sandbox allow-scripts')
  expect(viewerPolicy).not.toContain('connect-src')
  const script = await fetch(`${server.sourceUrl}/assets/viewer-2.js`)
  expect(script.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
})

test('assets are compressed beforehand and kept for good', async () => {
  const response = await fetch(`${server.sourceUrl}/assets/a-1.js`, { headers: { 'accept-encoding': 'gzip' } })
  expect(response.headers.get('content-encoding')).toBe('gzip')
  expect(response.headers.get('cache-control')).toContain('immutable')
  expect(response.headers.get('content-type')).toContain('javascript')
  expect(await response.text()).toBe('let a')
  expect((await fetch(`${server.sourceUrl}/assets/none.js`)).status).toBe(404)
})
