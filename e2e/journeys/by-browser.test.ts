// The main job in Chromium: a resident on a small phone, a desk in another window, the answer heard on another phone.
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, openBrowser, openPage, picture } from '../browser.ts'
import { isnadJson, serve, type Serving } from '../command.ts'
import { photosFolder } from '../data.ts'

interface Member {
  readonly desk: string
  readonly name: string
  readonly code: string
}
const speech = {
  ar: {
    tile: 'أشخاص أو تحرّكات',
    kind: 'أشخاص أو سيارات تتحرّك',
    told: 'قبل الفجر بساعة وقفت سيارتا حمل بلا لوحات عند معمل الطابوق المهجور غرب الشورة.\nنزل أربعة أشخاص وأدخلوا صناديق خشبية.',
    place: 'الشوره',
    answer: 'وصلنا بلاغك وقرأه شخص منّا. لا تقترب من المكان ولا تعد لتصويره.',
    hazard: 'لا تلمسه، ولا تقترب منه.',
  },
  en: {
    tile: 'People or movements',
    kind: 'People or vehicles on the move',
    told: 'An hour before dawn two lorries without plates stopped at the abandoned brick works west of Al-Shura.',
    place: 'shura',
    answer: 'We have your report and a person has read it. Please do not go near the place again.',
    hazard: 'Do not touch it',
  },
} as const
const photos = ['DSCN0010.jpg', 'canon_hdr_YES.jpg'].map((name) => join(photosFolder, name)).filter(existsSync)

let folder: string
let server: Serving
let browser: Browser
let member: Member

describe.skipIf(chromiumPath === undefined)('in Chromium', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'isnad-e2e-'))
    server = await serve(join(folder, 'data'))
    browser = await openBrowser()
    const text = await readFile(join(folder, 'data', 'demo-codes.json'), 'utf8')
    member = (JSON.parse(text) as { members: Member[] }).members[0] as Member
  })
  afterAll(async () => {
    await browser.close()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  })

  for (const language of ['ar', 'en'] as const) {
    test(`told with two photographs, held, read, answered, heard on another phone (${language})`, async () => {
      const words = speech[language]
      const desk = await openDesk(language)
      const phone = await openPage(browser, { language, width: 360, height: 740 })
      const code = await tell(phone, language)
      await readAndAnswer(desk, language)
      const other = await openPage(browser, { language: language === 'ar' ? 'en' : 'ar', width: 360, height: 740 })
      await hear(other, code, words.answer)
      const { answers } = await isnadJson<{ answers: { text: string }[] }>(
        'hear',
        '--server',
        server.source,
        '--code',
        code,
      )
      expect(answers.map(({ text }) => text)).toEqual([words.answer])
      await Promise.all([desk, phone, other].map((page) => page.context().close()))
    })
  }

  test('a wrong code, one mistyped digit, and words in place of digits are each told apart', async () => {
    const desk = await openPage(browser, { language: 'en', width: 1024, height: 768 })
    await desk.goto(server.desk)
    for (const [typed, said] of [
      ['123', '3 digits are here'],
      [mistype(member.code), 'One digit is not as on your slip'],
      ['apple apple', '2 words are here'],
    ] as const) {
      await desk.getByTestId('code').fill(typed)
      await desk.getByRole('button', { name: 'Open', exact: true }).click()
      await desk.getByTestId('refusal').getByText(said).waitFor()
    }
    await picture(desk, 'desk-refused')
    await desk.context().close()
  })

  test('a desk goes offline and comes back, and what was typed is still there', async () => {
    const desk = await openDesk('en')
    await desk.getByTestId('view-all').click()
    await desk.getByTestId('report-row').first().click()
    await desk.getByTestId('answer-text').fill('typed before the line went')
    await desk.context().setOffline(true)
    await desk.locator('[data-testid=connection][data-state=offline]').waitFor()
    await picture(desk, 'desk-offline')
    expect(await desk.getByTestId('answer-text').inputValue()).toBe('typed before the line went')
    await desk.context().setOffline(false)
    await desk.locator('[data-testid=connection][data-state=in-step]').waitFor({ timeout: 45_000 })
    expect(await desk.getByTestId('answer-text').inputValue()).toBe('typed before the line went')
    await desk.context().close()
  })

  test.skipIf(photos.length < 2)(
    'the line is cut half-way: what is held is told as held, the rest goes on by itself',
    async () => {
      const phone = await openPage(browser, { language: 'ar', width: 360, height: 740 })
      const line = await phone.context().newCDPSession(phone)
      await line.send('Network.enable')
      const atSpeed = (bytesPerSecond: number, offline = false) =>
        line.send('Network.emulateNetworkConditions', {
          ...{ offline, latency: 60, downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond },
        })
      await write(phone, 'ar')
      await phone.getByTestId('no-code').first().click()
      await atSpeed(60_000)
      await phone.getByTestId('seal').click()
      const parts = phone.getByTestId('parts').locator('li')
      await parts.nth(1).getByText('عند المكتب').waitFor()
      await atSpeed(0, true)
      await phone.getByTestId('send-offline').waitFor()
      await parts.last().getByText('ينتظر الشبكة').waitFor()
      // Long enough for several tries to have begun again with the text.
      await phone.waitForTimeout(3000)
      await picture(phone, 'source-cut-ar')
      for (const [i, state] of ['عند المكتب', 'عند المكتب', 'ينتظر الشبكة'].entries())
        expect(await parts.nth(i).innerText()).toContain(state)
      await atSpeed(5_000_000)
      await phone.getByTestId('held').waitFor({ timeout: 60_000 })
      await phone.context().close()
    },
  )

  test('for an explosive hazard the rule not to touch comes before any question', async () => {
    const phone = await openPage(browser, { language: 'ar', width: 320, height: 640 })
    await phone.goto(server.source)
    await phone.getByText('خطر الآن', { exact: true }).click()
    await phone.getByText('لغم أو قذيفة أو جسم غريب').click()
    await phone.getByText(speech.ar.hazard).waitFor()
    await picture(phone, 'source-hazard')
    await phone.context().close()
  })

  test('57 no request of a submission holds what was written, a file’s name, or what a picture says of itself', async () => {
    const phone = await openPage(browser, { language: 'ar', width: 360, height: 740 })
    const seen: Buffer[] = []
    phone.on('request', (request) => {
      const headers = JSON.stringify(request.headers())
      seen.push(
        Buffer.concat([
          Buffer.from(`${request.method()} ${request.url()} ${headers}\n`),
          request.postDataBuffer() ?? Buffer.alloc(0),
        ]),
      )
    })
    const code = await tell(phone, 'ar')
    const sent = Buffer.concat(seen)
    // It looked at the submission: the envelope's own first letters went out, and the pictures' weight.
    expect(sent.includes('ISN')).toBe(true)
    expect(sent.length).toBeGreaterThan(photos.length * 100_000)
    const told = speech.ar.told.split('\n')
    const secrets = [
      ...told,
      told[0]!.slice(0, 12),
      code,
      'DSCN0010',
      'canon_hdr',
      'Exif',
      'NIKON',
      'Canon',
      'http://ns.adobe.com',
    ]
    const forms = (text: string) => [
      Buffer.from(text),
      Buffer.from(text, 'utf16le'),
      Buffer.from(encodeURIComponent(text)),
      Buffer.from(
        Buffer.from(text)
          .toString('base64')
          .replace(/.{2}=*$/, ''),
      ),
      Buffer.from(JSON.stringify(text).slice(1, -1)),
    ]
    for (const secret of secrets) for (const form of forms(secret)) expect(sent.includes(form), secret).toBe(false)
    await phone.context().close()
  })

  test('59 after everything is held nothing of it is left on the phone', async () => {
    const phone = await openPage(browser, { language: 'en', width: 360, height: 740 })
    await tell(phone, 'en')
    const left = await phone.evaluate(async () => ({
      local: Object.entries({ ...localStorage }),
      session: Object.entries({ ...sessionStorage }),
      databases: await indexedDB.databases(),
      caches: await caches.keys(),
      cookie: document.cookie,
      address: location.pathname + location.search + location.hash,
      text: document.body.innerText,
    }))
    expect(left).toMatchObject({ session: [], databases: [], caches: [], cookie: '', address: '/' })
    expect(JSON.stringify(left)).not.toContain(speech.en.told.slice(0, 20))
    expect(JSON.stringify(left.local)).not.toMatch(/[0-9a-hjkmnp-tv-z]{26}/)
    await phone.context().close()
  })
})

async function openDesk(language: 'ar' | 'en'): Promise<Page> {
  const desk = await openPage(browser, { language, width: 1440, height: 900 })
  await desk.goto(server.desk)
  await desk.getByTestId('code').fill(member.code)
  await picture(desk, `desk-unlock-${language}`)
  await desk.keyboard.press('Enter')
  await desk.getByTestId('view-todo').waitFor()
  await picture(desk, `desk-empty-${language}`)
  return desk
}

/** Writes, with photographs and the team's desk chosen, up to the question of a code. */
async function write(phone: Page, language: 'ar' | 'en'): Promise<void> {
  const words = speech[language]
  await phone.goto(server.source)
  await phone.getByText(words.tile).waitFor()
  await picture(phone, `source-home-${language}`)
  await phone.getByText(words.tile).click()
  await phone.getByText(words.kind).click()
  await phone.getByTestId('text').fill(words.told)
  await picture(phone, `source-write-${language}`)
  await phone.getByTestId('next').click()
  await phone.getByTestId('certainty').getByRole('radio').first().check({ force: true })
  await phone.getByTestId('photos').setInputFiles(photos)
  if (photos.length > 0)
    await phone
      .getByTestId('picture-ready')
      .nth(photos.length - 1)
      .waitFor()
  await picture(phone, `source-details-${language}`)
  await phone.getByTestId('next').click()
  await phone.getByTestId(`desk-${member.desk}`).check({ force: true })
  await picture(phone, `source-readers-${language}`)
  await phone.getByTestId('next').click()
}

/** Tells, waits until everything is held, and gives the code. */
async function tell(phone: Page, language: 'ar' | 'en'): Promise<string> {
  await write(phone, language)
  await phone.getByTestId('take-code').click()
  const digits = await phone.getByTestId('code-digits').locator('li').allInnerTexts()
  await picture(phone, `source-code-${language}`)
  await phone.getByTestId('seal').click()
  await phone.getByTestId('held').waitFor({ timeout: 60_000 })
  await picture(phone, `source-receipt-${language}`)
  expect(await phone.locator('main').innerText()).not.toContain(codeOf(digits).slice(0, 3))
  await phone.getByTestId('done').click()
  return codeOf(digits)
}

/** Each group as shown: its number on the slip, then three digits, in the digits of the language. */
function codeOf(groups: readonly string[]): string {
  const western = groups.map((group) => group.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660)))
  return western.map((group) => /(\d{3})\s*$/.exec(group)?.[1] ?? '').join('')
}

async function readAndAnswer(desk: Page, language: 'ar' | 'en'): Promise<void> {
  const words = speech[language]
  await desk
    .getByTestId('report-row')
    .filter({ hasText: words.told.slice(0, 20) })
    .first()
    .click()
  expect(await desk.getByTestId('sender-words').innerText()).toContain(words.told.slice(0, 30))
  await picture(desk, `desk-report-${language}`)
  for (const shown of await desk.getByTestId('picture').all()) {
    await shown.getByRole('button').first().click()
    await expect.poll(() => shown.getAttribute('data-state'), { timeout: 20_000 }).toBe('drawn')
  }
  await picture(desk, `desk-pictures-${language}`)
  await desk.getByTestId('acknowledge').click()
  await desk.getByTestId('told').first().waitFor()
  await desk.getByTestId('answer-text').fill(words.answer)
  await desk.getByTestId('answer').click()
  await desk.getByTestId('told').filter({ hasText: words.answer }).waitFor()
  await expect
    .poll(() => desk.getByTestId('proof').innerText(), { timeout: 20_000 })
    .toMatch(/log is the server|كلمة الخادم/)
  await picture(desk, `desk-answered-${language}`)
}

async function hear(phone: Page, code: string, answer: string): Promise<void> {
  await phone.goto(server.source)
  await phone.getByTestId('tab-answers').click()
  await phone.getByTestId('code').fill(code)
  await picture(phone, 'source-code-typed')
  // Replies are published at intervals: who comes too early looks again, as a person would.
  const found = phone.getByTestId('answers').getByText(answer)
  const look = phone.getByTestId('look').or(phone.getByTestId('look-again'))
  const seen = async () => {
    await look.click()
    return await found.waitFor({ timeout: 5000 }).then(
      () => true,
      () => false,
    )
  }
  await expect.poll(seen, { timeout: 60_000 }).toBe(true)
  await picture(phone, 'source-answers')
}

/** The last digit but one, changed. */
function mistype(code: string): string {
  return `${code.slice(0, 25)}${(Number(code[25]) + 1) % 10}${code.slice(26)}`
}
