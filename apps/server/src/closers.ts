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
