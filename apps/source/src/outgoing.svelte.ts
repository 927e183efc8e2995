// A sealed report on its way: its parts and their states, and the receipt when all is held.
import { Trouble, type Held, type Part, type Progress, type Sealed, type TroubleCode } from './channel.ts'

export interface PartState extends Part {
  state: 'sealed' | 'waiting' | 'sending' | 'held' | 'refused'
  /** Bytes with the server. */
  sent: number
}

export class Outgoing {
  /** Its number since the page was opened: the only name it has here. */
  readonly number: number
  /** The day it was sealed, days since 1970 by this phone's clock. */
  readonly day: number
  readonly deskNames: readonly string[]
  /** A code was taken along. */
  readonly hearBack: boolean
  parts = $state<PartState[]>([])
  held = $state.raw<Held | null>(null)
  trouble = $state<TroubleCode | null>(null)
  /** The text has set out, or waits for a network: what else is to be fetched does not come before it. */
  begun = $state(false)
  #sealed: Sealed | null
  readonly #stop = new AbortController()

  constructor(sealed: Sealed, about: { number: number; day: number; deskNames: readonly string[]; hearBack: boolean }) {
    this.#sealed = sealed
    this.number = about.number
    this.day = about.day
    this.deskNames = about.deskNames
    this.hearBack = about.hearBack
    this.parts = sealed.parts.map((part) => ({ ...part, state: 'sealed', sent: 0 }))
  }

  /** Sends until all is held; after trouble that passes, may be called again. */
  async send(): Promise<void> {
    const sealed = this.#sealed
    if (sealed === null) return
    this.trouble = null
    try {
      this.held = await sealed.send((progress) => this.#note(progress), this.#stop.signal)
      this.#sealed = null
      this.begun = true
    } catch (error) {
      if (this.#stop.signal.aborted) return
      this.begun = true
      this.trouble = error instanceof Trouble ? error.code : 'other'
      for (const part of this.parts) if (part.state !== 'held') part.state = this.#lost ? 'refused' : 'waiting'
    }
  }

  stop(): void {
    this.#stop.abort()
  }

  /** Sending again will not help. */
  get #lost(): boolean {
    return this.trouble === 'refused'
  }

  #note({ part, state, sent }: Progress): void {
    this.begun = true
    const at = this.parts[part]
    if (at === undefined) return
    if (state === 'waiting') {
      for (const one of this.parts) if (one.state !== 'held') one.state = 'waiting'
    } else {
      at.state = state
      at.sent = sent
    }
  }
}
