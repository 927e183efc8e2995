// From the draft to something on its way. After this the words are nowhere on the phone: the draft is dropped once sealed.
import type { Report } from '@isnad/model'
import { consentOf } from './consent.ts'
import type { Draft } from './draft.ts'
import { Outgoing } from './outgoing.svelte.ts'
import type { Session } from './session.svelte.ts'
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

/**
 * Seals everything at once and sets it on its way.
 * @throws {Trouble} and then nothing was queued
 */
export async function sealAndSend(session: Session, draft: Draft): Promise<Outgoing> {
  const now = Date.now()
  const { desks } = await session.readers()
  const sealed = await session.channel.seal({
    report: reportOf(draft, session.language, now),
    pictures: draft.pictures.flatMap((one) => one.picture ?? []),
    deskIds: [...draft.deskIds],
    code: draft.code,
  })
  const outgoing = new Outgoing(sealed, {
    number: ++session.sealedCount,
    day: Math.floor(now / 86_400_000),
    deskNames: desks.filter((desk) => draft.deskIds.includes(desk.id)).map((desk) => session.inLanguage(desk.name)),
    hearBack: draft.code !== null,
  })
  session.outgoing.push(outgoing)
  void outgoing.send()
  return outgoing
}

/**
 * Seals the draft, drops it, and shows its way.
 * @throws {Trouble} and then the draft is as it was
 */
export async function sealDraft(session: Session): Promise<void> {
  if (session.draft === null) return
  // What shows the way is fetched while the sealing works.
  void session.need('after')
  session.shown = await sealAndSend(session, session.draft)
  session.draft = null
  session.path = ['sending']
}
