// From what a person said on the screens to the model's report.
import type { Report } from '@isnad/model'
import { consentOf } from './consent.ts'
import type { Draft } from './draft.ts'
import { whenOf } from './when.ts'

/** `now` in Unix milliseconds by this phone's clock. */
export function reportOf(draft: Draft, language: string, now: number): Omit<Report, 'attachments'> {
  const told = { people: draft.people.trim(), vehicles: draft.vehicles.trim() }
  return {
    form: 1,
    category: draft.category,
    language,
    composedAt: Math.floor(now / 1000),
    when: whenOf(draft.when, now),
    place: draft.place && { ...draft.place.place },
    text: plain(draft.text.trim()),
    told: Object.fromEntries(Object.entries(told).filter(([, text]) => text !== '')),
    details: Object.fromEntries(Object.entries(draft.details).filter(([, text]) => text !== '')),
    certainty: draft.certainty,
    consent: consentOf(draft),
    links: draft.link.trim() === '' ? [] : [draft.link.trim()],
    hearBack: draft.code !== null,
  }
}

/** The form's own line ends, and none of the control characters that paste along. */
const plain = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '')
