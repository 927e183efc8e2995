// Serves a built app: static files, compressed beforehand where that was done, with the app's policy.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { appPolicy, viewerPolicy } from './headers.ts'

/** Nothing is served where the app was not built. */
export async function servePages(app: FastifyInstance, folder: string | undefined): Promise<void> {
  if (folder === undefined || !existsSync(join(folder, 'index.html'))) return
  await app.register(fastifyStatic, {
    root: resolve(folder),
    wildcard: true,
    preCompressed: true,
    etag: true,
    lastModified: false,
    cacheControl: false,
    dotfiles: 'deny',
    serveDotFiles: false,
    setHeaders(reply, path) {
      const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.(gz|br)$/, '')
      reply.header('content-security-policy', name === 'viewer.html' ? viewerPolicy : appPolicy)
      // Assets carry the hash of their bytes in their name; pages and workers must be asked for again.
      const fixed = path.includes('/assets/')
      reply.header('cache-control', fixed ? 'public, max-age=31536000, immutable' : 'no-cache')
      // The viewer has an origin of its own, to which even its own script is somebody else's.
      if (/^viewer[.-]/.test(name)) reply.header('cross-origin-resource-policy', 'cross-origin')
    },
  })
}
