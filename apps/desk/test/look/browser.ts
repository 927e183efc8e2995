// A browser of the whole test run, or one of its own, and the desk on a page of it.
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { chromiumArgs, findChromium } from '../../../../scripts/chromium.mjs'

export async function startBrowser(): Promise<Browser> {
  const endpoint = process.env['ISNAD_BROWSER']
  if (endpoint) return chromium.connect(endpoint)
  const executablePath = findChromium()
  return chromium.launch({ args: chromiumArgs, ...(executablePath ? { executablePath } : {}) })
}

/** 27 digits: the fake vault takes any. */
export const CODE = '000 111 222 333 444 555 666 777 888'

export interface Wish {
  language?: 'ar' | 'en'
  theme?: 'light' | 'dark'
  width?: number
  scene?: string
  reports?: number
  /** Before the page loads. */
  before?: (page: Page) => Promise<void>
  context?: BrowserContextOptions
}

/** What a page did that it should not: faults, refusals of the policy. */
export interface Watched {
  page: Page
  faults: string[]
}

export async function lockedDesk(browser: Browser, url: string, wish: Wish = {}): Promise<Watched> {
  const { language = 'en', theme = 'light', width = 1440, scene = '', reports = 40 } = wish
  const context = await browser.newContext({ viewport: { width, height: 900 }, ...wish.context })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico')) faults.push(message.text())
  })
  await wish.before?.(page)
  await page.goto(`${url}/?lang=${language}&theme=${theme}&scene=${scene}&reports=${reports}`)
  return { page, faults }
}

export async function openDesk(browser: Browser, url: string, wish: Wish = {}): Promise<Watched> {
  const watched = await lockedDesk(browser, url, wish)
  await watched.page.getByTestId('code').fill(CODE)
  await watched.page.getByTestId('unlock').click()
  await watched.page.getByTestId('connection').waitFor()
  return watched
}

export async function openReport(page: Page, at = 0): Promise<void> {
  await page.getByTestId('report-row').nth(at).click()
  await page.getByTestId('chain').waitFor()
}
