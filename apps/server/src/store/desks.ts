// The counters of desks: changes of items, and operations. Whoever takes a number holds the desk's row until it commits,
// so that a desk which read up to a number has missed nothing before it.
import { concat } from '@isnad/bytes'
import { type DeskId, deskIdOf, shortIdBytes } from '@isnad/model'
import type { Tx } from './database.ts'

type Counter = 'change' | 'operation'

/** A number for each desk named, as often as it is named, in order. Desks are locked in one order, so that none waits in a circle. */
export async function countLocked(tx: Tx, counter: Counter, desks: readonly DeskId[]): Promise<number[]> {
  const wanted = new Map<DeskId, number>()
  for (const desk of desks) wanted.set(desk, (wanted.get(desk) ?? 0) + 1)
  const rows = await tx.query<{ desk_id: Buffer; last: string }>(
    `with wanted as (
       select substring($1::bytea from n::integer * 8 - 7 for 8) as desk_id, count
       from unnest($2::integer[]) with ordinality as t (count, n)
     ), locked as (
       select desk_id, count from desks join wanted using (desk_id) order by desk_id for update of desks
     )
     update desks set ${counter} = desks.${counter} + locked.count from locked where desks.desk_id = locked.desk_id
     returning desks.desk_id, desks.${counter} as last`,
    [concat(...[...wanted.keys()].map(shortIdBytes)), [...wanted.values()]],
    `count-${counter}`,
  )
  const next = new Map<DeskId, number>()
  for (const { desk_id, last } of rows) {
    const desk = deskIdOf(desk_id)
    next.set(desk, Number(last) - (wanted.get(desk) ?? 0))
  }
  return desks.map((desk) => {
    const number = (next.get(desk) ?? Number.NaN) + 1
    next.set(desk, number)
    return number
  })
}

/** Rows for desks that have none yet. */
export async function ensureDesks(tx: Tx, desks: readonly DeskId[]): Promise<void> {
  for (const desk of desks) {
    await tx.query('insert into desks (desk_id) values ($1) on conflict do nothing', [shortIdBytes(desk)])
  }
}

export interface Counters {
  readonly items: number
  readonly operations: number
}

/** The newest numbers of every desk. */
export async function readCounters(tx: Tx): Promise<Map<DeskId, Counters>> {
  const rows = await tx.query<{ desk_id: Buffer; change: string; operation: string }>(
    'select desk_id, change, operation from desks',
    [],
    'read-counters',
  )
  return new Map(
    rows.map((row) => [deskIdOf(row.desk_id), { items: Number(row.change), operations: Number(row.operation) }]),
  )
}
