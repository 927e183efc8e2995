import { createHash } from 'node:crypto'
import { foldText } from '@isnad/model'
import { describe, expect, test } from 'vitest'
import { wordsAr } from '../src/words-ar.ts'
import { wordsEn } from '../src/words-en.ts'

// Frozen: a word's place is its 11 bits, so that any change opens other threads with the paper people hold.
const lists = {
  ar: {
    words: wordsAr,
    sha256: 'ab5c921774721b83bcbc106ab0919735e6746500fd5f49617409e848c81550a2',
    letters: /^[ء-غف-ي]{3,8}$/u,
  },
  en: {
    words: wordsEn,
    sha256: '9b436adfe80186054f0b721badd8953a3ba8318ec0554a66f55c4f2cdb2ff2b3',
    letters: /^[a-z]{3,8}$/,
  },
}

for (const [language, { letters, sha256, words }] of Object.entries(lists))
  describe(`the list of ${language}`, () => {
    test('18 has 2,048 words of 3 to 8 letters, also after folding', () => {
      expect(words).toHaveLength(2048)
      expect(words.filter((word) => !letters.test(word) || word.normalize('NFC') !== word)).toEqual([])
      expect(words.filter((word) => foldText(word).length < 3 || foldText(word).length > 8)).toEqual([])
    })

    test('18 no two words are alike after folding, nor in their first four letters', () => {
      const folded = words.map(foldText)
      expect(new Set(folded).size).toBe(2048)
      expect(new Set(folded.map((word) => word.slice(0, 4))).size).toBe(2048)
    })

    test('18 is frozen', () => {
      expect(createHash('sha256').update(words.join('\n')).digest('hex')).toBe(sha256)
    })
  })

test('18 no word of one list is a word of the other', () => {
  const english = new Set(wordsEn.map(foldText))
  expect(wordsAr.filter((word) => english.has(foldText(word)))).toEqual([])
})
