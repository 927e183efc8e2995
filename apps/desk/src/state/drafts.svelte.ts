// Answers being written, kept while the window is open: through a change of report, a lost connection and a lock.
import { SvelteMap } from 'svelte/reactivity'

/** What is being written about one report. */
export interface Draft {
  acknowledgement: string
  answer: string
}

const EMPTY: Draft = { acknowledgement: '', answer: '' }

/** Drafts of one member. After a lock they are given back to the same member of the same desk only. */
export class Drafts {
  readonly owner: string
  readonly #drafts = new SvelteMap<string, Draft>()

  /** @param owner names member and desk */
  constructor(owner: string) {
    this.owner = owner
  }

  get(reportId: string): Draft {
    return this.#drafts.get(reportId) ?? EMPTY
  }

  change(reportId: string, change: Partial<Draft>): void {
    const draft = { ...this.get(reportId), ...change }
    if (draft.acknowledgement || draft.answer) this.#drafts.set(reportId, draft)
    else this.#drafts.delete(reportId)
  }

  get count(): number {
    return this.#drafts.size
  }
}
