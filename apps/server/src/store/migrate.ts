// Brings the tables to the newest form: numbered SQL, each file once, in order, in a transaction of its own.
import { ServerError } from '../errors.ts'
import type { Migration } from '../migrations.ts'
import type { Database } from './database.ts'

/** @throws {ServerError} `old-database` where the tables are newer than this server */
export async function migrate(database: Database, migrations: readonly Migration[]): Promise<void> {
  await database.query('create table if not exists migrations (number integer primary key)')
  const rows = await database.query<{ number: number }>('select number from migrations')
  const done = new Set(rows.map(({ number }) => number))
  const newest = Math.max(0, ...done)
  if (newest > (migrations.at(-1)?.number ?? 0)) throw new ServerError('old-database', String(newest))
  for (const { number, sql } of migrations) {
    if (done.has(number)) continue
    await database.transaction(async (tx) => {
      await tx.query(sql)
      await tx.query('insert into migrations (number) values ($1)', [number])
    })
  }
}
