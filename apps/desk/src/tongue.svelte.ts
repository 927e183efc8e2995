// The desk's words in the reader's language, and how that language says figures, days, times and sizes. The desk writes
// Western digits in every language, so that entries and coordinates compare (experience §3).
import { getContext, setContext } from 'svelte'
import { directions, sayDay, saySize, speech, type Language, type Speech } from '@isnad/ui'
import ar from '@isnad/ui/words/ar/desk.json'
import en from '@isnad/ui/words/en/desk.json'
import type { Settings } from './settings.svelte.ts'

export type Words = typeof en

const WORDS: Record<Language, Words> = { ar, en }
const SPEECH: Record<Language, Speech> = { ar: speech('ar', 'latn'), en: speech('en', 'latn') }
const SHORT: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', timeZone: 'UTC' }
/** Iraqi months as they are written short. */
const MONTHS = ['ك2', 'شباط', 'آذار', 'نيسان', 'أيار', 'حزيران', 'تموز', 'آب', 'أيلول', 'ت1', 'ت2', 'ك1']
const KEY = Symbol('tongue')

export class Tongue {
  readonly #settings: Settings

  constructor(settings: Settings) {
    this.#settings = settings
  }

  get language(): Language {
    return this.#settings.language
  }

  get direction(): 'rtl' | 'ltr' {
    return directions[this.language]
  }

  get words(): Words {
    return WORDS[this.language]
  }

  get say(): Speech {
    return SPEECH[this.language]
  }

  /** A name given in several languages: in the reader's, else in any. */
  name(names: Readonly<Record<string, string>>): string {
    return names[this.language] ?? names['en'] ?? Object.values(names)[0] ?? ''
  }

  /** A day, whole days since 1970 UTC, with weekday and month. */
  day(day: number): string {
    return sayDay(this.say, day)
  }

  /** The same, short: `Tue 17 Nov`, `الثلاثاء 17 ت2`. */
  shortDay(day: number): string {
    const at = new Date(day * 86_400_000)
    if (this.language !== 'ar') return this.moment(at.getTime(), { ...SHORT, month: 'short' })
    return `${this.moment(at.getTime(), { weekday: 'short', timeZone: 'UTC' })} ${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}`
  }

  size(bytes: number): string {
    return saySize(this.say, bytes, this.words.size)
  }

  /** A moment in unix milliseconds, by this device's time zone, which is named where it matters. */
  moment(unixMs: number, style: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat(this.say.locale, style).format(unixMs)
  }
}

export function setTongue(tongue: Tongue): void {
  setContext(KEY, tongue)
}

export function getTongue(): Tongue {
  return getContext<Tongue>(KEY)
}
