// A tick of the live channel: two sequences in a line whose length never changes, so that its size tells nothing.
import { WireError } from './errors.ts'

/** The newest sequences a desk could read. */
export interface Tick {
  readonly items: number
  readonly operations: number
}

/** 48 bytes, whatever the numbers. */
export function printTick(tick: Tick): string {
  const digits = (n: number) => String(n).padStart(16, '0')
  return `data: ${digits(tick.items)} ${digits(tick.operations)}       \n\n`
}

const form = /^data: (\d{16}) (\d{16}) {7}$/

/** One event without its closing empty line. @throws {WireError} `bad-answer` */
export function parseTick(event: string): Tick {
  const [, items, operations] = form.exec(event) ?? []
  if (items === undefined || operations === undefined) throw new WireError('bad-answer')
  return { items: Number(items), operations: Number(operations) }
}

/** Ticks as they come, until the stream ends. @throws {WireError} `bad-answer`, `no-answer` when it breaks */
export async function* readTicks(body: ReadableStream<Uint8Array>): AsyncGenerator<Tick, void, undefined> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let held = ''
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw new WireError('no-answer', {}, { cause })
      })
      if (done) return
      held += decoder.decode(value, { stream: true })
      if (held.length > 4096) throw new WireError('bad-answer')
      const events = held.split('\n\n')
      held = events.pop() ?? ''
      for (const event of events) yield parseTick(event)
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
