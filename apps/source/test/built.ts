// The built app, made once for the tests that look at it.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'

interface Chunk {
  readonly file: string
  readonly imports?: readonly string[]
  readonly css?: readonly string[]
}

export interface Built {
  readonly folder: string
  read(file: string): string
  /** The files a browser fetches for these sources, with what they import; `.js` and `.css`. */
  filesOf(...sources: string[]): string[]
  /** Bytes of files, each gzipped by itself at level 9. */
  gzipped(files: readonly string[]): number
}

let made: Promise<Built> | undefined
export const built = (): Promise<Built> => (made ??= make())

async function make(): Promise<Built> {
  const folder = mkdtempSync(join(tmpdir(), 'source-app-'))
  // In a process of its own: the test runner's environment would make it a build for developers.
  const vite = fileURLToPath(new URL('bin/vite.js', import.meta.resolve('vite/package.json')))
  await promisify(execFile)(process.execPath, [vite, 'build', '--outDir', folder, '--logLevel', 'error'], {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8')
  const manifest = JSON.parse(read('.vite/manifest.json')) as Record<string, Chunk>
  const page = [...read('index.html').matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map((found) => found[1]!)

  function reach(key: string, seen: Set<string>): void {
    const chunk = manifest[key]
    if (chunk === undefined) throw new Error(`${key} is not in the build`)
    if (seen.has(key)) return
    seen.add(key)
    for (const next of chunk.imports ?? []) reach(next, seen)
  }
  return {
    folder,
    read,
    filesOf(...sources) {
      const seen = new Set<string>()
      for (const source of sources) reach(source, seen)
      return [
        ...new Set([...page, ...[...seen].flatMap((key) => [manifest[key]!.file, ...(manifest[key]!.css ?? [])])]),
      ]
    },
    gzipped: (files) =>
      files.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file)), { level: 9 }).length, 0),
  }
}
