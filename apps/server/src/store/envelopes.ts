// Envelopes and what their desks have of them.
import { type Bytes, concat } from '@isnad/bytes'
import { type DeskId, type ReportId, reportIdBytes, reportIdOf, shortIdBytes } from '@isnad/model'
import type { Tx } from './database.ts'
import { countLocked } from './desks.ts'

/** An envelope about to be stored, and what its first arrival fixes. */
export interface Arrival {
  readonly reportId: ReportId
  readonly desks: readonly DeskId[]
  readonly day: number
  readonly quarter: number
  readonly nonce: Bytes
  readonly leaf: Bytes
  readonly bytes: Uint8Array
}

/** An envelope as it is held. */
export interface Stored {
  readonly bytes: Bytes
  readonly day: number
  readonly nonce: Bytes
  /** Bit j is set where part j is held whole. */
  readonly held: number
}

/**
 * Stores those whose id is not taken, with their items, arrivals and leaves, numbered in the order given.
 * Call it in a transaction; gives the ids stored.
 */
export async function insertEnvelopes(tx: Tx, arrivals: readonly Arrival[]): Promise<Set<ReportId>> {
  const rows = await tx.query<{ report_id: Buffer }>(insertText(arrivals.length), arrivals.flatMap(valuesOf))
  const stored = new Set(rows.map(({ report_id }) => reportIdOf(report_id)))
  const fresh = arrivals.filter(({ reportId }) => stored.has(reportId))
  if (fresh.length > 0) await insertItems(tx, fresh)
  return stored
}

const valuesOf = ({ reportId, day, nonce, bytes }: Arrival) => [reportIdBytes(reportId), day, nonce, bytes]

const texts = new Map<number, string>()
function insertText(count: number): string {
  let text = texts.get(count)
  if (text === undefined) {
    const row = (i: number) =>
      `($${4 * i + 1}::bytea, $${4 * i + 2}::integer, $${4 * i + 3}::bytea, $${4 * i + 4}::bytea)`
    const rows = Array.from({ length: count }, (_, i) => row(i)).join(', ')
    text = `insert into envelopes (report_id, day, nonce, bytes) values ${rows}
            on conflict (report_id) do nothing returning report_id`
    texts.set(count, text)
  }
  return text
}

/** Fixed-length columns travel as one run of bytes each and are cut in the database: far cheaper than arrays of bytea. */
async function insertItems(tx: Tx, arrivals: readonly Arrival[]): Promise<void> {
  const firsts = arrivals.map((_, i) => 1 + 8 * arrivals.slice(0, i).reduce((sum, { desks }) => sum + desks.length, 0))
  const pairs = arrivals.flatMap(({ desks, reportId, quarter }) => desks.map((desk) => ({ desk, reportId, quarter })))
  const changes = await countLocked(
    tx,
    'change',
    pairs.map(({ desk }) => desk),
  )
  await tx.query(
    `with input as (
       select substring($1::bytea from n::integer * 8 - 7 for 8) as desk_id, substring($2::bytea from n::integer * 16 - 15 for 16) as report_id,
              change, quarter
       from unnest($3::bigint[], $4::integer[]) with ordinality as t (change, quarter, n)
     ), arrived as (
       insert into arrivals (desk_id, report_id, quarter) select desk_id, report_id, quarter from input
     ), promised as (
       insert into leaves (leaf, report_id, desks)
       select substring($5::bytea from n::integer * 32 - 31 for 32), substring($6::bytea from n::integer * 16 - 15 for 16),
              substring($7::bytea from first for length)
       from unnest($8::integer[], $9::integer[]) with ordinality as u (first, length, n)
     )
     insert into items (desk_id, report_id, change) select desk_id, report_id, change from input`,
    [
      concat(...pairs.map(({ desk }) => shortIdBytes(desk))),
      concat(...pairs.map(({ reportId }) => reportIdBytes(reportId))),
      changes,
      pairs.map(({ quarter }) => quarter),
      concat(...arrivals.map(({ leaf }) => leaf)),
      concat(...arrivals.map(({ reportId }) => reportIdBytes(reportId))),
      concat(...pairs.map(({ desk }) => shortIdBytes(desk))),
      firsts,
      arrivals.map(({ desks }) => 8 * desks.length),
    ],
    'insert-items',
  )
}

export async function findEnvelope(tx: Tx, reportId: ReportId): Promise<Stored | undefined> {
  const [row] = await tx.query<{ bytes: Buffer; day: number; nonce: Buffer; held: number }>(
    `select bytes, day, nonce, ${heldOf('envelopes.report_id')} as held from envelopes where report_id = $1`,
    [reportIdBytes(reportId)],
    'find-envelope',
  )
  return row === undefined
    ? undefined
    : { bytes: new Uint8Array(row.bytes), day: row.day, nonce: new Uint8Array(row.nonce), held: row.held }
}

/** The envelope, only where it is an item of the desk. */
export async function findItemEnvelope(tx: Tx, desk: DeskId, reportId: ReportId): Promise<Bytes | undefined> {
  const [row] = await tx.query<{ bytes: Buffer }>(
    'select bytes from envelopes join items using (report_id) where desk_id = $1 and report_id = $2',
    [shortIdBytes(desk), reportIdBytes(reportId)],
    'find-item-envelope',
  )
  return row && new Uint8Array(row.bytes)
}

/** SQL of the bitmap of parts held. */
export const heldOf = (reportId: string) =>
  `(select coalesce(sum(1 << place), 0)::integer from parts where parts.report_id = ${reportId})`

/** Notes a part as held and moves the items of its report. Gives the bitmap of parts held with it. */
export async function insertPart(tx: Tx, reportId: ReportId, place: number, desks: readonly DeskId[]): Promise<number> {
  const id = reportIdBytes(reportId)
  await tx.query(
    'insert into parts (report_id, place) values ($1, $2) on conflict do nothing',
    [id, place],
    'insert-part',
  )
  const changes = await countLocked(tx, 'change', desks)
  for (const [i, desk] of desks.entries()) {
    await tx.query(
      'update items set change = $3 where desk_id = $1 and report_id = $2',
      [shortIdBytes(desk), id, changes[i]],
      'move-item',
    )
  }
  const [row] = await tx.query<{ held: number }>(`select ${heldOf('$1')} as held`, [id], 'read-held')
  return row?.held ?? 0
}
