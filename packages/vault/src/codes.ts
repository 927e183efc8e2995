// A member's code as a desk uses it: the lists it may be typed in, fetched when first asked for.
import type { WordList } from '@isnad/envelope'

export { random } from '@isnad/crypto'
export { type Code, EnvelopeError, type WordList } from '@isnad/envelope'

export async function wordLists(): Promise<WordList[]> {
  const [ar, en] = await Promise.all([import('@isnad/envelope/words-ar'), import('@isnad/envelope/words-en')])
  return [ar.wordsAr, en.wordsEn]
}
