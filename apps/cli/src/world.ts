// The command line's part of the world: this machine's clock, network and randomness.
import { setTimeout as sleepFor } from 'node:timers/promises'
import { random } from '@isnad/crypto'
import { usage } from './errors.ts'

/** Waits, and ends early when the signal aborts. */
async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  await sleepFor(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined)
}

export const clock = { now: () => Date.now(), sleep }

export const worldAt = (baseUrl: string) => ({ ...clock, baseUrl, fetch: globalThis.fetch, random })

/** An origin as given, without the slash at its end. @throws {CommandError} `usage` */
export function parseOrigin(text: string, option: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^https?:$/.test(url.protocol))
    throw usage(`--${option} takes an address such as http://127.0.0.1:8080`)
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}
