// Fetches the directory and hands on only what verifies; keeps the signed bytes beside it, which a receipt's file repeats.
import type { Bytes } from '@isnad/bytes'
import { type Directory, type Entry, openDirectory, type Seen } from '@isnad/directory'
import { type Client, getDirectory } from '@isnad/wire'
import { OutboxError } from './errors.ts'
import { reach } from './reach.ts'

export interface OnlineDirectory {
  readonly directory: Directory
  readonly entries: readonly Entry[]
  readonly head: Bytes
}

export interface DirectoryOptions {
  /** Days since 1970, by this phone's clock. A wrong clock makes the head look stale, and stops nothing. */
  readonly today: number
  readonly pinnedFingerprint?: string
  /** What this page saw before, so that a rollback or a fork shows. */
  readonly previous?: Seen
  readonly signal?: AbortSignal
}

/** @throws {OutboxError} `bad-directory`, `offline`, `later` */
export async function openDirectoryOnline(client: Client, options: DirectoryOptions): Promise<OnlineDirectory> {
  const { signal, ...rest } = options
  const { entries, head } = await reach(() => client.call(getDirectory, {}, signal === undefined ? {} : { signal }))
  try {
    return { directory: await openDirectory({ entries, head, ...rest }), entries, head }
  } catch (cause) {
    throw new OutboxError('bad-directory', { cause })
  }
}
