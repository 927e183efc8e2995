import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { random, sha256 } from '@isnad/crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDiskBlobs } from '../src/blobs/disk.ts'
import { testBlobs } from './blobs.contract.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'isnad-blobs-'))
})
afterAll(() => rm(folder, { recursive: true }))

const noon = Date.UTC(2026, 10, 24, 12, 34, 56)

describe('disk', () => testBlobs(() => openDiskBlobs(folder, () => noon)))

test('44 files and their folders are dated to the day', async () => {
  const blobs = await openDiskBlobs(folder, () => noon)
  const bytes = random(2000)
  await blobs.append({ reportId: 'a', place: 0 }, 0, bytes.subarray(0, 1000))
  await blobs.append({ reportId: 'b', place: 0 }, 0, bytes)
  await blobs.finish({ reportId: 'b', place: 0 }, { deskId: 'desk', sha256: sha256(bytes) })
  const names = await readdir(folder, { recursive: true })
  expect(names.length).toBeGreaterThanOrEqual(4)
  for (const name of names) {
    const { mtimeMs } = await stat(join(folder, name))
    expect([name, mtimeMs % 86_400_000]).toEqual([name, 0])
  }
})
