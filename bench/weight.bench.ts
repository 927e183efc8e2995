// What a phone must fetch of the source app, in a real Chromium over a real server: to a form, and to the first sealed report.
import { gzipSync } from 'node:zlib'
import type { Browser, Page, Request } from 'playwright-core'
import { inChromium } from './chromium.ts'
import { print, type Row } from './row.ts'
import { whileServing } from './serving.ts'

const languages = ['ar', 'en'] as const
const kib = 1024
/** What the lightest of the peers measured fetches before a report can be sent, KB. */
const peer = 551

interface Weights {
  /** Bytes of script and style, each file by gzip -9, up to each point. */
  readonly form: number
  readonly sealed: number
  readonly files: number
}

/** Browsers: what their WebCrypto has not, and the fallback that they must fetch for it. */
const browsers = {
  new: { lacks: undefined, fetches: [] },
  noMlKem: { lacks: 'ML-?KEM', fetches: ['xwing-noble'] },
  old: { lacks: 'ML-?KEM|Ed25519|X25519', fetches: ['xwing-noble', 'sign-noble'] },
} as const
type Kind = (typeof browsers)[keyof typeof browsers]

export async function rows(): Promise<Row[]> {
  return await whileServing(({ source }) =>
    inChromium(async (browser) => {
      const native = await weighAll(browser, source, browsers.new)
      const noMlKem = await weighAll(browser, source, browsers.noMlKem)
      const old = await weighAll(browser, source, browsers.old)
      const more = ({ sealed }: Weights) => `${print((sealed - native.sealed) / kib)} KiB more than natively`
      return [
        row('script and style to a form one can write in', native.form, '≤ 30', 'before the first key press'),
        row('script and style to the first sealed text report', native.sealed, '≤ 60', `${native.files} files`),
        row('the same where the browser has no ML-KEM', noMlKem.sealed, '≤ 90', more(noMlKem)),
        row('the same where it has no Ed25519 and X25519 either', old.sealed, '≤ 90', more(old)),
      ]
    }),
  )
}

function row(name: string, bytes: number, bar: string, note: string): Row {
  const ratio = `${print((peer * 1000) / bytes)} × less than the ${peer} KB of a peer`
  return {
    name,
    value: bytes / kib,
    unit: 'KiB, gzip -9',
    bar,
    ratioTo: `${note}; the heavier of ${languages.join(' and ')}; ${ratio}`,
  }
}

async function weighAll(browser: Browser, source: string, kind: Kind): Promise<Weights> {
  const all: Weights[] = []
  for (const language of languages) all.push(await weigh(browser, source, language, kind))
  const most = (of: keyof Weights) => Math.max(...all.map((weights) => weights[of]))
  return { form: most('form'), sealed: most('sealed'), files: most('files') }
}

/** As a resident who taps through to a sealed report with a code, in a browser that has never seen the app. */
async function weigh(browser: Browser, source: string, locale: string, kind: Kind): Promise<Weights> {
  const context = await browser.newContext({ locale, viewport: { width: 360, height: 740 } })
  if (kind.lacks !== undefined) await context.addInitScript({ content: hiding(kind.lacks) })
  const page = await context.newPage()
  const fetched: Request[] = []
  page.on('request', (request) => fetched.push(request))
  await page.goto(source)
  const press = (id: string) => page.locator(`[data-testid="${id}"]`).click()
  await press('tile-people')
  await press('kind-SIG')
  await page.locator('[data-testid="text"]').waitFor()
  await page.waitForLoadState('networkidle')
  const form = await weightOf(fetched)
  await writeAndSeal(page, press)
  const sealing = fetched.findIndex((request) => request.method() === 'PUT')
  if (sealing < 0) throw new Error('nothing was sent')
  const before = fetched.slice(0, sealing)
  const fallbacks = before.flatMap((request) => /(xwing|sign)-noble/.exec(request.url())?.[0] ?? []).sort()
  if (fallbacks.join() !== [...kind.fetches].sort().join()) throw new Error(`unexpected fallbacks: ${fallbacks.join()}`)
  const weights = { form, sealed: await weightOf(before), files: before.filter(isCode).length }
  await context.close()
  return weights
}

async function writeAndSeal(page: Page, press: (id: string) => Promise<void>) {
  await page.locator('[data-testid="text"]').pressSequentially('Two cars at the old mill.')
  await press('next')
  await page.locator('[data-testid="screen-details"]').waitFor()
  await press('next')
  await page.locator('[data-testid="readers"] [data-testid^="desk-"]').first().click()
  await press('next')
  await press('take-code')
  await page.locator('[data-testid="code-digits"]').waitFor()
  await press('seal')
  await page.locator('[data-testid="held"]').waitFor()
}

const isCode = (request: Request) => ['script', 'stylesheet'].includes(request.resourceType())

async function weightOf(requests: readonly Request[]): Promise<number> {
  let sum = 0
  for (const request of requests.filter(isCode)) {
    const body = await (await request.response())?.body()
    if (body === undefined) throw new Error(`no answer to ${request.url()}`)
    sum += gzipSync(body, { level: 9 }).length
  }
  return sum
}

/** Makes WebCrypto refuse algorithms by name, as a browser from before them does. */
const hiding = (names: string) => `
  for (const name of ['generateKey', 'importKey']) {
    const native = SubtleCrypto.prototype[name]
    SubtleCrypto.prototype[name] = function (...given) {
      const refused = given.some((one) => /^(${names})/i.test(typeof one === 'string' ? one : (one && one.name) || ''))
      return refused ? Promise.reject(new DOMException('Unrecognized name.', 'NotSupportedError')) : native.apply(this, given)
    }
  }`
