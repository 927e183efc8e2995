// What a list of desks hangs on, said where nobody has checked it.
import type { ServiceView } from '@isnad/directory'
import { dayOf, printDay } from '@isnad/model'
import type { Voice } from './command.ts'
import { clock } from './world.ts'

export type Trusted = Pick<ServiceView, 'fingerprint' | 'headDay' | 'stale'>

/** Names the root where none was given to compare it with, and says where list and clock do not fit each other. */
export function tellTrust({ fingerprint, headDay, stale }: Trusted, root: string | undefined, voice: Voice): void {
  if (root === undefined)
    voice.tell(`Root ${fingerprint}, by the server's own word: compare it with the programme's, or give --root.`)
  const signed = `The list of desks was signed on ${printDay(headDay)}`
  if (stale) voice.tell(`${signed}: the server shows an old one, or this machine's clock is ahead.`)
  if (headDay > dayOf(clock.now()) + 1) voice.tell(`${signed}: this machine's clock is behind.`)
}
