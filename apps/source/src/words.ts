// The words of the screens, one language and one stretch of the way at a time.
import type { Language } from '@isnad/ui'
import type after from '@isnad/ui/words/en/source-after.json'
import type details from '@isnad/ui/words/en/source-details.json'
import type extras from '@isnad/ui/words/en/source-extras.json'
import type first from '@isnad/ui/words/en/source.json'
import type more from '@isnad/ui/words/en/source-more.json'
import type steps from '@isnad/ui/words/en/source-steps.json'

/**
 * Up to the form; from the first key press to sealing; what a report may say besides, and the
 * questions of its category; from sealing on; behind the other
 * tabs.
 */
export interface WordsOf {
  readonly first: typeof first
  readonly steps: typeof steps
  readonly extras: typeof extras
  readonly details: typeof details
  readonly after: typeof after
  readonly more: typeof more
}
export type Stretch = keyof WordsOf

const files: { [L in Language]: { [S in Stretch]: () => Promise<{ default: WordsOf[S] }> } } = {
  ar: {
    first: () => import('@isnad/ui/words/ar/source.json'),
    steps: () => import('@isnad/ui/words/ar/source-steps.json'),
    extras: () => import('@isnad/ui/words/ar/source-extras.json'),
    details: () => import('@isnad/ui/words/ar/source-details.json'),
    after: () => import('@isnad/ui/words/ar/source-after.json'),
    more: () => import('@isnad/ui/words/ar/source-more.json'),
  },
  en: {
    first: () => import('@isnad/ui/words/en/source.json'),
    steps: () => import('@isnad/ui/words/en/source-steps.json'),
    extras: () => import('@isnad/ui/words/en/source-extras.json'),
    details: () => import('@isnad/ui/words/en/source-details.json'),
    after: () => import('@isnad/ui/words/en/source-after.json'),
    more: () => import('@isnad/ui/words/en/source-more.json'),
  },
}

/** The names languages call themselves. */
export const ownNames: Record<Language, string> = { ar: 'العربية', en: 'English' }

export async function loadWords<S extends Stretch>(language: Language, stretch: S): Promise<WordsOf[S]> {
  return (await files[language][stretch]()).default
}

/**
 * The language to begin in: the first of ours, in our order, that the browser lists; else the first of ours. So a phone
 * set to English whose owner also reads Arabic begins in Arabic.
 */
export function firstLanguage(listed: readonly string[], ours: readonly Language[]): Language {
  const tags = listed.map((tag) => tag.toLowerCase().split('-')[0])
  return ours.find((language) => tags.includes(language)) ?? ours[0] ?? 'ar'
}
