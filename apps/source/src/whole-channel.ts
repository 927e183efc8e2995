// The channel over @isnad/outbox: the directory is verified before a desk is offered, a code leaves only as digits or words,
// and what is sealed cannot be opened here.
import { dayOf, parseDeskId } from '@isnad/model'
import {
  newClient,
  newCode,
  type OnlineDirectory,
  openDirectoryOnline,
  OutboxError,
  random,
  sealReport,
} from '@isnad/outbox'
import type { Channel } from './channel.ts'
import { CodeOnPhone, secretOf } from './code-on-phone.ts'
import { newDraft } from './draft.ts'
import { fetchProgramme } from './programme.ts'
import { reportOf } from './report-of.ts'
import { SealedOnPhone } from './sealed-on-phone.ts'
import { inOurWords } from './troubles.ts'

/** After this a directory is fetched anew before anything is sealed to it. */
const freshFor = 10 * 60_000
/** The programme's root as the build knows it; a demo's is taken at first use, and shown. */
const pinned: unknown = import.meta.env['VITE_ROOT_FINGERPRINT']

export function wholeChannel(fetch: typeof globalThis.fetch): Channel {
  const client = newClient({ baseUrl: '', fetch })
  let known: { readonly online: OnlineDirectory; readonly at: number } | undefined

  /** The newest verified directory; an older one stands in where the network is away, never one that was refused. */
  async function online(): Promise<OnlineDirectory> {
    const now = Date.now()
    if (known !== undefined && now - known.at < freshFor) return known.online
    try {
      const found = await openDirectoryOnline(client, {
        today: dayOf(now),
        ...(typeof pinned === 'string' && pinned !== '' ? { pinnedFingerprint: pinned } : {}),
        ...(known === undefined ? {} : { previous: known.online.directory }),
      })
      if (known === undefined) void sealNothing(found)
      known = { online: found, at: now }
    } catch (error) {
      if (known === undefined || !(error instanceof OutboxError) || error.code === 'bad-directory') throw error
    }
    return known.online
  }

  return {
    programme: () => fetchProgramme(fetch),
    desks: () =>
      inOurWords(async () => {
        const { directory } = await online()
        const desks = directory.desks.map(({ names, ...desk }) => ({ ...desk, name: names }))
        return { desks, fingerprint: directory.fingerprint, stale: directory.stale, programme: directory.programme }
      }),
    newCode: async () => new CodeOnPhone(await newCode(random)),
    stretch: (code) =>
      inOurWords(async () => {
        await secretOf(code, (await online()).directory.programmeId)
      }),
    seal: (request) =>
      inOurWords(async () => {
        const current = await online()
        const { directory } = current
        const sealed = await sealReport({
          draft: request.report,
          files: request.pictures,
          deskIds: request.deskIds.map(parseDeskId),
          threadSecret: request.code && (await secretOf(request.code, directory.programmeId)),
          directory,
          random,
        })
        return new SealedOnPhone(sealed, current, client)
      }),
    parseCode: async (text) => (await import('./hearing.ts')).parseCode(text),
    hear: (code) =>
      inOurWords(async () => {
        const [{ hear }, current] = await Promise.all([import('./hearing.ts'), online()])
        return hear(code, current, client)
      }),
  }
}

/** Sealing once for nobody fetches the last of what sealing needs, so that it still works when the network has gone. */
async function sealNothing({ directory }: OnlineDirectory): Promise<void> {
  const [desk] = directory.desks
  if (desk === undefined) return
  const draft = reportOf(newDraft('OTH'), 'en', 0)
  await sealReport({ draft, files: [], deskIds: [desk.id], threadSecret: null, directory, random }).catch(
    () => undefined,
  )
}
