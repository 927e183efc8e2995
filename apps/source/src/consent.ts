// From what a sender chose to an answer for every purpose.
import { type Consent, defaultConsent, type Purpose, purposes } from '@isnad/model'
import type { Draft } from './draft.ts'

/** The purposes a sender is asked about; keeping and checking are why a report is sent, CS11 follows from the code. */
export const asked = ['CS3', 'CS4', 'CS5', 'CS6', 'CS7', 'CS8', 'CS9', 'CS10', 'CS12'] as const satisfies Purpose[]

/** Without a code nobody can ask, so "ask me" is no. */
export function consentOf(draft: Pick<Draft, 'consentWay' | 'consent' | 'hearBack'>): Consent {
  const base = defaultConsent()
  const hears = draft.hearBack === true
  const answer = (purpose: Purpose): Consent[Purpose] => {
    if (purpose === 'CS1' || purpose === 'CS2') return base[purpose]
    if (purpose === 'CS11') return hears ? 'yes' : 'no'
    const chosen = { ask: base[purpose], nobody: 'no' as const, each: draft.consent[purpose] ?? 'no' }[draft.consentWay]
    return chosen === 'ask' && !hears ? 'no' : chosen
  }
  return Object.fromEntries(purposes.map((purpose) => [purpose, answer(purpose)])) as Consent
}
