// Calls whose refusals come in this package's words.
import { passes, WireError } from '@isnad/wire'
import { OutboxError } from './errors.ts'

/** @throws {OutboxError} `offline`, `later`, `refused` in place of a `WireError` */
export async function reach<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (cause) {
    if (!(cause instanceof WireError)) throw cause
    if (cause.code === 'no-answer' || cause.code === 'bad-answer') throw new OutboxError('offline', { cause })
    throw new OutboxError(passes(cause.code) ? 'later' : 'refused', { cause })
  }
}
