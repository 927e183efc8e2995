// All that the app knows while it is open. Nothing of it is written anywhere: leaving drops it.
import { directions, type Digits, type Language, languages, speech } from '@isnad/ui'
import type { Category } from '@isnad/model'
import type { Component } from 'svelte'
import type { ByLanguage, Channel, Programme, Readers } from './channel.ts'
import { type Draft, isBegun, newDraft } from './draft.ts'
import type { Outgoing } from './outgoing.svelte.ts'
import { firstLanguage, loadWords, type Stretch, type WordsOf } from './words.ts'

export type Tab = 'tell' | 'waiting' | 'answers' | 'safety'
export type Theme = 'light' | 'dark' | 'system'
/** A screen of the way to tell; none is the home screen. */
export type Step = 'danger' | 'which' | 'hazard' | 'write' | 'details' | 'readers' | 'hear' | 'sending'

type Loaded = { [S in Stretch]?: WordsOf[S] }
/** A component that is shown what the session knows. */
type Screen = Component<{ session: Session }>
/** What is fetched after the first stretch, each with words of its own: parts.ts says from where. */
export interface Parts {
  readonly steps: Readonly<Record<'details' | 'readers' | 'hear', Screen>>
  readonly extras: Readonly<Record<'where' | 'pictures' | 'more' | 'whenMore' | 'consentEach', Screen>> & {
    addPictures(draft: Draft, files: readonly Blob[]): Promise<void>
  }
  readonly after: { readonly sending: Screen; readonly parts: Component<{ session: Session; outgoing: Outgoing }> }
  readonly more: Readonly<Record<'waiting' | 'answers' | 'safety' | 'display', Screen>>
}
export type LoadPart = <P extends keyof Parts>(part: P) => Promise<Parts[P]>

export class Session {
  readonly channel: Channel
  readonly #loadPart: LoadPart
  language = $state<Language>('ar')
  digits = $state<Digits>('arab')
  theme = $state<Theme>('light')
  words = $state.raw<Loaded>({})
  programme = $state.raw<Programme | null>(null)
  online = $state(true)
  /** The service did not answer when last asked. */
  unreachable = $state(false)
  tab = $state<Tab>('tell')
  path = $state.raw<readonly Step[]>([])
  /** What the sub-choice offers. */
  offered = $state.raw<readonly Category[]>([])
  draft = $state<Draft | null>(null)
  outgoing = $state<Outgoing[]>([])
  /** The one whose way is on the screen. */
  shown = $state<Outgoing | null>(null)
  parts = $state.raw<Partial<Parts>>({})
  /** Quick exit, set by the frame: a dialog covers the bar that it stands in. */
  leave: () => void = () => {}
  /** How many were sealed since the page was opened. */
  sealedCount = 0
  /** The dialog for language and display is open. */
  displayOpen = $state(false)
  /** A part of the app could not be fetched. */
  notLoaded = $state(false)
  readonly say = $derived.by(() => speech(this.language, this.language === 'ar' ? this.digits : 'latn'))

  #prepared = false

  constructor(channel: Channel, listed: readonly string[], loadPart: LoadPart) {
    this.channel = channel
    this.#loadPart = loadPart
    this.language = firstLanguage(listed, languages)
  }

  get direction(): 'rtl' | 'ltr' {
    return directions[this.language]
  }
  get step(): Step | undefined {
    return this.path.at(-1)
  }
  get demo(): boolean {
    return this.programme?.demo === true
  }
  /** Something would be lost by closing the page. */
  get holds(): boolean {
    return (this.draft !== null && isBegun(this.draft)) || this.outgoing.some((one) => one.held === null)
  }
  /** Sealed here and not yet held. */
  get waiting(): number {
    return this.outgoing.filter((one) => one.held === null).length
  }

  /** A programme's or desk's text in the reader's language, else in one that it has. */
  inLanguage(text: ByLanguage): string {
    return text[this.language] ?? text['en'] ?? text['ar'] ?? Object.values(text)[0] ?? ''
  }

  async speak(language: Language): Promise<void> {
    const loaded = Object.keys(this.words) as Stretch[]
    const needed = loaded.length === 0 ? (['first'] as const) : loaded
    const entries = await Promise.all(needed.map(async (stretch) => [stretch, await loadWords(language, stretch)]))
    this.words = Object.fromEntries(entries) as Loaded
    this.language = language
  }

  /** Asks for the programme until it answers; safe to call again. */
  async meet(): Promise<void> {
    if (this.programme !== null) return
    try {
      const stated = await this.channel.programme()
      // What the roots signed may have come meanwhile.
      this.programme ??= stated
      this.unreachable = false
    } catch {
      this.unreachable = true
    }
  }

  /** Who may read; from now on the programme's names and numbers are those that its roots signed. @throws {Trouble} */
  async readers(): Promise<Readers> {
    const readers = await this.channel.desks()
    this.programme = readers.programme
    return readers
  }

  begin(category: Category): void {
    if (this.draft === null || !isBegun(this.draft)) this.draft = newDraft(category)
    else if (this.draft.category !== category) {
      // The words stay; answers to another kind's questions would not fit.
      this.draft.category = category
      this.draft.details = {}
    }
    this.go(category === 'HAZ' ? 'hazard' : 'write')
  }

  /** Offers the categories, or goes straight on where there is one. */
  offer(categories: readonly Category[], step: 'danger' | 'which' = 'which'): void {
    const only = categories.length === 1 ? categories[0] : undefined
    this.offered = categories
    if (only !== undefined) this.begin(only)
    else this.go(step)
  }

  go(step: Step): void {
    this.path = [...this.path, step]
  }
  back(): void {
    if (this.tab !== 'tell') this.tab = 'tell'
    else this.path = this.path.slice(0, -1)
  }
  home(): void {
    this.path = []
    this.tab = 'tell'
  }
  open(tab: Tab): void {
    this.tab = tab
    if (tab === 'tell') this.path = []
    else void this.need('more')
  }

  /** From the first key press on: fetches what the next screens and the sealing need, while the person writes. */
  prepare(): void {
    if (this.#prepared) return
    this.#prepared = true
    void this.need('steps')
    void this.readers().catch(() => (this.#prepared = false))
  }

  /** Fetches the components and words of a stretch; again after trouble. */
  async need(stretch: keyof Parts | 'details'): Promise<void> {
    try {
      const part = stretch === 'details' ? undefined : this.#loadPart(stretch)
      const [loaded, words] = await Promise.all([part, loadWords(this.language, stretch)])
      this.words = { ...this.words, [stretch]: words }
      if (loaded !== undefined) this.parts = { ...this.parts, [stretch]: loaded }
      this.notLoaded = false
    } catch {
      this.notLoaded = true
    }
  }

  /** Lets the browser ask before a page is closed that holds what is nowhere else. */
  readonly asks = (event: BeforeUnloadEvent): void => {
    if (this.holds) event.preventDefault()
  }

  /** Forgets everything and stops what is under way. */
  drop(): void {
    for (const one of this.outgoing) one.stop()
    this.outgoing = []
    this.shown = null
    this.draft = null
    this.path = []
  }
}
