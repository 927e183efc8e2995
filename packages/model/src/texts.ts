// One text in several languages, as records of the directory carry it.

/** Texts by BCP 47 language tag. */
export type Texts = Readonly<Record<string, string>>

/** The text in `language`, else in the first of `fallbacks` that has one, else any; empty where there is none. */
export function textIn(texts: Texts, language: string, fallbacks: readonly string[] = ['ar', 'en']): string {
  for (const each of [language, ...fallbacks]) {
    const text = Object.hasOwn(texts, each) ? texts[each] : undefined
    if (text !== undefined) return text
  }
  return Object.values(texts)[0] ?? ''
}
