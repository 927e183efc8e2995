// Files that are whole or not there.
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Written, and flushed to the disk. The folder must be there. */
export async function writeDurably(file: string, content: string | Uint8Array, mode: number): Promise<void> {
  const handle = await open(file, 'w', mode)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Written beside its place and moved there, so that a reader finds the whole of it or nothing. */
export async function replaceFile(file: string, content: string | Uint8Array, mode: number): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const draft = `${file}.new`
  await rm(draft, { force: true })
  await writeDurably(draft, content, mode)
  await rename(draft, file)
  await syncFolder(dirname(file))
}

/** Makes a rename in the folder last. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  await handle.sync().finally(() => handle.close())
}
