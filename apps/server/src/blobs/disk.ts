// Parts on a disk: written to a file beside, synced, verified, renamed, and the folder synced (docs/spec/delivery.md).
import { constants, mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { compare, hex } from '@isnad/bytes'
import { newSha256 } from '@isnad/crypto'
import { dayOf } from '@isnad/model'
import { WireError } from '@isnad/wire'
import type { BlobKey, Blobs, Incoming } from './blobs.ts'
import { newFew } from './few.ts'

const dayMs = 86_400_000
const block = 256 * 1024
/** Parts that are read back at a time. */
const mostVerified = 4

/** @param clock Unix milliseconds; files are dated to the day by it, never finer */
export async function openDiskBlobs(folder: string, clock: () => number): Promise<Blobs> {
  const few = newFew(mostVerified)
  const incomingFolder = join(folder, 'incoming')
  await mkdir(incomingFolder, { recursive: true, mode: 0o700 })
  const incomingPath = ({ reportId, place }: Incoming) => join(incomingFolder, `${reportId}-${place}`)
  const finalPath = ({ deskId, sha256 }: BlobKey) => join(folder, deskId, hex(sha256))
  const today = () => new Date(dayOf(clock()) * dayMs)
  // A folder is dated by what is made and removed in it.
  const touch = (path: string) => unlessAbsent(utimes(path, today(), today()))

  return {
    received: (incoming) => guarded(async () => (await sizeOf(incomingPath(incoming))) ?? 0),
    append: (incoming, offset, piece) =>
      guarded(async () => {
        await append(incomingPath(incoming), offset, piece, today())
        if (offset === 0) await touch(incomingFolder)
      }),
    finish: (incoming, key) =>
      guarded(async () => {
        const path = incomingPath(incoming)
        if (!(await few(() => hasDigest(path, key.sha256)))) {
          await rm(path, { force: true })
          return 'mismatch'
        }
        const home = join(folder, key.deskId)
        if ((await mkdir(home, { recursive: true, mode: 0o700 })) !== undefined) await syncFolder(folder)
        await rename(path, finalPath(key))
        await touch(home)
        await touch(incomingFolder)
        await syncFolder(home)
        return 'kept'
      }),
    open: (key) => guarded(() => openWhole(finalPath(key))),
    remove: (key) =>
      guarded(async () => {
        await rm(finalPath(key), { force: true })
        await touch(join(folder, key.deskId))
      }),
    removeUnfinished: (before) =>
      guarded(async () => {
        const count = await removeOlder(incomingFolder, before)
        await touch(incomingFolder)
        return count
      }),
  }
}

async function append(path: string, offset: number, piece: Uint8Array, day: Date): Promise<void> {
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT, 0o600)
  try {
    for (let done = 0; done < piece.length;) {
      done += (await file.write(piece, done, piece.length - done, offset + done)).bytesWritten
    }
    await file.utimes(day, day)
    await file.datasync()
  } catch (error) {
    // A piece written in part would look like one received: back to where the last one ended.
    await file.truncate(offset).catch(() => undefined)
    throw error
  } finally {
    await file.close()
  }
}

/** Reads back what is on the disk, then syncs data and length. */
async function hasDigest(path: string, sha256: Uint8Array): Promise<boolean> {
  const file = await open(path, 'r+')
  try {
    const state = newSha256()
    const buffer = Buffer.allocUnsafe(block)
    for (let at = 0; ;) {
      const { bytesRead } = await file.read(buffer, 0, block, at)
      if (bytesRead === 0) break
      state.update(buffer.subarray(0, bytesRead))
      at += bytesRead
    }
    if (compare(state.digest(), sha256) !== 0) return false
    await file.sync()
    return true
  } finally {
    await file.close()
  }
}

async function openWhole(path: string) {
  const file = await unlessAbsent(open(path))
  if (file === undefined) return undefined
  const { size } = await file.stat()
  return { length: size, stream: file.createReadStream({ highWaterMark: block }) }
}

async function removeOlder(folder: string, before: number): Promise<number> {
  let count = 0
  for (const name of await readdir(folder)) {
    const { mtimeMs } = await stat(join(folder, name))
    if (dayOf(mtimeMs) >= before) continue
    await rm(join(folder, name), { force: true })
    count++
  }
  return count
}

const sizeOf = async (path: string): Promise<number | undefined> => (await unlessAbsent(stat(path)))?.size

async function unlessAbsent<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path)
  await folder.sync().finally(() => folder.close())
}

const refused: readonly string[] = ['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EACCES', 'EPERM', 'EMFILE', 'ENFILE']

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (refused.includes((error as NodeJS.ErrnoException).code ?? ''))
      throw new WireError('no-room', {}, { cause: error })
    throw error
  }
}
