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

async function choose(suite: Suite): Promise<Scheme> {
  if (suite === 1) return (await import('./suite1.ts')).chooseSuite1()
  return (await import('./suite2.ts')).chooseSuite2()
}
