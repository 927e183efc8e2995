// Codes as a phone uses them: made, shown, typed, stretched. The lists of words are fetched when one is needed.
import type { WordList } from '@isnad/envelope'

export {
  type Code,
  codeDigits,
  codeWords,
  EnvelopeError,
  newCode,
  parseCode,
  stretchCode,
  type WordList,
} from '@isnad/envelope'
export { random } from '@isnad/crypto'

const lists: Readonly<Record<string, () => Promise<WordList>>> = {
  ar: async () => (await import('@isnad/envelope/words-ar')).wordsAr,
  en: async () => (await import('@isnad/envelope/words-en')).wordsEn,
}

/** The list of a language, or null where it has none. */
export async function wordListOf(language: string): Promise<WordList | null> {
  return (await lists[language]?.()) ?? null
}

/** Every list there is: what a typed code may be in. */
export const allWordLists = (): Promise<WordList[]> => Promise.all(Object.values(lists).map((load) => load()))
