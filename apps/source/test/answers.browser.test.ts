import { afterEach, expect, test } from 'vitest'
import type { Answer } from '../src/channel.ts'
import { type Opened, opened } from './opened.ts'

let app: Opened
afterEach(() => app.close())

const desk = { en: 'Hammam al-Alil youth team' }
const answers: Answer[] = [
  { deskId: '0000000000001', day: 20783, desk, kind: 'acknowledgement', text: 'We have it.' },
  { deskId: '0000000000001', day: 20784, desk, kind: 'answer', text: 'كيف كانت الإضاءة؟' },
]

async function look(code: string): Promise<void> {
  await app.press('tab-answers')
  await app.type('code', code)
  await app.press('look')
}

test('a mistyped word or group is named by its place, and nothing is fetched', async () => {
  for (const [mistake, said] of [
    [{ kind: 'word', position: 2 }, 'word 2, «\u2068wheet\u2069»'],
    [{ kind: 'group', position: 1 }, 'group 1'],
    [{ kind: 'checksum' }, 'Compare each'],
    [{ kind: 'length' }, '3 words are here; a code has 8'],
  ] as const) {
    app = await opened({ mistake })
    await look('bridge wheet orange')
    await expect.poll(() => app.text()).toContain(said)
    const field = await app.find('code')
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(document.getElementById(field.getAttribute('aria-describedby')!)!.innerText).toContain(said)
    if (mistake.kind !== 'length') app.close()
  }
})

test('digits of another keyboard are shown as they are read', async () => {
  app = await opened({ mistake: { kind: 'length' } })
  await look('٢٠٤ ۵۵۱ 63')
  expect([...(await app.find('typed-groups')).querySelectorAll('li')].map((item) => item.textContent)).toEqual([
    '1204',
    '2551',
    '363',
  ])
  expect(app.text()).toContain('8 digits are here; a code has 27')
})

test('nothing found is said to be either', async () => {
  app = await opened()
  await look('204551638092417295840136779')
  expect((await app.find('no-answer')).innerText).toContain('No answer yet, or a mistake in the code')
})

test('answers stand by day with the name of the desk, each text in its own direction', async () => {
  app = await opened({ answers, missing: 1 })
  await look('204551638092417295840136779')
  const list = await app.find('answers')
  const articles = [...list.querySelectorAll('article')]
  expect(articles.map((article) => article.dataset['kind'])).toEqual(['acknowledgement', 'answer'])
  expect(list.innerText).toMatch(/26 November[\s\S]*We have it\.[\s\S]*27 November/)
  expect(getComputedStyle(articles[1]!.querySelector('p')!).direction).toBe('rtl')
  await app.find('missing')
  expect((await app.find('chain')).querySelectorAll('.done, .current')).toHaveLength(3)
  await app.press('close-answers')
  expect(((await app.find('code')) as HTMLInputElement).value).toBe('')
})

test('a reply is sealed to those who answered, under the same code', async () => {
  app = await opened({ answers })
  await look('204551638092417295840136779')
  await app.press('reply-send')
  expect(app.text()).toContain('Write a few words first.')
  await app.type('reply', 'The moon was up.')
  await app.press('reply-send')
  expect((await app.find('own-message')).innerText).toContain('The moon was up.')
  expect(app.channel.requests[0]).toMatchObject({ deskIds: ['0000000000001'], report: { hearBack: true } })
  expect(app.channel.requests[0]!.code).not.toBeNull()
  await expect
    .poll(() => document.querySelector('[data-testid=own-message]')!.textContent)
    .toContain('held by the desk')
})
