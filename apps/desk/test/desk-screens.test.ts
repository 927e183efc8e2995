// The desk over a vault in memory, in a real browser: what a member does at it, by mouse and by keys.
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CODE, lockedDesk, openDesk, openReport, startBrowser } from './look/browser.ts'
import { serveLook, type Served } from './look/build.ts'

let browser: Browser
let look: Served

beforeAll(async () => {
  ;[browser, look] = await Promise.all([startBrowser(), serveLook()])
}, 120_000)
afterAll(async () => {
  await browser.close()
  await look.close()
})

const close = (page: Page): Promise<void> => page.context().close()
const sending = (page: Page, state: string): Promise<void> =>
  page.locator(`[data-testid=sending][data-state=${state}]`).first().waitFor()

describe('unlocking', () => {
  test('a code that is too short, mixed or unknown is refused in words, and stays in the field', async () => {
    const { page } = await lockedDesk(browser, look.url, { scene: 'wrong-code' })
    const refusal = page.getByTestId('refusal')
    await page.getByTestId('unlock').click()
    expect(await refusal.innerText()).toContain('Enter your code first')
    await page.getByTestId('code').fill('123 45')
    await page.getByTestId('unlock').click()
    expect(await refusal.innerText()).toContain('5 digits are here')
    await page.getByTestId('code').fill('123 olive')
    await page.getByTestId('unlock').click()
    expect(await refusal.innerText()).toContain('mixed')
    await page.getByTestId('code').fill(CODE)
    await page.getByTestId('unlock').click()
    await page.getByText('This code opens no desk here').waitFor()
    expect(await page.getByTestId('code').inputValue()).toBe(CODE)
    await close(page)
  })

  test('a mistyped word is told by its place', async () => {
    const { page } = await lockedDesk(browser, look.url, { scene: 'unknown-word', language: 'ar' })
    await page.getByTestId('code').fill('زيتون نهر فانوس سلم نحاس شتاء باب كرسي')
    await page.getByTestId('unlock').click()
    await page.getByText('الكلمة 3 ليست في أي قائمة كلمات').waitFor()
    expect(await page.getByTestId('code-read').locator('li').nth(2).getAttribute('class')).toContain('wrong')
    await close(page)
  })

  test('a demo says so before the code is typed', async () => {
    const { page } = await lockedDesk(browser, look.url)
    expect(await page.getByTestId('demo').innerText()).toContain('keeps nothing secret')
    await close(page)
  })
})

test('a report that comes appears by itself and is announced once', async () => {
  const { page } = await openDesk(browser, look.url, { reports: 3 })
  await page.getByTestId('view-all').click()
  await page.getByTestId('report-row').nth(2).waitFor()
  expect(await page.getByTestId('news').innerText()).toBe('')
  await page.evaluate(() => {
    const [next] = window.waiting ?? []
    if (next) window.vault?.arrive(next)
  })
  await page.getByTestId('report-row').nth(3).waitFor()
  expect(await page.getByTestId('news').innerText()).toMatch(/^A new report: /)
  await close(page)
})

test('opening a report is shown to the desk; acknowledging and answering reach the history', async () => {
  const { page, faults } = await openDesk(browser, look.url)
  await openReport(page)
  expect(await page.getByTestId('chain').getByRole('listitem').nth(1).innerText()).toContain('Read')
  await page.getByTestId('acknowledge').click()
  await sending(page, 'sent')
  await page.getByTestId('answer-text').fill('شكراً لك')
  await page.getByTestId('answer').click()
  await page.getByTestId('told').nth(1).waitFor()
  expect(await page.getByTestId('told').first().innerText()).toContain('شكراً لك')
  expect(await page.getByTestId('answer-text').inputValue()).toBe('')
  expect(faults).toEqual([])
  await close(page)
})

test('an answer given without a connection waits, and goes once when it is back', async () => {
  const { page } = await openDesk(browser, look.url)
  await openReport(page)
  await page.evaluate(() => void (window.vault && (window.vault.stage.offline = true)))
  await page.evaluate(() => window.dispatchEvent(new Event('offline')))
  await page.getByTestId('offline').waitFor()
  await page.getByTestId('answer-text').fill('wait for me')
  await page.getByTestId('answer').click()
  await sending(page, 'waiting')
  await page.getByTestId('offline').waitFor()
  expect(await page.getByTestId('answer-text').inputValue()).toBe('wait for me')
  await page.evaluate(() => {
    if (window.vault) window.vault.stage.offline = false
    window.dispatchEvent(new Event('online'))
  })
  await page.getByTestId('told').waitFor()
  expect(await page.getByTestId('told').count()).toBe(1)
  expect(await page.getByTestId('offline').count()).toBe(0)
  await close(page)
})

test('an answer that arrived although its reply was lost is not sent again', async () => {
  const { page } = await openDesk(browser, look.url)
  await openReport(page)
  await page.evaluate(() => void (window.vault && (window.vault.stage.loseReply = true)))
  await page.getByTestId('answer-text').fill('only once')
  await page.getByTestId('answer').click()
  await sending(page, 'waiting')
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await sending(page, 'sent')
  expect(await page.getByTestId('told').count()).toBe(1)
  await close(page)
})

test('words that do not fit cannot be sent, and the counter says by how much', async () => {
  const { page } = await openDesk(browser, look.url)
  await openReport(page)
  await page.getByTestId('answer-text').fill('س'.repeat(440))
  expect(await page.getByTestId('answer-text-left').innerText()).toBe('846 bytes left in reply 2 of 4')
  await page.getByTestId('answer-text').fill('س'.repeat(1727))
  expect(await page.getByTestId('answer-text-left').innerText()).toBe('2 bytes too long')
  expect(await page.getByTestId('answer').getAttribute('aria-disabled')).toBe('true')
  await close(page)
})

describe('lock', () => {
  test('67 Alt L lets go of the session, also while typing; what was typed comes back to the same member', async () => {
    const { page } = await openDesk(browser, look.url)
    await openReport(page)
    await page.getByTestId('answer-text').fill('half a sentence')
    await page.keyboard.press('Alt+KeyL')
    await page.getByTestId('locked-why').waitFor()
    expect(await page.evaluate(() => window.vault?.locked())).toBe(true)
    expect(await page.locator('body').innerText()).not.toContain('half a sentence')
    expect(await page.getByTestId('locked-why').innerText()).toContain('One unsent answer waits')
    await page.getByTestId('code').fill(CODE)
    await page.getByTestId('unlock').click()
    await openReport(page)
    expect(await page.getByTestId('answer-text').inputValue()).toBe('half a sentence')
    await close(page)
  })

  test('nine minutes without a sign warn, ten lock', async () => {
    const { page } = await openDesk(browser, look.url, {
      before: (fresh) => fresh.clock.install({ time: new Date('2026-11-25T09:12:00+03:00') }),
    }).catch(() => ({ page: null }))
    if (!page) throw new Error('the desk did not open under a test clock')
    await page.clock.runFor(9 * 60_000 + 1500)
    await page.getByRole('alertdialog').waitFor()
    await page.getByRole('button', { name: 'Stay open' }).click()
    expect(await page.getByRole('alertdialog').count()).toBe(0)
    await page.clock.runFor(10 * 60_000 + 1500)
    await page.getByTestId('locked-why').waitFor()
    await close(page)
  })
})

test('keys walk the list without opening, open, go back, find, and answer', async () => {
  const { page } = await openDesk(browser, look.url)
  await page.getByTestId('report-row').first().waitFor()
  await page.keyboard.press('KeyJ')
  await page.keyboard.press('KeyJ')
  const focused = (): Promise<string | undefined> =>
    page.evaluate(() => (document.activeElement instanceof HTMLElement ? document.activeElement.dataset['report'] : ''))
  const second = await page.getByTestId('report-row').nth(1).getAttribute('data-report')
  expect(await focused()).toBe(second)
  expect(await page.getByTestId('report').count()).toBe(0)
  await page.keyboard.press('Enter')
  await page.getByTestId('chain').waitFor()
  await page.keyboard.press('KeyA')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('answer-text')
  await page.keyboard.press('KeyJ')
  expect(await page.getByTestId('answer-text').inputValue()).toBe('j')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.getByTestId('no-report').waitFor()
  expect(await focused()).toBe(second)
  await page.keyboard.press('Slash')
  await page.keyboard.type('zzzz')
  await page.getByTestId('list-not-found').waitFor()
  await page.keyboard.press('Escape')
  expect(await page.getByRole('searchbox').inputValue()).toBe('')
  await close(page)
})

test('the list finds a place in another spelling and language', async () => {
  const { page } = await openDesk(browser, look.url)
  await page.getByTestId('view-all').click()
  await page.getByRole('searchbox').fill('زمّار')
  await page.waitForFunction(() => document.querySelectorAll('[data-testid=report-row]').length > 0)
  const rows = await page.getByTestId('report-row').allInnerTexts()
  expect(rows.every((row) => row.includes('Zummar') || row.includes('زمار'))).toBe(true)
  await close(page)
})

test('a picture is covered until chosen, drawn anew, and refused when its fingerprint differs', async () => {
  const { page, faults } = await openDesk(browser, look.url, { reports: 160 })
  await page.getByTestId('view-all').click()
  await page
    .getByTestId('report-row')
    .filter({ has: page.getByTitle(/attachment/) })
    .first()
    .click()
  const picture = page.getByTestId('picture').first()
  expect(await picture.getAttribute('data-state')).toBe('covered')
  await page.evaluate(() => void (window.vault && (window.vault.stage.fingerprintDiffers = true)))
  await page.getByRole('button', { name: 'Look at picture 1' }).click()
  await page.locator('[data-testid=picture][data-state=differs]').waitFor()
  await page.evaluate(() => void (window.vault && (window.vault.stage.fingerprintDiffers = false)))
  await picture.getByRole('button', { name: 'Ask for it again' }).click()
  await page.locator('[data-testid=picture][data-state=drawn]').waitFor()
  // A press inside the frame keeps no key from the desk.
  await page.locator('iframe').click()
  await page.keyboard.press('Alt+KeyL')
  await page.getByTestId('locked-why').waitFor()
  expect(faults).toEqual([])
  await close(page)
})

test('an original is kept as a file only after its price was said', async () => {
  const { page } = await openDesk(browser, look.url, { reports: 160 })
  await page.getByTestId('view-all').click()
  await page
    .getByTestId('report-row')
    .filter({ has: page.getByTitle(/attachment/) })
    .first()
    .click()
  await page.getByTestId('original').first().getByRole('button').click()
  expect(await page.getByRole('dialog').innerText()).toContain('hidden data')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save the file' }).click()
  expect((await download).suggestedFilename()).toMatch(/^[0-9a-z]{8}-\d+\.jpg$/)
  await close(page)
})

test.each([
  ['in-order', '', 'the log is the server’s word'],
  ['not-yet-published', 'unpublished', 'Not in the public log yet'],
  ['not-checked', 'unchecked', 'The log was not checked'],
  ['contradiction', 'contradiction', 'The log contradicts the receipt'],
])('the proof line says %s in words', async (state, scene, words) => {
  const { page } = await openDesk(browser, look.url, { scene })
  await openReport(page)
  await page.locator(`[data-testid=proof][data-state=${state}]`).waitFor()
  const said = await page.getByTestId('proof').innerText()
  expect(said).toContain(words)
  expect(said).toContain('the log is the server’s word')
  await close(page)
})

test('the language changes in place: the open report and what is typed stay', async () => {
  const { page } = await openDesk(browser, look.url)
  await openReport(page)
  await page.getByTestId('answer-text').fill('kept')
  await page.getByTestId('language').first().click()
  expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
    'ar',
    'rtl',
  ])
  expect(await page.getByTestId('answer-text').inputValue()).toBe('kept')
  expect(await page.getByTestId('acknowledge').innerText()).toBe('أشعِر بالوصول')
  await close(page)
})

test.each(['empty', 'failing', 'slow'])('an inbox that is %s says so in words', async (scene) => {
  const { page } = await openDesk(browser, look.url, { scene })
  const kinds: Record<string, string> = { empty: 'empty', failing: 'failed', slow: 'loading' }
  await page.getByTestId(`list-${kinds[scene]}`).waitFor()
  expect((await page.getByTestId(`list-${kinds[scene]}`).innerText()).length).toBeGreaterThan(20)
  await close(page)
})

describe('every screen stands up to axe, fits, and breaks no policy', () => {
  const cases = (['en', 'ar'] as const).flatMap((language) =>
    [360, 720, 1024, 1440].map((width, i) => ({
      language,
      width,
      theme: i % 2 ? ('dark' as const) : ('light' as const),
    })),
  )
  test.each(cases)('70 $language, $width px, $theme', async ({ language, width, theme }) => {
    const { page, faults } = await lockedDesk(browser, look.url, { language, width, theme })
    await sound(page)
    await page.getByTestId('code').fill(CODE)
    await sound(page)
    await page.getByTestId('unlock').click()
    await page.getByTestId('report-row').first().waitFor()
    await sound(page)
    await openReport(page)
    await page.getByTestId('proof').waitFor()
    await sound(page)
    expect(faults).toEqual([])
    await close(page)
  })
})

/** No fault of axe, nothing wider than the screen, no text or target under its floor, at any size of text. */
async function sound(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([])
  expect(await page.evaluate(underFloor)).toEqual([])
  for (const size of ['200%', '']) {
    await page.evaluate((fontSize) => void (document.documentElement.style.fontSize = fontSize), size)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  }
}

/** What is smaller than the desk allows: text under 12 px, a target under 34. */
function underFloor(): string[] {
  const seen = (element: Element): boolean => element.checkVisibility() && element.getBoundingClientRect().width > 1
  const name = (element: Element): string => `${element.tagName} ${element.textContent?.trim().slice(0, 40)}`
  const texts = [...document.querySelectorAll('body *')].filter(
    (element) =>
      seen(element) &&
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()) &&
      Number.parseFloat(getComputedStyle(element).fontSize) < 12,
  )
  const targets = [...document.querySelectorAll('button, input, textarea, summary, a')].filter(
    (element) => seen(element) && element.getBoundingClientRect().height < 33.5 && !element.matches('[type=radio]'),
  )
  return [...texts.map((one) => `text: ${name(one)}`), ...targets.map((one) => `target: ${name(one)}`)]
}
