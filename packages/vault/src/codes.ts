// A member's code as a desk uses it: the lists it may be typed in, and the slow part of unlocking.
import type { Bytes } from '@isnad/bytes'
import { type Code, stretchCode, type WordList } from '@isnad/envelope'

export { random } from '@isnad/crypto'
export { type Code, EnvelopeError, type WordList } from '@isnad/envelope'

/** Every list there is; fetched when first asked for. */
export async function wordLists(): Promise<WordList[]> {
  const [ar, en] = await Promise.all([import('@isnad/envelope/words-ar'), import('@isnad/envelope/words-en')])
  return [ar.wordsAr, en.wordsEn]
}

/** Half a second to several of work: run it in a worker. @param programmeId 32 bytes */
export const stretchMember = (code: Code, programmeId: Bytes): Promise<Bytes> => stretchCode(code, 'member', programmeId)
