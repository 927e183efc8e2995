// The directory's records, in order, as they were served: they only grow.
import type { Bytes } from '@isnad/bytes'
import { insertLeaf } from './leaves.ts'
import type { Tx } from './database.ts'

export async function listRecords(tx: Tx): Promise<Bytes[]> {
  const rows = await tx.query<{ record: Buffer }>('select record from records order by seq')
  return rows.map(({ record }) => new Uint8Array(record))
}

/** Adds a record and the leaf that stands for it. */
export async function insertRecord(tx: Tx, seq: number, record: Bytes, nonce: Bytes, leaf: Bytes): Promise<void> {
  await tx.query('insert into records (seq, record, nonce) values ($1, $2, $3)', [seq, record, nonce])
  await insertLeaf(tx, leaf)
}
