// An unlocked desk: what the vault holds, what is open, and what the person does with it.
import { listing, neighbour, type ListView, type Listing, type Office } from './inbox.ts'
import type { Drafts } from './drafts.svelte.ts'
import type { Attached, ItemView, OpenedReport, Proof, Session } from './session.ts'

/** `first`: the first fetch is under way. `in-step` and `offline` since a moment in unix milliseconds. */
export type Connection =
  { state: 'first' } | { state: 'in-step' | 'offline'; since: number } | { state: 'failed'; code: string }

export type OpenState =
  { state: 'none' } | { state: 'opening' } | { state: 'open'; opened: OpenedReport } | { state: 'failed'; code: string }

/** `waiting`: no connection; it goes by itself when there is one again. `sent` until something else is written. */
export type Sending = { state: 'idle' | 'sending' | 'waiting' | 'sent' } | { state: 'failed'; code: string }

/** What the desk says to a sender. */
export type Saying = 'acknowledgement' | 'answer'

/** The code of an error of any package, for the operator; the person reads words. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'unexpected'
}

interface Message {
  reportId: string
  what: Saying
  text: string
}

const STILL: Record<Saying, Sending> = { acknowledgement: { state: 'idle' }, answer: { state: 'idle' } }

export interface World {
  now(): number
}

export class Desk {
  readonly session: Session
  readonly drafts: Drafts
  readonly #world: World
  items = $state.raw<readonly ItemView[]>([])
  connection = $state.raw<Connection>({ state: 'first' })
  view = $state<ListView>('todo')
  query = $state('')
  cursor = $state<string | null>(null)
  openId = $state<string | null>(null)
  opening = $state.raw<OpenState>({ state: 'none' })
  proof = $state.raw<Proof | null>(null)
  sending = $state.raw<Record<Saying, Sending>>(STILL)
  /** Reports that came since the first fetch, the newest fetch only: what is announced, once. */
  arrived = $state.raw<readonly ItemView[]>([])
  now = $state(0)
  #known: Set<string> | null = null
  #syncing: Promise<void> | null = null
  #again = false
  #waiting: Message[] = []

  constructor(session: Session, drafts: Drafts, world: World) {
    this.session = session
    this.drafts = drafts
    this.#world = world
    this.now = world.now()
  }

  get current(): ItemView | null {
    return this.items.find((item) => item.reportId === this.openId) ?? null
  }

  get office(): Office {
    return { hours: this.session.desk.hours, timeZone: this.session.programme.timeZone }
  }

  list(named: (item: ItemView) => string): Listing {
    return listing(this.items, { view: this.view, query: this.query }, this.office, this.now, named)
  }

  /** Fetches now and at every tick. Gives what stops it. */
  start(): () => void {
    void this.refresh()
    const stop = this.session.live(() => void this.refresh())
    const clock = setInterval(() => (this.now = this.#world.now()), 15_000)
    // A line that died in silence brings no tick that would say so.
    const look = setInterval(() => void this.refresh(), 60_000)
    return () => {
      stop()
      clearInterval(clock)
      clearInterval(look)
    }
  }

  /** Safe to call at any time: a call during a fetch makes one more follow it. */
  async refresh(): Promise<void> {
    if (this.#syncing) {
      this.#again = true
      return this.#syncing
    }
    this.#syncing = this.#fetch()
    await this.#syncing
    this.#syncing = null
    if (this.#again) {
      this.#again = false
      await this.refresh()
    }
  }

  async #fetch(): Promise<void> {
    try {
      const outcome = await this.session.sync()
      this.now = this.#world.now()
      if (outcome === 'offline') this.#wentOffline()
      else this.connection = { state: 'in-step', since: this.now }
      if (outcome !== 'same' || !this.#known) this.#take(this.session.items())
      if (outcome !== 'offline') await this.#sayWhatWaits()
    } catch (error) {
      this.connection = { state: 'failed', code: codeOf(error) }
    }
  }

  /** The device itself says that its network is gone. */
  lost(): void {
    this.now = this.#world.now()
    this.#wentOffline()
  }

  #wentOffline(): void {
    if (this.connection.state !== 'offline') this.connection = { state: 'offline', since: this.now }
  }

  #take(items: readonly ItemView[]): void {
    const known = this.#known
    this.items = items
    if (known) {
      const arrived = items.filter((item) => !known.has(item.reportId))
      if (arrived.length > 0) this.arrived = arrived
    }
    if (known || this.connection.state !== 'offline') this.#known = new Set(items.map((item) => item.reportId))
    void this.#reread()
  }

  /** What is open may have gained an answer of a colleague, a part, or its place in the log. */
  async #reread(): Promise<void> {
    const { openId } = this
    if (openId === null || this.opening.state !== 'open') return
    try {
      const opened = await this.session.open(openId)
      if (this.openId === openId) this.opening = { state: 'open', opened }
      await this.#prove(openId)
    } catch {
      // What is on the screen stays; the next fetch tries again.
    }
  }

  async open(reportId: string): Promise<void> {
    this.openId = reportId
    this.cursor = reportId
    this.opening = { state: 'opening' }
    this.proof = null
    this.sending = this.#waiting
      .filter((message) => message.reportId === reportId)
      .reduce((all, message) => ({ ...all, [message.what]: { state: 'waiting' } }), STILL)
    try {
      const opened = await this.session.open(reportId)
      if (this.openId !== reportId) return
      this.opening = { state: 'open', opened }
      this.items = this.session.items()
      await this.#prove(reportId)
    } catch (error) {
      if (this.openId === reportId) this.opening = { state: 'failed', code: codeOf(error) }
    }
  }

  close(): void {
    this.openId = null
    this.opening = { state: 'none' }
    this.proof = null
  }

  step(shown: readonly ItemView[], step: 1 | -1): void {
    this.cursor = neighbour(shown, this.cursor ?? this.openId, step)?.reportId ?? null
  }

  async #prove(reportId: string): Promise<void> {
    const proof = await this.session.proof(reportId).catch((): null => null)
    if (this.openId !== reportId) return
    this.proof = proof ?? { state: 'not-checked', day: this.current?.day ?? 0 }
  }

  /** Looks the open report up in the log again. */
  async prove(): Promise<void> {
    if (this.openId === null) return
    this.proof = null
    await this.#prove(this.openId)
  }

  attachment(index: number): Promise<Attached> {
    if (this.openId === null) throw new Error('no report is open')
    return this.session.attachment(this.openId, index)
  }

  /**
   * Sends the words of the draft. Without a connection it is tried again after every fetch that worked, unless the words
   * turn out to have arrived: an answer can be lost on the way back, and nobody is told a thing twice.
   */
  async say(what: Saying): Promise<void> {
    const { openId } = this
    const sending = this.sending[what].state
    if (openId === null || sending === 'sending' || sending === 'waiting') return
    const text = this.drafts.get(openId)[what].trim()
    if (what === 'answer' && !text) return
    await this.#say({ reportId: openId, what, text })
  }

  /** Something else is being written: what was said of the last sending no longer holds. */
  written(what: Saying): void {
    const { state } = this.sending[what]
    if (state === 'sent' || state === 'failed') this.sending = { ...this.sending, [what]: { state: 'idle' } }
  }

  async #say(message: Message): Promise<void> {
    const { reportId, what, text } = message
    this.#show(message, { state: 'sending' })
    try {
      if (what === 'answer') await this.session.answer(reportId, text)
      else await this.session.acknowledge(reportId, text || undefined)
    } catch (error) {
      const code = codeOf(error)
      const away = code === 'offline' || code === 'server-away'
      if (away) this.#waiting = [...this.#waiting, message]
      this.#show(message, away ? { state: 'waiting' } : { state: 'failed', code })
      if (code === 'offline') this.#wentOffline()
      return
    }
    await this.#said(message)
  }

  async #said(message: Message): Promise<void> {
    this.drafts.change(message.reportId, { [message.what]: '' })
    this.items = this.session.items()
    this.#show(message, { state: 'sent' })
    await this.#reread()
  }

  #show(message: Message, sending: Sending): void {
    if (this.openId === message.reportId) this.sending = { ...this.sending, [message.what]: sending }
  }

  async #sayWhatWaits(): Promise<void> {
    const waiting = this.#waiting
    this.#waiting = []
    for (const message of waiting) {
      if (await this.#arrived(message)) await this.#said(message)
      else await this.#say(message)
    }
  }

  async #arrived({ reportId, what, text }: Message): Promise<boolean> {
    const opened = await this.session.open(reportId).catch((): null => null)
    if (!opened) return false
    return what === 'answer' ? opened.answers.some((answer) => answer.text === text) : opened.acknowledged !== null
  }
}
