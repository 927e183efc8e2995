import { afterEach, expect, test } from 'vitest'
import { createRawSnippet, flushSync, mount, tick, unmount, type Component } from 'svelte'
import Attachment from '../src/attachment.svelte'
import Button from '../src/button.svelte'
import Chain from '../src/chain.svelte'
import Chip from '../src/chip.svelte'
import Choice from '../src/choice.svelte'
import Dialog from '../src/dialog.svelte'
import Field from '../src/field.svelte'
import Pick from '../src/pick.svelte'
import QuickExit from '../src/quick-exit.svelte'
import Strip from '../src/strip.svelte'
import { check, clock, send } from '../src/icons.ts'
import '../src/tokens.css'
import '../src/base.css'

let shown: Record<string, unknown> | undefined
afterEach(() => {
  if (shown !== undefined) void unmount(shown)
  shown = undefined
  document.body.replaceChildren()
  document.documentElement.dir = 'ltr'
})

function show<Props extends Record<string, unknown>>(
  component: Component<Props, object, string>,
  props: Props,
): HTMLElement {
  shown = mount(component, { target: document.body, props }) as Record<string, unknown>
  flushSync()
  return document.body
}
const words = (text: string) => createRawSnippet(() => ({ render: () => `<span>${text}</span>` }))
const byRole = (role: string): HTMLElement => document.querySelector<HTMLElement>(`[role=${role}], ${role}`)!

test('a locked button says why and does nothing; a busy one keeps its label and does nothing', () => {
  let pressed = 0
  const onclick = (): void => void pressed++
  const body = show(Button, { locked: 'Two people must agree first.', onclick, children: words('Refer') })
  const button = byRole('button')
  button.click()
  expect(pressed).toBe(0)
  expect(button.getAttribute('aria-disabled')).toBe('true')
  expect(document.getElementById(button.getAttribute('aria-describedby')!)!.innerText).toBe(
    'Two people must agree first.',
  )
  void unmount(shown!)
  body.replaceChildren()
  show(Button, { busy: true, onclick, icon: send, children: words('Send') })
  byRole('button').click()
  expect(pressed).toBe(0)
  expect(byRole('button').innerText).toBe('Send')
  expect(byRole('button').getAttribute('aria-busy')).toBe('true')
})

test('a button that can be pressed is pressed, and is 44 px at least', () => {
  let pressed = 0
  show(Button, { kind: 'primary', onclick: () => void pressed++, children: words('Go') })
  byRole('button').click()
  expect(pressed).toBe(1)
  const { width, height } = byRole('button').getBoundingClientRect()
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(44)
})

test('a field points to its error, and to its hint where there is none', () => {
  show(Field, { label: 'When', value: '', error: 'Choose a time.', hint: 'About.', required: 'required' })
  const input = document.querySelector('input')!
  expect(input.labels![0]!.innerText).toContain('required')
  expect(input.getAttribute('aria-invalid')).toBe('true')
  expect(input.getAttribute('aria-required')).toBe('true')
  expect(document.getElementById(input.getAttribute('aria-describedby')!)!.innerText).toBe('Choose a time.')
  void unmount(shown!)
  document.body.replaceChildren()
  show(Field, { label: 'When', value: 'x', hint: 'About.' })
  const calm = document.querySelector('input')!
  expect(calm.hasAttribute('aria-invalid')).toBe(false)
  expect(document.getElementById(calm.getAttribute('aria-describedby')!)!.innerText).toBe('About.')
})

const options = [
  { value: 'a', label: 'A' },
  { value: 'b', label: 'B' },
  { value: 'c', label: 'C', unavailable: 'Not before it is held.' },
  { value: 'd', label: 'D' },
]

test('a choice marks what is chosen by fill and check, and says why something is unavailable', () => {
  const chosen: string[] = []
  show(Choice, { label: 'Which', options, value: null, onchoose: (value: string) => void chosen.push(value) })
  const inputs = [...document.querySelectorAll('input')]
  expect(inputs.map((input) => input.disabled)).toEqual([false, false, true, false])
  expect(document.body.innerText).toContain('Not before it is held.')
  inputs[1]!.click()
  flushSync()
  expect(chosen).toEqual(['b'])
  const label = inputs[1]!.closest('label')!
  expect(label.querySelector('svg')).not.toBeNull()
  const ground = (element: Element): string => getComputedStyle(element).backgroundColor
  expect(ground(label)).not.toBe(ground(inputs[0]!.closest('label')!))
})

test('arrow keys follow what is seen: left is the next one where the page runs to the left', () => {
  document.documentElement.dir = 'rtl'
  show(Choice, { label: 'Which', options, value: 'a' })
  const inputs = [...document.querySelectorAll('input')]
  inputs[0]!.focus()
  const press = (key: string): void =>
    void document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  press('ArrowLeft')
  expect(document.activeElement).toBe(inputs[1])
  press('ArrowLeft')
  expect(document.activeElement).toBe(inputs[3])
  press('ArrowRight')
  expect(document.activeElement).toBe(inputs[1])
})

test('a dialog takes the focus, closes on Escape, and gives the focus back', async () => {
  const opener = document.createElement('button')
  document.body.append(opener)
  opener.focus()
  let closed = 0
  show(Dialog, { title: 'Language', close: 'Close', onclose: () => void closed++, children: words('x') })
  const dialog = document.querySelector('dialog')!
  expect(dialog.open).toBe(true)
  expect(dialog.contains(document.activeElement)).toBe(true)
  dialog.querySelector<HTMLElement>('header button')!.click()
  await expect.poll(() => closed).toBe(1)
  expect(document.activeElement).toBe(opener)
})

test('a chain names the state of each step for those who do not see the dots', () => {
  const states = { done: 'done', current: 'here now', 'to-come': 'to come', broken: 'broken' }
  show(Chain, {
    label: 'Way',
    states,
    steps: [
      { label: 'Sent', state: 'done' },
      { label: 'Read', note: 'Tuesday', state: 'current' },
      { label: 'Answered', state: 'to-come' },
    ],
  })
  const items = [...document.querySelectorAll('li')]
  expect(items.map((item) => item.querySelector('.heard-only')!.textContent)).toEqual(['done', 'here now', 'to come'])
  expect(items[1]!.getAttribute('aria-current')).toBe('step')
})

test('a chain runs the way the page reads', () => {
  const steps = [
    { label: 'Sent', state: 'done' as const },
    { label: 'Read', state: 'to-come' as const },
  ]
  const states = { done: 'd', current: 'c', 'to-come': 't', broken: 'b' }
  for (const dir of ['ltr', 'rtl']) {
    document.documentElement.dir = dir
    show(Chain, { label: 'Way', states, steps })
    const [first, second] = [...document.querySelectorAll('li')].map((item) => item.getBoundingClientRect().left)
    expect(first! < second!).toBe(dir === 'ltr')
    void unmount(shown!)
    document.body.replaceChildren()
  }
  shown = undefined
})

test('a state is an icon and words, never a colour alone', () => {
  show(Chip, { tone: 'held', icon: check, text: 'held by the desk' })
  const chip = document.querySelector('span')!
  expect(chip.innerText).toBe('held by the desk')
  expect(chip.querySelector('svg')!.getAttribute('aria-hidden')).toBe('true')
})

test('a strip that appears is read out', () => {
  show(Strip, { tone: 'wait', icon: clock, title: 'No network now.', text: 'Write as usual.', role: 'status' })
  expect(byRole('status').innerText).toBe('No network now. Write as usual.')
})

test('an attachment that was refused says why and can be taken out', () => {
  let removed = 0
  show(Attachment, {
    title: 'Photo 1',
    error: 'This file is empty.',
    remove: 'Take out photo 1',
    onremove: () => void removed++,
  })
  expect(document.body.innerText).toContain('This file is empty.')
  document.querySelector<HTMLElement>('button[aria-label="Take out photo 1"]')!.click()
  expect(removed).toBe(1)
})

test('a card is named by its title, and what choosing it means is its description', () => {
  show(Pick, { title: 'Youth team', checked: false, children: words('Reads it: four people') })
  const input = document.querySelector('input')!
  const named = (attribute: string): string => document.getElementById(input.getAttribute(attribute)!)!.innerText
  expect(named('aria-labelledby')).toBe('Youth team')
  expect(named('aria-describedby')).toBe('Reads it: four people')
})

test('Shift three times leaves; slowly, or held down, it does not', async () => {
  let left = 0
  show(QuickExit, { text: 'Quick exit', onleave: () => void left++ })
  await tick()
  const shift = (repeat = false): void =>
    void window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift', repeat }))
  shift()
  shift(true)
  shift(true)
  expect(left).toBe(0)
  await new Promise((done) => setTimeout(done, 1600))
  shift()
  shift()
  expect(left).toBe(0)
  shift()
  expect(left).toBe(1)
})
