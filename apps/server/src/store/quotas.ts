// What each desk took today, by class: kept in the database with what was taken, and in memory for the next question.
import { type DeskId, deskIdOf, shortIdBytes } from '@isnad/model'
import type { QuotaClass } from '../config.ts'
import type { Tx } from './database.ts'

export interface Quotas {
  count(desk: DeskId, day: number, kind: QuotaClass): number
  /** Counts what a transaction took; call `add` too once it is committed. */
  write(tx: Tx, taken: readonly Taken[]): Promise<void>
  add(taken: readonly Taken[]): void
}
export interface Taken {
  readonly desk: DeskId
  readonly day: number
  readonly kind: QuotaClass
  readonly count: number
}

export async function loadQuotas(tx: Tx, day: number): Promise<Quotas> {
  const counts = new Map<string, number>()
  const keyOf = (desk: DeskId, of: number, kind: string) => `${desk} ${of} ${kind}`
  const add = (desk: DeskId, of: number, kind: string, count: number) => {
    const key = keyOf(desk, of, kind)
    counts.set(key, (counts.get(key) ?? 0) + count)
  }
  const rows = await tx.query<{ desk_id: Buffer; day: number; class: string; count: number }>(
    'select desk_id, day, class, count from quotas where day >= $1',
    [day],
  )
  for (const row of rows) add(deskIdOf(row.desk_id), row.day, row.class, row.count)
  return {
    count: (desk, of, kind) => counts.get(keyOf(desk, of, kind)) ?? 0,
    async write(tx, taken) {
      for (const { desk, day: of, kind, count } of taken) {
        await tx.query(
          `insert into quotas (desk_id, day, class, count) values ($1, $2, $3, $4)
           on conflict (desk_id, day, class) do update set count = quotas.count + excluded.count`,
          [shortIdBytes(desk), of, kind, count],
          'add-quota',
        )
      }
    },
    add(taken) {
      for (const { desk, day: of, kind, count } of taken) add(desk, of, kind, count)
    },
  }
}

export async function removeQuotas(tx: Tx, before: number): Promise<void> {
  await tx.query('delete from quotas where day < $1', [before])
}
