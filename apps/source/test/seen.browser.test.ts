import type { AxeResults, RunOptions } from 'axe-core'
import axe from 'axe-core/axe.min.js?raw'
import { page } from 'vitest/browser'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { type Opened, opened } from './opened.ts'

let app: Opened
afterEach(() => {
  app.close()
  document.documentElement.style.fontSize = ''
  document.documentElement.style.setProperty('--font', '')
})
beforeAll(() => {
  // As a script of the page: bundled, it would make the runner start the page anew.
  const script = document.createElement('script')
  script.textContent = axe
  document.head.append(script)
})
const runAxe = (options: RunOptions): Promise<AxeResults> =>
  (window as unknown as { axe: { run(context: Document, options: RunOptions): Promise<AxeResults> } }).axe.run(
    document,
    options,
  )

const answers = [
  { deskId: '0000000000001', day: 20783, desk: { ar: 'فريق', en: 'Team' }, kind: 'acknowledgement' as const, text: '' },
  { deskId: '0000000000001', day: 20784, desk: { ar: 'فريق', en: 'Team' }, kind: 'answer' as const, text: 'كيف؟' },
]

/** Every screen once, each with as much in it as it can hold; `look` is called on each. */
async function walk(language: string, look: (screen: string) => Promise<void>): Promise<void> {
  app = await opened({ sending: 'stall', answers }, [language])
  const screens: [string, () => Promise<void>][] = [
    ['home', async () => {}],
    ['danger', () => app.press('danger')],
    ['hazard', () => app.press('kind-HAZ')],
    ['write', () => app.press('hazard-next')],
    ['write with errors', () => app.press('next')],
    [
      'details',
      async () => {
        await app.type('text', 'x'.repeat(60))
        await app.press('next')
        await app.find('when')
        ;(await app.find('when')).querySelectorAll('input')[3]!.click()
        ;(await app.find('span')).querySelectorAll('input')[2]!.click()
        await app.press('add-place')
        await app.type('place-search', 'mosul')
        await app.find('place-typed')
        await app.press('more')
      },
    ],
    ['a chosen place', () => app.press('place-typed')],
    ['readers', () => app.press('next')],
    ['readers with errors', () => app.press('next')],
    [
      'consent',
      async () => {
        await app.press('desk-0000000000001')
        await app.press('consent-each')
        await app.find('consent-CS4')
      },
    ],
    ['hear', () => app.press('next')],
    [
      'code',
      async () => {
        await app.press('take-code')
        await app.press('show-words')
        await app.find('code-words')
      },
    ],
    [
      'sending',
      async () => {
        await app.press('seal')
        await app.find('parts')
      },
    ],
    [
      'waiting',
      async () => (await app.press('elsewhere'), await app.press('tab-waiting'), void (await app.find('outgoing'))),
    ],
    ['answers', () => app.press('tab-answers')],
    [
      'conversation',
      async () => {
        await app.type('code', '204551638092417295840136779')
        await app.press('look')
        await app.find('answers')
      },
    ],
    ['safety', () => app.press('tab-safety')],
    ['display', () => app.press('display')],
  ]
  for (const [screen, go] of screens) {
    await go()
    await look(screen)
  }
}

/** What sticks out sideways, is cut off, or is too small to be pressed. */
function faults(): string[] {
  const found: string[] = []
  if (document.documentElement.scrollWidth > innerWidth)
    found.push(`scrolls to ${document.documentElement.scrollWidth}`)
  for (const element of document.querySelectorAll<HTMLElement>('body *')) {
    if (element.closest('.heard-only, svg, dialog:not([open])') || element.getClientRects().length === 0) continue
    const box = element.getBoundingClientRect()
    const named = `${element.tagName} «${element.innerText.slice(0, 24)}»`
    if (box.left < -1 || box.right > innerWidth + 1) found.push(`out of view: ${named}`)
    const cut = getComputedStyle(element).overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1
    if (cut && !element.matches('input, textarea')) found.push(`cut off: ${named}`)
    if (!element.matches('button, a, input, textarea, select')) continue
    const pressed = (element.closest('label') ?? element).getBoundingClientRect()
    const least = 44 - 0.5
    if (pressed.width < least || pressed.height < least)
      found.push(`small: ${named} ${pressed.width}×${pressed.height}`)
  }
  return found
}

for (const language of ['ar', 'en']) {
  for (const theme of ['light', 'dark'] as const) {
    test(`${language}, ${theme}: every screen passes axe`, async () => {
      // Tall, so that nothing lies under a bar that stands fast.
      await page.viewport(360, 3000)
      await walk(language, async (screen) => {
        app.session.theme = theme
        const { violations } = await runAxe({
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
          // The test's frame is not the app's page.
          rules: { 'page-has-heading-one': { enabled: false } },
        })
        const said = violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
        )
        expect(said, screen).toEqual([])
      })
    })
  }

  for (const [width, height] of [
    [320, 568],
    [360, 740],
    [768, 1024],
    [1440, 900],
  ] as const) {
    test(`${language}, ${width} px: nothing is cut off or too small to press`, async () => {
      await page.viewport(width, height)
      await walk(language, async (screen) => expect(faults(), screen).toEqual([]))
    })
  }

  test(`${language}, text at twice its size: nothing is cut off`, async () => {
    await page.viewport(360, 740)
    await walk(language, async (screen) => {
      document.documentElement.style.fontSize = '200%'
      expect(faults(), screen).toEqual([])
    })
  })
}

test('in Naskh, whose letters are smaller and lines taller, nothing is cut off', async () => {
  await page.viewport(320, 568)
  await walk('ar', async (screen) => {
    document.documentElement.style.setProperty('--font', '"Noto Naskh Arabic", serif')
    expect(faults(), screen).toEqual([])
  })
})
