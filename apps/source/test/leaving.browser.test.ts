import { afterEach, expect, test } from 'vitest'
import { drawNumbers } from '../src/numbers-page.ts'
import { numbersOf } from '../src/leaving.ts'
import { type Opened, opened } from './opened.ts'

let app: Opened
afterEach(() => app.close())

const shift = (): void => void window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift' }))

test('62 quick exit stands on every screen, inside the first view', async () => {
  app = await opened()
  const screens: (() => Promise<void>)[] = [
    () => app.press('tile-people'),
    () => app.press('kind-SIG'),
    async () => {
      await app.type('text', 'x')
      await app.press('next')
      await app.find('when')
    },
    () => app.press('next'),
    async () => {
      await app.press('desk-0000000000001')
      await app.press('next')
    },
    async () => {
      await app.press('no-code')
      await app.press('seal')
      await app.find('held')
    },
    () => app.press('done'),
    () => app.press('tab-waiting'),
    () => app.press('tab-answers'),
    () => app.press('tab-safety'),
  ]
  for (const [i, go] of [async () => {}, ...screens].entries()) {
    await go()
    const box = (await app.find('quick-exit')).getBoundingClientRect()
    expect(box.top, String(i)).toBeGreaterThanOrEqual(0)
    expect(box.bottom, String(i)).toBeLessThan(innerHeight)
    await app.press('quick-exit')
    expect(app.left()).toBe(i + 1)
  }
})

test('62 Shift three times leaves, twice or with a letter between does not', async () => {
  app = await opened()
  shift()
  shift()
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }))
  shift()
  expect(app.left()).toBe(0)
  shift()
  shift()
  expect(app.left()).toBe(1)
})

test('62 leaving drops what is in memory and shows the neutral page at once, with nothing of the app in it', async () => {
  app = await opened({ sending: 'stall' }, ['ar'])
  await app.press('tile-abuse')
  await app.type('text', 'canary words')
  const page = document.implementation.createHTMLDocument()
  const before = performance.now()
  drawNumbers(page, numbersOf(app.session))
  app.session.drop()
  expect(performance.now() - before).toBeLessThan(300)
  expect(app.session.draft).toBeNull()
  expect(page.title).toBe('دليل الأرقام')
  expect(page.documentElement.dir).toBe('rtl')
  expect(page.body.textContent).toContain('١٠٤')
  expect(page.body.innerHTML).not.toMatch(/canary|بلاغ|مكتب|خروج/)
})

test('63 the title is the neutral name on every screen, and no address or history entry names one', async () => {
  app = await opened()
  const address = location.href
  for (const place of ['tile-people', 'kind-SIG', 'back', 'back', 'tab-answers', 'tab-safety']) {
    await app.press(place)
    expect(document.title).toBe('Useful numbers')
    expect(location.href).toBe(address)
    expect(JSON.stringify(history.state ?? 1)).toBe('1')
  }
})

test('63 free text is kept from spell-check, autofill and translation, and nothing is stored', async () => {
  app = await opened()
  await app.press('tile-abuse')
  await app.type('text', 'canary words')
  await app.press('next')
  await app.press('more')
  await app.find('people')
  await app.press('back')
  const fields = [...document.querySelectorAll<HTMLTextAreaElement>('textarea, input[type=text], input[type=url]')]
  expect(fields.length).toBeGreaterThan(0)
  for (const field of fields) {
    expect(field.spellcheck).toBe(false)
    expect(field.autocomplete).toBe('off')
    expect(field.getAttribute('translate')).toBe('no')
    expect(field.autocapitalize).toMatch(/^(off|none)$/)
  }
  expect([localStorage.length, sessionStorage.length, document.cookie]).toEqual([0, 0, ''])
  expect(await indexedDB.databases()).toEqual([])
  expect(await caches.keys()).toEqual([])
})
