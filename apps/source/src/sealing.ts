// From the draft to something on its way. After this the words are nowhere on the phone: the draft is dropped once sealed.
import type { Draft } from './draft.ts'
import { Outgoing } from './outgoing.svelte.ts'
import { reportOf } from './report-of.ts'
import type { Session } from './session.svelte.ts'

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
  session.shown = await sealAndSend(session, session.draft)
  session.draft = null
  session.path = ['sending']
}
