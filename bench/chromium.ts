// The real browser of the figures: the one the tests run in.
import { type Browser, chromium } from 'playwright-core'
import { chromiumArgs, findChromium } from '../scripts/chromium.mjs'

/** Runs work in a browser of its own, which ends with it. */
export async function inChromium<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('No Chromium: set CHROMIUM_PATH.')
  const browser = await chromium.launch({ executablePath, args: chromiumArgs })
  try {
    return await work(browser)
  } finally {
    await browser.close()
  }
}
