import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../run.mjs'

const clean = { PATH: process.env['PATH'], HOME: process.env['HOME'] }

/** Every file under a folder with the digest of its bytes. */
function digests(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true }).map(String).sort()
  const files = names.filter((name) => statSync(join(folder, name)).isFile())
  return Object.fromEntries(
    files.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  )
}

test('72 two builds are byte-equal, and name no folder of the machine', async () => {
  const [first, second] = [
    mkdtempSync(join(tmpdir(), 'isnad-build-a-')),
    mkdtempSync(join(tmpdir(), 'isnad-build-bb-')),
  ]
  try {
    for (const [into, env] of [
      [first, { TZ: 'Asia/Baghdad', LANG: 'ar_IQ.UTF-8' }],
      [second, { TZ: 'UTC', LANG: 'C', NODE_ENV: 'development' }],
    ] as const)
      execFileSync(process.execPath, [`${root}/scripts/build.mjs`, into], { cwd: tmpdir(), env: { ...clean, ...env } })
    const files = digests(first)
    for (const entry of ['apps/cli/dist/main.js', 'apps/source/dist/index.html', 'apps/desk/dist/index.html'])
      expect(Object.keys(files)).toContain(entry)
    expect(digests(second)).toEqual(files)
    for (const name of Object.keys(files)) {
      const text = readFileSync(join(first, name), 'latin1')
      expect(text.includes(root) || text.includes(first), name).toBe(false)
      expect(name.endsWith('.map') || text.includes('sourceMappingURL='), name).toBe(false)
    }
  } finally {
    rmSync(first, { recursive: true })
    rmSync(second, { recursive: true })
  }
}, 300_000)
