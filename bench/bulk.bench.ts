// Bulk sealing in a real Chromium: AES-256-GCM alone, by the CPU of its renderer, beside openssl on the same machine.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { rolldown } from 'rolldown'
import { inChromium } from './chromium.ts'
import { opensslSpeed } from './openssl.ts'
import { cpuOf, findBelow } from './processes.ts'
import { median, print, quick, type Row } from './row.ts'

const rounds = quick ? 2 : 12
const kinds = [
  { what: 'seal', name: 'bulk sealing in Chromium, AES-256-GCM alone', openssl: 'aes-256-gcm', mib: 768, bar: '≥ 25' },
  { what: 'SHA-256', name: 'beside it: SHA-256 in Chromium', openssl: 'sha256', mib: 512, bar: '–' },
  { what: 'SHA-512', name: 'beside it: SHA-512 in Chromium', openssl: 'sha512', mib: 256, bar: '–' },
] as const
type Kind = (typeof kinds)[number]

export async function rows(): Promise<Row[]> {
  const script = await bundle()
  return await inChromium(async (browser) => {
    const page = await openPage(browser, script)
    try {
      const rows: Row[] = []
      for (const kind of kinds) rows.push(await compare(kind, (expression) => page.evaluate(expression)))
      return rows
    } finally {
      await page.close()
    }
  })
}

/**
 * The best round of each side: what else runs on the machine only ever adds to what is counted, above all to the handing
 * out of fresh memory, which is most of what the browser spends.
 */
async function compare(kind: Kind, evaluate: (expression: string) => Promise<unknown>): Promise<Row> {
  await evaluate(`work('${kind.what}', 64)`)
  const [here, limit]: [number[], number[]] = [[], []]
  for (let round = 0; round < (kind.what === 'seal' ? rounds : rounds / 4); round++) {
    const renderers = findBelow(process.pid, '--type=renderer')
    const before = cpuOf(renderers)
    await evaluate(`work('${kind.what}', ${kind.mib})`)
    here.push(kind.mib / ((cpuOf(renderers) - before) / 1000))
    if (round % 3 === 0) limit.push(await opensslSpeed(kind.openssl))
  }
  const [best, most] = [Math.max(...here), Math.max(...limit)]
  return {
    name: kind.name,
    value: (100 * best) / most,
    unit: '% of openssl',
    bar: kind.bar,
    ratioTo: `${print(best)} MiB per renderer CPU-second, in the middle round ${print(median(here))}; openssl speed ${kind.openssl} ${print(most)} MiB per CPU-second`,
  }
}

async function bundle(): Promise<string> {
  const build = await rolldown({ input: 'bench/pages/bulk.ts', platform: 'browser' })
  const { output } = await build.generate({ format: 'esm', codeSplitting: false })
  await build.close()
  return output[0].code
}

/** On an origin of this machine's own, which counts as secure, so that WebCrypto is there. */
async function openPage(browser: Browser, script: string) {
  const server = createServer((request, response) => {
    const isScript = request.url === '/bulk.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? script : '<!doctype html><script type="module" src="/bulk.js"></script>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  await page.waitForFunction('globalThis.work !== undefined')
  return {
    evaluate: (expression: string): Promise<unknown> => page.evaluate(expression),
    async close() {
      await page.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
