// Items of a desk, in the order of their changes.
import { type DeskId, type ReportId, reportIdBytes, reportIdOf, shortIdBytes } from '@isnad/model'
import type { Tx } from './database.ts'
import { countLocked } from './desks.ts'
import { heldOf, type Stored } from './envelopes.ts'

export interface Item extends Stored {
  readonly reportId: ReportId
  readonly change: number
  /** Quarter hours since 1970 while the arrival is open. */
  readonly quarter: number | null
  readonly leafIndex: number | null
}

interface Row {
  readonly report_id: Buffer
  readonly change: string
  readonly leaf_index: string | null
  readonly quarter: number | null
  readonly day: number
  readonly nonce: Buffer
  readonly bytes: Buffer
  readonly held: number
}

export async function listItems(tx: Tx, desk: DeskId, after: number, limit: number): Promise<Item[]> {
  const rows = await tx.query<Row>(
    `select report_id, change, leaf_index, quarter, day, nonce, bytes, ${heldOf('items.report_id')} as held
     from items join envelopes using (report_id) left join arrivals using (desk_id, report_id)
     where desk_id = $1 and change > $2 order by change limit $3`,
    [shortIdBytes(desk), after, limit],
    'list-items',
  )
  return rows.map((row) => ({
    ...{ reportId: reportIdOf(row.report_id), change: Number(row.change), quarter: row.quarter, day: row.day },
    leafIndex: row.leaf_index === null ? null : Number(row.leaf_index),
    ...{ nonce: new Uint8Array(row.nonce), bytes: new Uint8Array(row.bytes), held: row.held },
  }))
}

/**
 * Settles an item's arrival: its quarter hour goes, and whether the promise was kept stays. Gives false where the desk has
 * no such item; an arrival settled before stays as it was.
 */
export async function settleArrival(
  tx: Tx,
  desk: DeskId,
  reportId: ReportId,
  isMet: (quarter: number) => boolean,
): Promise<boolean> {
  const ids = [shortIdBytes(desk), reportIdBytes(reportId)]
  const [arrival] = await tx.query<{ quarter: number }>(
    'delete from arrivals where desk_id = $1 and report_id = $2 returning quarter',
    ids,
    'settle-arrival',
  )
  if (arrival === undefined) {
    return (await tx.query('select from items where desk_id = $1 and report_id = $2', ids, 'has-item')).length === 1
  }
  const [change] = await countLocked(tx, 'change', [desk])
  await tx.query(
    'update items set met = $3, change = $4 where desk_id = $1 and report_id = $2',
    [...ids, isMet(arrival.quarter), change],
    'note-met',
  )
  return true
}

/** Settles as late what nobody stepped in time, a desk at a time. Gives the count. */
export async function settleOld(tx: Tx, before: number): Promise<number> {
  const rows = await tx.query<{ desk_id: Buffer; report_id: Buffer }>(
    'delete from arrivals where quarter < $1 returning desk_id, report_id',
    [before],
  )
  for (const { desk_id, report_id } of rows) {
    await tx.query(
      `with counted as (update desks set change = change + 1 where desk_id = $1 returning change)
       update items set met = false, change = counted.change from counted where desk_id = $1 and report_id = $2`,
      [desk_id, report_id],
    )
  }
  return rows.length
}
