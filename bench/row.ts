// One line of the table that `npm run bench` prints.

export interface Row {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** What is promised of the value, or `–` where it is only shown. */
  readonly bar: string
  /** What the same run measured beside it: a physical limit or a peer. */
  readonly ratioTo: string
}

/** `ISNAD_BENCH_QUICK=1` measures a tenth as long: enough to see that a bench runs, too short to quote. */
export const quick = process.env['ISNAD_BENCH_QUICK'] === '1'

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  if (low === undefined || high === undefined) throw new Error('the median of nothing')
  return (low + high) / 2
}

/** Three digits that count, with the commas of thousands. */
export function print(value: number): string {
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : String(+value.toPrecision(3))
}
