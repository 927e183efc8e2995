import { afterEach, expect, test } from 'vitest'
import { photograph } from './camera.ts'
import { type Opened, opened } from './opened.ts'
import { programme, type SmallChannelOptions } from './small-channel.ts'

let app: Opened
afterEach(() => app.close())

/** From the home screen to the question about the answer. */
async function toHear(options: SmallChannelOptions = {}, listed: readonly string[] = ['en']): Promise<Opened> {
  app = await opened(options, listed)
  await app.press('tile-people')
  await app.press('kind-MOV')
  await app.type('text', 'Two lorries without plates')
  await app.press('next')
  await app.find('screen-details')
  await app.find('when')
  await app.press('next')
  await app.press('desk-0000000000001')
  await app.press('next')
  await app.find('screen-hear')
  return app
}

test('56 emergency numbers and the word on a demo that the roots signed take the place of the server’s', async () => {
  const other = { ...programme, emergency: [{ number: '999', label: { en: 'Not signed' } }], demo: false }
  const signed = { ...programme, emergency: [{ number: '115', label: { en: 'Signed' } }], demo: true }
  app = await opened({ programme: other, signed })
  expect(app.text()).toContain('Not signed')
  await app.press('tile-online')
  await app.type('text', 'x')
  await app.press('back')
  await app.find('demo')
  expect(app.text()).toContain('Signed')
  expect(app.text()).not.toContain('999')
})

test('nothing is taken along without words, without readers, without a choice about the answer', async () => {
  app = await opened()
  await app.press('tile-online')
  await app.press('next')
  expect(app.text()).toContain('Write a few words')
  expect(document.activeElement).toBe(await app.find('text'))
  await app.type('text', 'x')
  await app.press('next')
  await app.find('when')
  await app.press('next')
  await app.find('readers')
  await app.press('next')
  expect(app.text()).toContain('Choose who shall read it.')
  await app.press('desk-0000000000001')
  await app.press('next')
  await app.find('take-code')
  await app.press('seal')
  expect(app.text()).toContain('Choose: with a code or without.')
  expect(app.channel.requests).toEqual([])
})

test('the way without a code: sealed for the chosen reader, held, shown once, gone', async () => {
  await toHear()
  await app.press('no-code')
  expect(app.text()).toContain('then means no')
  await app.press('seal')
  await app.find('held')
  const [request] = app.channel.requests
  expect(request).toMatchObject({
    deskIds: ['0000000000001'],
    code: null,
    report: {
      category: 'MOV',
      text: 'Two lorries without plates',
      hearBack: false,
      consent: { CS4: 'no', CS11: 'no' },
    },
  })
  expect(app.session.draft).toBeNull()
  expect(app.text()).toContain('Hammam al-Alil youth team')
  await app.press('done')
  expect(app.session.outgoing).toEqual([])
  await app.press('tab-waiting')
  await app.find('nothing-waiting')
})

test('the code is shown before sealing and never after', async () => {
  await toHear()
  await app.press('take-code')
  const digits = await app.find('code-digits')
  const groups = [...digits.querySelectorAll('li')].map((item) => item.textContent!.replace(/^\d/, ''))
  expect(groups.join('')).toBe('204551638092417295840136779')
  expect(getComputedStyle(digits).direction).toBe('ltr')
  await app.press('seal')
  await app.find('held')
  expect(app.channel.requests[0]!.code).not.toBeNull()
  expect(document.body.textContent).not.toContain('204')
})

test('24 words are numbered, and run down the first column before the second, in both directions', async () => {
  for (const listed of [['ar'], ['en']]) {
    await toHear({}, listed)
    await app.press('take-code')
    await app.press('show-words')
    const items = [...(await app.find('code-words')).querySelectorAll('li')]
    expect(items).toHaveLength(8)
    const boxes = items.map((item) => item.getBoundingClientRect())
    for (let i = 1; i < 4; i++) expect(boxes[i]!.top).toBeGreaterThan(boxes[i - 1]!.top)
    expect(boxes[4]!.top).toBe(boxes[0]!.top)
    const rightward = boxes[4]!.left > boxes[0]!.left
    expect(rightward).toBe(listed[0] === 'en')
    expect(items[4]!.textContent).toMatch(listed[0] === 'en' ? /^5/ : /^٥/)
    if (listed[0] === 'ar') app.close()
  }
})

test('a photo goes as a light copy and an original; one that cannot be taken says why and is left out', async () => {
  app = await opened()
  await app.press('tile-online')
  await app.type('text', 'x')
  await app.press('next')
  const input = (await app.find('photos')) as HTMLInputElement
  const files = new DataTransfer()
  files.items.add(new File([await photograph()], 'IMG_0001.jpg', { type: 'image/jpeg' }))
  files.items.add(new File(['no picture'], 'x.jpg', { type: 'image/jpeg' }))
  files.items.add(new File([], 'y.jpg', { type: 'image/jpeg' }))
  input.files = files.files
  input.dispatchEvent(new Event('change', { bubbles: true }))
  await app.find('picture-ready')
  await app.find('picture-refused')
  await expect.poll(() => app.text()).toContain('This file is empty')
  expect(app.text()).toContain('This file is not a picture')
  await app.press('next')
  await app.press('desk-0000000000001')
  await app.press('next')
  await app.press('no-code')
  await app.press('seal')
  await app.find('held')
  const parts = [...(await app.find('parts')).querySelectorAll('li')].map((item) => item.dataset['role'])
  expect(parts).toEqual(['text', 'field-copy', 'original'])
  expect(JSON.stringify(app.channel.requests[0]!.report)).not.toContain('IMG_0001')
})

test('each part says its state; what waits says so, and stopping throws away what is not held', async () => {
  await toHear({ sending: 'stall' })
  await app.press('no-code')
  await app.press('seal')
  const parts = await app.find('parts')
  await expect.poll(() => parts.innerText).toContain('held by the desk')
  await app.press('elsewhere')
  expect(app.session.waiting).toBe(1)
  expect((await app.find('tab-waiting')).textContent).toContain('1')
  await app.press('tab-waiting')
  await app.find('outgoing')
  app.close()

  await toHear({ sending: 'offline' })
  await app.press('no-code')
  await app.press('seal')
  await app.find('send-offline')
  expect((await app.find('parts')).innerText).toContain('waiting for the network')
  await app.press('drop')
  expect(app.session.outgoing).toEqual([])
})

test('a refusal, and a receipt that is not signed as it should be, are said, with what is safe', async () => {
  for (const [sending, said] of [
    ['refused', 'did not take it'],
    ['log-disagrees', 'not signed as it should be'],
    ['other', 'Sending stopped'],
  ] as const) {
    await toHear({ sending })
    await app.press('no-code')
    await app.press('seal')
    expect((await app.find('send-trouble')).innerText).toContain(said)
    expect(app.session.waiting).toBe(1)
    if (sending !== 'other') app.close()
  }
})

test('a list of readers that is not signed as it should be is not offered, and the words stay', async () => {
  for (const [directory, said] of [
    ['bad-directory', 'We seal nothing to it'],
    ['offline', 'cannot be fetched now'],
  ] as const) {
    app = await opened({ directory })
    await app.press('tile-abuse')
    await app.type('text', 'my words')
    await app.press('next')
    await app.find('when')
    await app.press('next')
    await expect.poll(() => app.text()).toContain(said)
    expect(document.querySelector('[data-testid^=desk-]')).toBeNull()
    expect(app.session.draft?.text).toBe('my words')
    if (directory === 'bad-directory') app.close()
  }
})

test('an explosive hazard starts with what not to do', async () => {
  app = await opened()
  await app.press('danger')
  await app.find('emergency')
  await app.press('kind-HAZ')
  expect((await app.find('screen-hazard')).innerText).toContain('Do not touch it. Do not go near.')
  await app.press('hazard-next')
  await app.find('text')
})

test('abuse by a security force is never offered to an authority', async () => {
  app = await opened({
    desks: (await import('./small-channel.ts')).desks.map((desk) => ({ ...desk, categories: [] })),
  })
  await app.press('tile-abuse')
  await app.type('text', 'x')
  await app.press('next')
  await app.find('when')
  await app.press('next')
  await app.find('desk-0000000000001')
  expect(document.querySelector('[data-testid=desk-0000000000003]')).toBeNull()
})

test('the words stay when another kind is chosen, answers to the questions of the first do not', async () => {
  app = await opened()
  await app.press('danger')
  await app.press('kind-THR')
  await app.type('text', 'my words')
  await app.press('next')
  await app.press('more')
  await app.find('detail-against')
  app.session.draft!.details['against'] = 'me'
  await app.press('back')
  await app.press('back')
  await app.press('kind-ATK')
  expect(app.session.draft).toMatchObject({ category: 'ATK', text: 'my words', details: {} })
})
