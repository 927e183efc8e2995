import { expect, test } from 'vitest'
import { firstLanguage, loadWords } from '../src/words.ts'

test('the first language is the first of ours that the browser lists', () => {
  expect(firstLanguage(['en-US', 'ar-IQ'], ['ar', 'en'])).toBe('ar')
  expect(firstLanguage(['en-US', 'en'], ['ar', 'en'])).toBe('en')
  expect(firstLanguage(['ku', 'tr'], ['ar', 'en'])).toBe('ar')
  expect(firstLanguage([], ['ar', 'en'])).toBe('ar')
})

test('every stretch loads in every language', async () => {
  for (const language of ['ar', 'en'] as const) {
    expect((await loadWords(language, 'first')).home.title.length).toBeGreaterThan(5)
    expect((await loadWords(language, 'after')).receipt.title.length).toBeGreaterThan(3)
  }
})
