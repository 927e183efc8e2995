// The run's one Chromium, and pages as a phone or a desk has them.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { chromiumArgs, findChromium } from '../scripts/chromium.mjs'

/** Undefined where there is no Chromium: journeys then say that they are left out. */
export const chromiumPath = findChromium()

export async function openBrowser(): Promise<Browser> {
  const endpoint = process.env['ISNAD_BROWSER']
  if (endpoint) return await chromium.connect(endpoint)
  if (chromiumPath === undefined) throw new Error('no Chromium')
  return await chromium.launch({ executablePath: chromiumPath, args: chromiumArgs })
}

export interface PageWish {
  readonly language: 'ar' | 'en'
  readonly width: number
  readonly height: number
  readonly dark?: boolean
}

/** A page with storage of its own, which fails the test on any error in it. */
export async function openPage(browser: Browser, wish: PageWish): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: wish.width, height: wish.height },
    locale: wish.language,
    colorScheme: wish.dark ? 'dark' : 'light',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  page.on('pageerror', (error) => {
    throw error
  })
  return page
}

const pictures = process.env['ISNAD_PICTURES']
let taken = 0
/** Keeps a picture of the page where `ISNAD_PICTURES` names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!pictures) return
  await mkdir(pictures, { recursive: true })
  const number = String(++taken).padStart(3, '0')
  await page.screenshot({ path: join(pictures, `${number}-${name}.png`), animations: 'disabled' })
}
