// The way of a sealed report to the server, and the receipt: fetched once something is sealed.
import {
  type Client,
  type Held as HeldBytes,
  type OnlineDirectory,
  type sealReport,
  send,
  writeReceiptFile,
} from '@isnad/outbox'
import type { Held, Progress } from './channel.ts'
import { pause } from './pause.ts'
import { inOurWords } from './troubles.ts'

export type SealedReport = Awaited<ReturnType<typeof sealReport>>

/** Tries until all is held or the signal aborts. @throws {Trouble} */
export async function sendSealed(
  sealed: SealedReport,
  online: OnlineDirectory,
  client: Client,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Held> {
  const held = await inOurWords(() =>
    send(sealed, {
      client,
      directory: online.directory,
      clock: { now: () => Date.now(), sleep: pause },
      signal,
      onProgress: ({ part, state, sent }) => onProgress({ part: part + 1, state, sent }),
    }),
  )
  return new HeldByDesk(held, online)
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
