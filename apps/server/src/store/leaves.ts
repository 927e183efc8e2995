// Leaves between two checkpoints: durable with what they stand for, published later.
import { type Bytes, concat } from '@isnad/bytes'
import { type DeskId, deskIdOf, type ReportId, reportIdBytes, reportIdOf, shortIdBytes } from '@isnad/model'
import type { Tx } from './database.ts'
import { countLocked } from './desks.ts'

export interface OperationRef {
  readonly desk: DeskId
  readonly seq: number
}

/** A leaf that waited, and what it stands for. */
export interface WaitingLeaf {
  readonly leaf: Bytes
  readonly reportId: ReportId | undefined
  readonly seq: number | undefined
  readonly desks: readonly DeskId[]
}

/** Promises a leaf that is no envelope's; those are written with their items. */
export async function insertLeaf(tx: Tx, leaf: Bytes, operation?: OperationRef): Promise<void> {
  await tx.query(
    'insert into leaves (leaf, seq, desks) values ($1, $2, $3)',
    [leaf, operation?.seq ?? null, operation ? shortIdBytes(operation.desk) : new Uint8Array(0)],
    'insert-leaf',
  )
}

/** Takes waiting leaves away, at most `limit` of them, in the order of their hashes. */
export async function takeLeaves(tx: Tx, limit: number): Promise<WaitingLeaf[]> {
  const rows = await tx.query<{ leaf: Buffer; report_id: Buffer | null; seq: string | null; desks: Buffer }>(
    `with taken as (
       delete from leaves where ctid = any(array(select ctid from leaves limit $1)) returning leaf, report_id, seq, desks
     )
     select leaf, report_id, seq, desks from taken order by leaf`,
    [limit],
    'take-leaves',
  )
  return rows.map(({ desks, leaf, report_id, seq }) => ({
    leaf: new Uint8Array(leaf),
    reportId: report_id === null ? undefined : reportIdOf(report_id),
    seq: seq === null ? undefined : Number(seq),
    desks: Array.from({ length: desks.length / 8 }, (_, i) => deskIdOf(desks.subarray(8 * i, 8 * i + 8))),
  }))
}

/** Tells items and operations their places in the log: the first leaf stands at `first`. */
export async function placeLeaves(tx: Tx, leaves: readonly WaitingLeaf[], first: number): Promise<void> {
  const places = leaves.flatMap(({ desks, reportId, seq }, i) =>
    desks.map((desk) => ({ desk, reportId, seq, place: first + i })),
  )
  const items = places.flatMap(({ reportId, ...rest }) => (reportId === undefined ? [] : [{ ...rest, reportId }]))
  const changes = await countLocked(
    tx,
    'change',
    items.map(({ desk }) => desk),
  )
  await tx.query(
    `update items set leaf_index = place, change = t.change
     from unnest($3::bigint[], $4::bigint[]) with ordinality as t (place, change, n)
     where desk_id = substring($1::bytea from n::integer * 8 - 7 for 8)
       and report_id = substring($2::bytea from n::integer * 16 - 15 for 16)`,
    [
      concat(...items.map(({ desk }) => shortIdBytes(desk))),
      concat(...items.map(({ reportId }) => reportIdBytes(reportId))),
      items.map(({ place }) => place),
      changes,
    ],
    'place-items',
  )
  const operations = places.filter(({ seq }) => seq !== undefined)
  await tx.query(
    `update operations set leaf_index = place from unnest($2::bigint[], $3::bigint[]) with ordinality as t (number, place, n)
     where desk_id = substring($1::bytea from n::integer * 8 - 7 for 8) and seq = number`,
    [
      concat(...operations.map(({ desk }) => shortIdBytes(desk))),
      operations.map(({ seq }) => seq),
      operations.map(({ place }) => place),
    ],
    'place-operations',
  )
}
