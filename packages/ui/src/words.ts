// Words by language: filling placeholders, plural forms, digits, sizes and days as each language writes them.

/** A language that has its words; the first is the one an undecided reader gets. */
export const languages = ['ar', 'en'] as const
export type Language = (typeof languages)[number]
/** Which way a language runs. */
export const directions: Record<Language, 'rtl' | 'ltr'> = { ar: 'rtl', en: 'ltr' }

/** ٠١٢٣ or 0123; a switch where the language writes its own. */
export type Digits = 'arab' | 'latn'

/** The forms of a counted thing by CLDR plural category; `other` always stands. */
export interface Forms {
  readonly zero?: string
  readonly one?: string
  readonly two?: string
  readonly few?: string
  readonly many?: string
  readonly other: string
}

/** Puts values into a text's `{placeholders}`, each isolated so that its direction cannot disturb the sentence. */
export type Fill = (text: string, values?: Readonly<Record<string, string | number>>) => string

/** How one language, with one kind of digits, says values. */
export interface Speech {
  readonly language: Language
  readonly digits: Digits
  /** For `Intl`. */
  readonly locale: string
  readonly fill: Fill
  /** The form of `forms` for `n`, with `{n}` and `values` filled in. */
  count(forms: Forms, n: number, values?: Readonly<Record<string, string | number>>): string
  /** 0…9 in `text` as the reader's digits; everything else unchanged. */
  figures(text: string | number): string
}

export function speech(language: Language, digits: Digits): Speech {
  const locale = `${language === 'ar' ? 'ar-IQ' : 'en-GB'}-u-nu-${digits}`
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const fill: Fill = (text, values = {}) =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name]
      if (value === undefined) return whole
      return typeof value === 'number' ? numbers.format(value) : `\u2068${value}\u2069`
    })
  return {
    language,
    digits,
    locale,
    fill,
    count: (forms, n, values) => fill(forms[new Intl.PluralRules(language).select(n)] ?? forms.other, { n, ...values }),
    figures: (text) =>
      digits === 'latn' ? String(text) : String(text).replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? digit),
  }
}
