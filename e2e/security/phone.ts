// A phone in this process: seals and sends through the packages a page uses, over any network and by any clock.
import { setTimeout as sleepFor } from 'node:timers/promises'
import type { Bytes } from '@isnad/bytes'
import { random } from '@isnad/crypto'
import type { SealedReport } from '@isnad/envelope'
import { dayOf, defaultConsent, type DeskId, parseDeskId, type Report } from '@isnad/model'
import { hear, type Held, newClient, openDirectoryOnline, type ReportFile, sealReport, send } from '@isnad/outbox'
import { ask } from './raw.ts'

export type Draft = Omit<Report, 'attachments'>

export interface PhoneOptions {
  readonly fetch?: typeof fetch
  /** Unix milliseconds. */
  readonly now?: () => number
  readonly pinnedFingerprint?: string
}
export interface Written {
  readonly deskIds: readonly (DeskId | string)[]
  readonly draft?: Partial<Draft>
  readonly files?: readonly ReportFile[]
  readonly threadSecret?: Bytes
}

/** A phone that has just fetched the directory, and trusts what it sealed to. @throws {OutboxError} */
export async function phoneAt(source: string, options: PhoneOptions = {}) {
  const { fetch: fetchAs = fetch, now = Date.now, pinnedFingerprint } = options
  const client = newClient({ baseUrl: source, fetch: fetchAs })
  const pinned = pinnedFingerprint === undefined ? {} : { pinnedFingerprint }
  const online = await openDirectoryOnline(client, { today: dayOf(now()), ...pinned })
  const { directory } = online

  async function seal({ deskIds, draft = {}, files = [], threadSecret }: Written): Promise<SealedReport> {
    const hearBack = threadSecret !== undefined
    return await sealReport({
      ...{ draft: { ...draftAt(now()), hearBack, ...draft }, files, directory, random },
      ...{ deskIds: deskIds.map(parseDeskId), threadSecret: threadSecret ?? null },
    })
  }
  async function carry(sealed: SealedReport, seconds = 20): Promise<Held> {
    const started = Date.now()
    // How long it may take is measured by the test's own clock, whatever the phone's says.
    const clock = { now: () => Date.now(), sleep: (ms: number) => sleepFor(ms, undefined) }
    return await send(sealed, { client, directory, clock, deadline: started + seconds * 1000 })
  }
  return {
    ...{ client, online, directory, seal, carry },
    async send(written: Written): Promise<{ sealed: SealedReport; held: Held }> {
      const sealed = await seal(written)
      return { sealed, held: await carry(sealed) }
    },
    hear: (threadSecret: Bytes) => hear({ client, directory, threadSecret }),
  }
}

function draftAt(now: number): Draft {
  return {
    ...{ form: 1, category: 'SIG', language: 'en', text: 'a lorry', composedAt: Math.floor(now / 1000) },
    ...{ when: { from: null, to: null, precision: 'unknown' }, place: null, told: {}, details: {}, certainty: null },
    ...{ consent: defaultConsent(), links: [], hearBack: false },
  }
}

/** A network that comes from an address of its own and says more of itself than it should. */
export function fetchFrom(from: string, more: Readonly<Record<string, string>>, ports: Set<number>): typeof fetch {
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const { body, localPort, status, headers } = await ask(url.origin, {
      ...{ from, method: init.method ?? 'GET', path: `${url.pathname}${url.search}` },
      headers: { ...(init.headers as Record<string, string>), ...more },
      ...(init.body instanceof Uint8Array ? { body: init.body } : {}),
    })
    ports.add(localPort)
    const type = String(headers['content-type'] ?? '')
    return new Response(new Uint8Array(body), { status, headers: { 'content-type': type } })
  }
}
