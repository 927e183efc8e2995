// The rows of a dump, as values: what an auditor reads.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** One value of a row: text as COPY wrote it, or bytes. */
export interface Value {
  readonly table: string
  readonly column: string
  readonly text: string
  readonly bytes: Buffer | undefined
}
export type Row = ReadonlyMap<string, Value>

/** Of every table, or of one. */
export async function readRows(dump: string, only?: string): Promise<Row[]> {
  const folder = join(dump, 'tables')
  const rows: Row[] = []
  for (const name of (await readdir(folder)).sort()) {
    const table = name.replace(/\.tsv$/, '')
    if (only !== undefined && table !== only) continue
    const [head = '', ...lines] = (await readFile(join(folder, name), 'utf8')).trimEnd().split('\n')
    rows.push(...lines.map((line) => parseRow(table, head.split('\t'), line)))
  }
  return rows
}

export function parseRow(table: string, columns: readonly string[], line: string): Row {
  const texts = line.split('\t')
  return new Map(columns.map((column, i) => [column, valueOf(table, column, texts[i] ?? '')]))
}

function valueOf(table: string, column: string, text: string): Value {
  const bytes = text.startsWith('\\\\x') ? Buffer.from(text.slice(3), 'hex') : undefined
  return { table, column, text, bytes }
}

/** A span of time in which the test ran, in Unix milliseconds. */
export interface Span {
  readonly from: number
  readonly to: number
}
const units = { microsecond: 0.001, millisecond: 1, second: 1000, minute: 60_000, quarter: 900_000, hour: 3_600_000 }

/** Values that could be a moment of the span, told finer than a day, each as `table.column unit`. */
export function timesIn(rows: readonly Row[], { from, to }: Span): string[] {
  const found = new Set<string>()
  for (const { bytes, column, table, text } of rows.flatMap((row) => [...row.values()])) {
    if (bytes !== undefined) continue
    if (/\d\d:\d\d|\d{4}-\d\d-\d\d[T ]\d/.test(text)) found.add(`${table}.${column} text`)
    if (!/^\d+$/.test(text)) continue
    for (const [name, unit] of Object.entries(units)) {
      const value = Number(text)
      if (value >= Math.floor(from / unit) && value <= Math.ceil(to / unit)) found.add(`${table}.${column} ${name}`)
    }
  }
  return [...found].sort()
}

/** How many strings of 8 bytes two runs of bytes share. */
export function shared(a: readonly Buffer[], b: readonly Buffer[]): number {
  const strings = new Set(a.flatMap(windows))
  return b.flatMap(windows).filter((string) => strings.has(string)).length
}
function windows(bytes: Buffer): string[] {
  return Array.from({ length: Math.max(0, bytes.length - 7) }, (_, i) => bytes.toString('latin1', i, i + 8))
}
