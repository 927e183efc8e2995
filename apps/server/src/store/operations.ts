// Operations of a desk: numbered by it, each on top of its device's newest.
import { type Bytes, compare } from '@isnad/bytes'
import { noPrevious, type Operation } from '@isnad/directory'
import { type DeskId, shortIdBytes } from '@isnad/model'
import { WireError } from '@isnad/wire'
import type { Tx } from './database.ts'
import { countLocked } from './desks.ts'
import { insertLeaf } from './leaves.ts'

export interface OperationDraft {
  readonly bytes: Uint8Array
  readonly day: number
  readonly leaf: Bytes
  readonly nonce: Bytes
}

/**
 * Adds an operation in a transaction. The same one again gives its number, and nothing is added.
 * @throws {WireError} `stale-previous` with the device's newest, `bad-operation` where it has seen more than there is
 */
export async function insertOperation(
  tx: Tx,
  operation: Operation,
  draft: OperationDraft,
): Promise<{ readonly seq: number; readonly isNew: boolean }> {
  const [desk, device] = [shortIdBytes(operation.desk), shortIdBytes(operation.device)]
  // The desk's row, taken here, keeps every other operation of the desk waiting until this one is in.
  const [seq = 0] = await countLocked(tx, 'operation', [operation.desk])
  const [same] = await tx.query<{ seq: string }>(
    'select seq from operations where digest = $1 and desk_id = $2',
    [operation.id, desk],
    'find-operation',
  )
  if (same !== undefined) {
    await tx.query('update desks set operation = operation - 1 where desk_id = $1', [desk], 'give-back')
    return { seq: Number(same.seq), isNew: false }
  }
  const [head] = await tx.query<{ newest: Buffer }>(
    'select newest from devices where device_id = $1',
    [device],
    'find-head',
  )
  const newest = head === undefined ? noPrevious() : new Uint8Array(head.newest)
  if (compare(newest, operation.previous) !== 0) throw new WireError('stale-previous', { newest })
  if (operation.seen >= seq) throw new WireError('bad-operation')
  await tx.query(
    'insert into operations (desk_id, seq, device_id, digest, day, nonce, bytes) values ($1, $2, $3, $4, $5, $6, $7)',
    [desk, seq, device, operation.id, draft.day, draft.nonce, draft.bytes],
    'insert-operation',
  )
  await tx.query(
    'insert into devices (device_id, newest) values ($1, $2) on conflict (device_id) do update set newest = excluded.newest',
    [device, operation.id],
    'move-head',
  )
  await insertLeaf(tx, draft.leaf, { desk: operation.desk, seq })
  return { seq, isNew: true }
}

export interface ListedOperation {
  readonly seq: number
  readonly day: number
  readonly bytes: Bytes
}

export async function listOperations(tx: Tx, desk: DeskId, after: number, limit: number): Promise<ListedOperation[]> {
  const rows = await tx.query<{ seq: string; day: number; bytes: Buffer }>(
    'select seq, day, bytes from operations where desk_id = $1 and seq > $2 order by seq limit $3',
    [shortIdBytes(desk), after, limit],
    'list-operations',
  )
  return rows.map(({ bytes, day, seq }) => ({ seq: Number(seq), day, bytes: new Uint8Array(bytes) }))
}
