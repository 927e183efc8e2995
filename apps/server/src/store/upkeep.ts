// Upkeep of the database itself.
import { WireError } from '@isnad/wire'
import type { Database } from './database.ts'

/** Once a day: dead rows out of the small tables, then a fresh segment of the write-ahead log, so that old ones go. */
export async function overwriteLog(database: Database): Promise<void> {
  for (const table of ['arrivals', 'leaves', 'replies', 'envelopes', 'items']) await database.query(`vacuum ${table}`)
  try {
    await database.query('select pg_switch_wal()')
    await database.query('checkpoint')
  } catch (error) {
    // On a database that is not ours the role may lack the right; its operator sees to it (docs/ops/database.md).
    if (error instanceof WireError) throw error
  }
}
