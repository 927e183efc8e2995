// What the desk remembers of how a person likes it, on this device: language, appearance, keys, width of the list.
// Nothing else is ever kept here.
import type { Language } from '@isnad/ui'

export type Theme = 'system' | 'light' | 'dark'

interface Kept {
  language: Language
  theme: Theme
  singleKeys: boolean
  listWidth: number
}

/** Where the browser keeps it; a browser that refuses storage costs the memory and nothing else. */
const PLACE = 'isnad-desk-settings'
export const LIST_WIDTH = { least: 260, usual: 336, most: 520 }

function read(storage: Storage | null): Partial<Kept> {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(PLACE) ?? '{}')
    return typeof kept === 'object' && kept !== null ? kept : {}
  } catch {
    return {}
  }
}

function clampWidth(width: unknown): number {
  if (typeof width !== 'number' || !Number.isFinite(width)) return LIST_WIDTH.usual
  return Math.round(Math.min(LIST_WIDTH.most, Math.max(LIST_WIDTH.least, width)))
}

export class Settings {
  language = $state<Language>('en')
  theme = $state<Theme>('system')
  singleKeys = $state(true)
  listWidth = $state(LIST_WIDTH.usual)
  readonly #storage: Storage | null

  /** @param preferred languages of the browser, most wanted first */
  constructor(storage: Storage | null, preferred: readonly string[]) {
    this.#storage = storage
    const kept = read(storage)
    const wanted = preferred.find((tag) => /^(ar|en)\b/u.test(tag))
    this.language =
      kept.language === 'ar' || kept.language === 'en' ? kept.language : wanted?.startsWith('en') ? 'en' : 'ar'
    this.theme = kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : 'system'
    this.singleKeys = kept.singleKeys !== false
    this.listWidth = clampWidth(kept.listWidth)
  }

  keep(change: Partial<Kept>): void {
    if (change.language) this.language = change.language
    if (change.theme) this.theme = change.theme
    if (change.singleKeys !== undefined) this.singleKeys = change.singleKeys
    if (change.listWidth !== undefined) this.listWidth = clampWidth(change.listWidth)
    const { language, theme, singleKeys, listWidth } = this
    try {
      this.#storage?.setItem(PLACE, JSON.stringify({ language, theme, singleKeys, listWidth }))
    } catch {
      // Remembered until the window closes.
    }
  }
}
