// A sealed report in memory, and its way to the server.
import type { Client, OnlineDirectory } from '@isnad/outbox'
import { pause } from './pause.ts'
import type { SealedReport } from './sending.ts'
import type { Held, Part, Progress, Sealed } from './channel.ts'

export class SealedOnPhone implements Sealed {
  readonly parts: readonly Part[]
  readonly #sealed: SealedReport
  readonly #online: OnlineDirectory
  readonly #client: Client

  constructor(sealed: SealedReport, online: OnlineDirectory, client: Client) {
    this.#sealed = sealed
    this.#online = online
    this.#client = client
    const text: Part = { role: 'text', length: sealed.envelope.length }
    this.parts = [text, ...sealed.parts.map(({ role, length }) => ({ role, length }))]
  }

  async send(onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<Held> {
    const { sendSealed } = await untilFetched(() => onProgress({ part: 0, state: 'waiting', sent: 0 }), signal)
    return await sendSealed(this.#sealed, this.#online, this.#client, onProgress, signal)
  }
}

/** What sending needs is fetched only now: where the network has gone meanwhile, it is tried until it is back. */
async function untilFetched(onWait: () => void, signal: AbortSignal): Promise<typeof import('./sending.ts')> {
  for (;;) {
    try {
      return await import('./sending.ts')
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof TypeError)) throw error
      onWait()
      await pause(4_000, signal)
    }
  }
}
