// An unlocked desk: what the vault holds, what is open, and what the person does with it.
import type { Promised } from '../time/clock.ts'
import { listing, neighbour, type ListView, type Listing } from './inbox.ts'
import type { Drafts } from './drafts.svelte.ts'
import type { Attached, ItemView, OpenedReport, Proof, Session } from './session.ts'

/** `first`: the first fetch is under way. `in-step` and `offline` since a moment in unix milliseconds. */
export type Connection = { state: 'first' } | { state: 'in-step' | 'offline'; since: number } | { state: 'failed' }

export type OpenState =
  { state: 'none' } | { state: 'opening' } | { state: 'open'; opened: OpenedReport } | { state: 'failed'; code: string }

export type Sending = { state: 'idle' } | { state: 'sending' } | { state: 'failed'; code: string }

/** The code of an error of any package, for the operator; the person reads words. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'unexpected'
}

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
  acknowledging = $state.raw<Sending>({ state: 'idle' })
  answering = $state.raw<Sending>({ state: 'idle' })
  /** Reports that came since the first fetch, the newest fetch only: what is announced, once. */
  arrived = $state.raw<readonly ItemView[]>([])
  now = $state(0)
  #known: Set<string> | null = null
  #syncing: Promise<void> | null = null
  #again = false

  constructor(session: Session, drafts: Drafts, world: World) {
    this.session = session
    this.drafts = drafts
    this.#world = world
    this.now = world.now()
  }

  get current(): ItemView | null {
    return this.items.find((item) => item.reportId === this.openId) ?? null
  }

  list(promised: Promised, named: (item: ItemView) => string): Listing {
    return listing(this.items, this.view, this.query, promised, this.now, named)
  }

  /** Fetches now and at every tick. Gives what stops it. */
  start(): () => void {
    void this.refresh()
    const stop = this.session.live(() => void this.refresh())
    const clock = setInterval(() => (this.now = this.#world.now()), 15_000)
    return () => {
      stop()
      clearInterval(clock)
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
    } catch {
      this.connection = { state: 'failed' }
    }
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
    this.acknowledging = { state: 'idle' }
    this.answering = { state: 'idle' }
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

  attachment(index: number): Promise<Attached> {
    if (this.openId === null) throw new Error('no report is open')
    return this.session.attachment(this.openId, index)
  }

  /** Repeats the receipt to the sender, with the words of the draft. Gives true once the server holds it. */
  async acknowledge(): Promise<boolean> {
    const { openId } = this
    if (openId === null || this.acknowledging.state === 'sending') return false
    const text = this.drafts.get(openId).acknowledgement.trim()
    this.acknowledging = { state: 'sending' }
    const outcome = await this.#send(openId, () => this.session.acknowledge(openId, text || undefined))
    if (outcome.state === 'idle') this.drafts.change(openId, { acknowledgement: '' })
    if (this.openId === openId) this.acknowledging = outcome
    return outcome.state === 'idle'
  }

  async answer(): Promise<boolean> {
    const { openId } = this
    if (openId === null || this.answering.state === 'sending') return false
    const text = this.drafts.get(openId).answer.trim()
    if (!text) return false
    this.answering = { state: 'sending' }
    const outcome = await this.#send(openId, () => this.session.answer(openId, text))
    if (outcome.state === 'idle') this.drafts.change(openId, { answer: '' })
    if (this.openId === openId) this.answering = outcome
    return outcome.state === 'idle'
  }

  async #send(reportId: string, send: () => Promise<void>): Promise<Sending> {
    try {
      await send()
    } catch (error) {
      return { state: 'failed', code: codeOf(error) }
    }
    this.items = this.session.items()
    const opened = await this.session.open(reportId).catch((): null => null)
    if (opened && this.openId === reportId) this.opening = { state: 'open', opened }
    return { state: 'idle' }
  }
}
