// Which implementation runs a suite on this platform, chosen once.
import { subtle } from './platform.ts'
import type { Scheme, Suite } from './scheme.ts'

const chosen = new Map<Suite, Promise<Scheme>>()

/** @throws {CryptoError} `no-webcrypto` */
export function schemeOf(suite: Suite): Promise<Scheme> {
  subtle()
  const known = chosen.get(suite)
  if (known !== undefined) return known
  const choosing = choose(suite)
  chosen.set(suite, choosing)
  // Code that did not arrive for want of network is asked for again the next time.
  choosing.catch(() => chosen.delete(suite))
  return choosing
}

/**
 * Fetches and tries what runs a suite, before it is known whether it will be needed: where code is fetched on first use,
 * a watcher of the line would otherwise see that something was found to open. @throws {CryptoError} `no-webcrypto`
 */
export async function prepareSuite(suite: Suite): Promise<void> {
  await schemeOf(suite)
}

async function choose(suite: Suite): Promise<Scheme> {
  if (suite === 1) return (await import('./suite1.ts')).chooseSuite1()
  return (await import('./suite2.ts')).chooseSuite2()
}
