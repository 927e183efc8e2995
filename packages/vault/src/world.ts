// What a session is given of the world, so that a test needs no waiting and no browser.
import type { Random } from '@isnad/crypto'

export interface World {
  readonly fetch: typeof globalThis.fetch
  /** The desk's origin; empty for the page's own. */
  readonly baseUrl: string
  readonly random: Random
  /** Unix milliseconds by this device's clock. */
  now(): number
  /** Ends early when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}
