// The one Chromium of a test run: where it lies and how it is started.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** What keeps a headless Chromium quiet on a closed network, and lets root start it. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * `CHROMIUM_PATH`, else a chromium or chrome on the path.
 *
 * @returns {string | undefined} a path that exists
 */
export function findChromium() {
  const named = process.env['CHROMIUM_PATH']
  if (named) return existsSync(named) ? named : undefined
  for (const folder of (process.env['PATH'] ?? '').split(delimiter))
    for (const name of ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'])
      if (folder && existsSync(join(folder, name))) return join(folder, name)
  return undefined
}
