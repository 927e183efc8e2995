// How the desk opens: what can be known before a code, and what a code gives.
import type { Session } from './session.ts'

/** What is under way while a code is turned into an open desk. */
export type UnlockStep = 'programme' | 'stretch' | 'keyring' | 'open'

export interface ProgrammeView {
  names: Readonly<Record<string, string>>
  demo: boolean
}

export interface Door {
  /** The programme as its signed records say; throws like `unlock`. */
  programme(): Promise<ProgrammeView>
  /** @param code as typed */
  unlock(code: string, onStep: (step: UnlockStep) => void): Promise<Session>
}
