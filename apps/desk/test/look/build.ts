// Builds the desk over its vault in memory, with the policy and the picture frame of the real one, and serves it.
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import type { AddressInfo } from 'node:net'
import { build, mergeConfig } from 'vite'
import { appPolicy, viewerPolicy } from '../../policy.ts'
import desk from '../../vite.config.ts'

const data = process.env['ISNAD_TEST_DATA'] ?? join(import.meta.dirname, '../../../../../shared/data')
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.jpg': 'image/jpeg',
}

export interface Served {
  url: string
  /** Paths that were asked for, in order. */
  asked: string[]
  close(): Promise<void>
}

export async function serveLook(port = 0): Promise<Served> {
  const outDir = await mkdtemp(join(tmpdir(), 'isnad-desk-look-'))
  await build(
    mergeConfig(desk, {
      root: import.meta.dirname,
      publicDir: '../../public',
      logLevel: 'error',
      build: { outDir, emptyOutDir: true },
    }),
  )
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const path = normalize(new URL(request.url ?? '/', 'http://x').pathname)
    const file = path.startsWith('/data/')
      ? join(data, path.slice(6))
      : join(outDir, path === '/' ? 'index.html' : path)
    if (!existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end()
    response.writeHead(200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': path === '/viewer.html' ? `sandbox allow-scripts; ${viewerPolicy}` : appPolicy,
      'x-content-type-options': 'nosniff',
    })
    createReadStream(file).pipe(response)
  })
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await rm(outDir, { recursive: true, force: true })
    },
  }
}
