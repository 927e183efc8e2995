// Security tests 68 and 69 in a real browser, under the desk's own policy: whatever a sender seals is looked at and never
// run, asked for, or allowed to move anything else on the screen.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hostileFiles } from './hostile-files.ts'
import { openDesk, openReport, startBrowser } from './look/browser.ts'
import { serveLook, type Served } from './look/build.ts'
import type { Held } from './look/invented-reports.ts'

let browser: Browser
let look: Served

beforeAll(async () => {
  ;[browser, look] = await Promise.all([startBrowser(), serveLook()])
}, 120_000)
afterAll(async () => {
  await browser.close()
  await look.close()
})

/** One report with one file, which the fake vault hands out as opened and checked. */
async function withFile(page: Page, type: string, bytes: number[]): Promise<void> {
  await page.route('**/data/photos/hostile', (route) =>
    route.fulfill({ body: Buffer.from(bytes), contentType: 'application/octet-stream' }),
  )
  await page.addInitScript((mediaType) => {
    window.edit = (held: Held[]) =>
      held.slice(0, 1).map((one) => {
        const attachment = { sha256: new Uint8Array(32), sha512: new Uint8Array(64), size: 9, type: mediaType }
        const report = { ...one.report, attachments: [{ ...attachment, role: 'original' as const, blob: 0 }] }
        return { ...one, report, photos: ['hostile'], view: { ...one.view, report, parts: { held: 1, of: 1 } } }
      })
  }, type)
}

describe('68 hostile files cause no request and reach no document', () => {
  test.each(hostileFiles)('68 $name', async ({ type, bytes, ends }) => {
    const { page, faults } = await openDesk(browser, look.url, { before: (fresh) => withFile(fresh, type, bytes) })
    await openReport(page)
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    if (type.startsWith('image/')) await page.getByRole('button', { name: 'Look at picture 1' }).click()
    await page.locator(`[data-testid=picture][data-state=${ends}]`).waitFor()
    await page.waitForTimeout(300)

    expect(
      asked.filter((path) => !/^\/(data\/photos\/hostile|viewer\.html|assets\/viewer-[\w-]+\.(js|css))$/.test(path)),
    ).toEqual([])
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false)
    expect(
      await page.locator('article img, article svg image, article embed, article object, article script').count(),
    ).toBe(0)
    expect(faults).toEqual([])
    await page.context().close()
  })
})

test('68 the frame has an origin of its own, no network, and no way to the desk', async () => {
  const gif = hostileFiles.find((file) => file.ends === 'drawn')
  const { page } = await openDesk(browser, look.url, {
    before: (fresh) => withFile(fresh, 'image/gif', gif?.bytes ?? []),
  })
  await openReport(page)
  await page.getByRole('button', { name: 'Look at picture 1' }).click()
  await page.locator('[data-testid=picture][data-state=drawn]').waitFor()
  const frame = page.frames().find((one) => one.url().endsWith('/viewer.html'))
  const before = look.asked.length
  const tried = await frame?.evaluate(async () => {
    const refused = async (act: () => unknown): Promise<boolean> => {
      try {
        await act()
        return false
      } catch {
        return true
      }
    }
    const image = new Image()
    const imageRefused = new Promise<boolean>((done) => {
      image.onerror = () => done(true)
      image.onload = () => done(false)
    })
    image.src = '/icon.svg'
    return {
      origin: self.origin,
      parent: await refused(() => window.parent.document.title),
      fetch: await refused(() => fetch('/icon.svg')),
      storage: await refused(() => window.localStorage.length),
      markup: await refused(() => Reflect.set(document.body, 'outerHTML', '<p>')),
      image: await imageRefused,
    }
  })
  // The page says so too, for where no header does.
  expect(await page.locator('iframe').getAttribute('sandbox')).toBe('allow-scripts')
  expect(tried).toEqual({ origin: 'null', parent: true, fetch: true, storage: true, markup: true, image: true })
  // What the browser's own policy stops is begun and never sent.
  expect(look.asked.slice(before)).toEqual([])
  await page.context().close()
})

test('68 the sender’s bytes are in no document: what is seen is a canvas, and the buffer is gone from the desk', async () => {
  const gif = hostileFiles.find((file) => file.ends === 'drawn')
  const { page } = await openDesk(browser, look.url, {
    before: (fresh) => withFile(fresh, 'image/gif', gif?.bytes ?? []),
  })
  await openReport(page)
  await page.getByRole('button', { name: 'Look at picture 1' }).click()
  await page.locator('[data-testid=picture][data-state=drawn]').waitFor()
  const frame = page.frames().find((one) => one.url().endsWith('/viewer.html'))
  expect(await frame?.locator('body *').evaluateAll((all) => all.map((one) => one.tagName))).toEqual([
    'CANVAS',
    'SCRIPT',
  ])
  expect(await page.content()).not.toMatch(/blob:|data:image/)
  await page.getByRole('button', { name: 'Cover it again' }).click()
  expect(page.frames()).toHaveLength(1)
  await page.context().close()
})

const EVIL =
  '\u202Egnp.exe\u2066\u2067 <img src=/stolen onerror="pwned=1"><script>pwned=1</script>{@html 1} javascript:pwned=1 аdmin\u0301\u0301\u0301 \u{E0041}'

/** Every field a sender, colleague or server can write, all of them hostile at once. */
async function withEvilWords(page: Page): Promise<void> {
  await page.addInitScript((evil) => {
    window.edit = (held: Held[]) =>
      held.slice(0, 2).map((one, i) => {
        const report = {
          ...one.report,
          category: 'ONL' as const,
          language: 'en',
          text: `${evil}\n${evil}`,
          told: { people: evil, vehicles: evil, things: evil, direction: evil },
          details: { platform: evil, account: evil, stillUp: 'yes' },
          place: { kind: 'typed' as const, text: evil },
          links: ['https://xn--80ak6aa92e.example/\u202Egpj', 'https://bank.example@evil.example/<script>', evil],
        }
        const said = { text: evil, day: one.view.day, by: evil }
        const told = i === 0 ? {} : { acknowledged: said, answers: [said], openedBy: [{ by: evil, day: one.view.day }] }
        return { ...one, ...told, report, view: { ...one.view, report } }
      })
  }, EVIL)
}

describe('69 hostile words in every field are inert and isolated', () => {
  test.each(['en', 'ar'] as const)('69 on a desk in %s', async (language) => {
    const asked: string[] = []
    const { page, faults } = await openDesk(browser, look.url, { language, before: withEvilWords })
    page.on('request', (request) => asked.push(request.url()))
    await page.getByTestId('view-all').click()
    await openReport(page, 1)
    await page.getByTestId('answer-text').fill(EVIL)
    await page.getByTestId('answer').click()
    await page.locator('[data-testid=sending][data-state=sent]').waitFor()

    expect(await page.evaluate(() => 'pwned' in window)).toBe(false)
    expect(asked).toEqual([])
    expect(faults).toEqual([])
    expect(await page.locator('#app img, #app script, article a, aside a').count()).toBe(0)
    const shown = await page.locator('body').innerText()
    expect(shown).toContain('<script>pwned=1</script>')
    expect(shown).not.toMatch(/[\u202A-\u202E\u{E0000}-\u{E007F}]/u)
    await page.context().close()
  })

  test('69 no run of the sender’s text can turn or move what stands beside it', async () => {
    const { page } = await openDesk(browser, look.url, { before: withEvilWords })
    await page.getByTestId('view-all').click()
    await openReport(page, 1)
    const loose = await page.evaluate(() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      const found: string[] = []
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.textContent?.includes('gnp.exe') || !node.parentElement) continue
        const isolate = node.parentElement.closest('bdi, textarea')
        const apart = isolate && /isolate|plaintext/.test(getComputedStyle(isolate).unicodeBidi)
        // Names are put into sentences between isolating characters.
        if (!apart && !/\u2068[^\u2069]*gnp\.exe[^\u2069]*\u2069/u.test(node.textContent)) found.push(node.textContent)
      }
      return found
    })
    expect(loose).toEqual([])
    await page.context().close()
  })

  test('69 a link is text, and what deceives in it is said', async () => {
    const { page } = await openDesk(browser, look.url, { before: withEvilWords })
    await page.getByTestId('view-all').click()
    await openReport(page, 1)
    const links = page.getByTestId('links')
    expect(await links.locator('a, [href], [onclick]').count()).toBe(0)
    const said = await links.innerText()
    expect(said).toContain('evil.example')
    expect(said).toContain('what stands before the @ is not where it leads')
    expect(said).toContain('xn--80ak6aa92e.example')
    await page.context().close()
  })
})
