import { expect, test } from 'vitest'
import { keyAction, type Press } from '../src/keys/keys.ts'

const press = (code: string, more: Partial<Press> = {}): Press => ({
  code,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  isComposing: false,
  ...more,
})

test('single keys are off while typing, while composing and with a command key', () => {
  for (const code of ['KeyJ', 'KeyK', 'KeyA', 'Slash', 'Enter']) {
    expect(keyAction(press(code), true, true)).toBeNull()
    expect(keyAction(press(code, { isComposing: true }), false, true)).toBeNull()
    expect(keyAction(press(code, { ctrlKey: true }), false, true)).toBeNull()
    expect(keyAction(press(code, { metaKey: true }), false, true)).toBeNull()
  }
})

test('single keys can be turned off, and what is left still works', () => {
  for (const code of ['KeyJ', 'KeyK', 'KeyA', 'Slash']) expect(keyAction(press(code), false, false)).toBeNull()
  expect(keyAction(press('Slash', { shiftKey: true }), false, false)).toBeNull()
  expect(keyAction(press('Escape'), false, false)).toBe('back')
  expect(keyAction(press('KeyL', { altKey: true }), false, false)).toBe('lock')
})

test('keys go by their place, so an Arabic layout changes nothing', () => {
  expect(keyAction(press('KeyJ'), false, true)).toBe('next')
  expect(keyAction(press('KeyK'), false, true)).toBe('previous')
  expect(keyAction(press('KeyA'), false, true)).toBe('answer')
  expect(keyAction(press('Slash'), false, true)).toBe('find')
  expect(keyAction(press('Slash', { shiftKey: true }), false, true)).toBe('map')
})

test('lock and back work while typing', () => {
  expect(keyAction(press('KeyL', { altKey: true }), true, true)).toBe('lock')
  expect(keyAction(press('Escape'), true, true)).toBe('back')
})
