// What was opened, closed in the opposite order, once, whatever became of the rest.

export interface Closers {
  add(close: () => Promise<unknown>): void
  close(): Promise<void>
}

export function newClosers(): Closers {
  let stack: (() => Promise<unknown>)[] = []
  return {
    add: (close) => void stack.push(close),
    async close() {
      const all = stack.reverse()
      stack = []
      let failure: unknown
      for (const close of all) await close().catch((error: unknown) => (failure ??= error))
      if (failure !== undefined) throw failure
    },
  }
}

/** Waits for something to end, but no longer than so many milliseconds: what hangs must not keep the rest from closing. */
export async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, late]).finally(() => clearTimeout(timer))
}
