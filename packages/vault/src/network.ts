// Refusals of the wire in this package's words.
import { passes, WireError } from '@isnad/wire'
import { VaultError } from './errors.ts'

/** Runs a call. @throws {VaultError} `offline`, `server-away`, `removed`, `refused` in place of a `WireError` */
export async function reach<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (cause) {
    throw wordsFor(cause)
  }
}

function wordsFor(cause: unknown): unknown {
  if (!(cause instanceof WireError)) return cause
  if (cause.code === 'no-answer') return new VaultError('offline', { cause })
  if (cause.code === 'not-signed') return new VaultError('removed', { cause })
  return new VaultError(passes(cause.code) ? 'server-away' : 'refused', { cause })
}

/** True where the network or the server is away for now. */
export const isAway = (error: unknown): boolean =>
  error instanceof VaultError && (error.code === 'offline' || error.code === 'server-away')
