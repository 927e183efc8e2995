// A sealed report in memory, and its way to the server.
import {
  type Client,
  type Held as HeldBytes,
  type OnlineDirectory,
  type sealReport,
  send,
  writeReceiptFile,
} from '@isnad/outbox'
import type { Held, Part, Progress, Sealed } from './channel.ts'
import { inOurWords } from './troubles.ts'

type SealedReport = Awaited<ReturnType<typeof sealReport>>

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
    const { directory } = this.#online
    const held = await inOurWords(() =>
      send(this.#sealed, {
        client: this.#client,
        directory,
        clock: { now: () => Date.now(), sleep },
        signal,
        onProgress: ({ part, state, sent }) => onProgress({ part: part + 1, state, sent }),
      }),
    )
    return new HeldByDesk(held, this.#online)
  }
}

class HeldByDesk implements Held {
  readonly #held: HeldBytes
  readonly #online: OnlineDirectory
  constructor(held: HeldBytes, online: OnlineDirectory) {
    this.#held = held
    this.#online = online
  }
  receipt(): string {
    return `${JSON.stringify(writeReceiptFile(this.#held, this.#online), null, 2)}\n`
  }
}

/** Ends early when the signal aborts, or when the phone finds a network. */
function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const end = (): void => {
      clearTimeout(timer)
      removeEventListener('online', end)
      signal?.removeEventListener('abort', end)
      done()
    }
    const timer = setTimeout(end, ms)
    addEventListener('online', end)
    signal?.addEventListener('abort', end)
  })
}
