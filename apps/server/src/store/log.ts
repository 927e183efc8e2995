// The published log: tiles, the newest checkpoint, and the leaves a publication takes up.
import type { Bytes } from '@isnad/bytes'
import type { Tx } from './database.ts'

export interface StoredCheckpoint {
  readonly size: number
  readonly note: string
}

export async function findCheckpoint(tx: Tx): Promise<StoredCheckpoint | undefined> {
  const [row] = await tx.query<{ size: string; note: string }>(
    'select size, note from checkpoints',
    [],
    'find-checkpoint',
  )
  return row && { size: Number(row.size), note: row.note }
}

/** The hashes of a tile so far. */
export async function findTile(tx: Tx, level: number, index: number): Promise<Bytes | undefined> {
  const [row] = await tx.query<{ hashes: Buffer }>(
    'select hashes from tiles where level = $1 and index = $2',
    [level, index],
    'find-tile',
  )
  return row && new Uint8Array(row.hashes)
}

export async function putTile(tx: Tx, level: number, index: number, hashes: Uint8Array): Promise<void> {
  await tx.query(
    `insert into tiles (level, index, hashes) values ($1, $2, $3)
     on conflict (level, index) do update set hashes = excluded.hashes`,
    [level, index, hashes],
    'put-tile',
  )
}

export async function putCheckpoint(tx: Tx, { note, size }: StoredCheckpoint): Promise<void> {
  await tx.query(
    `insert into checkpoints (size, note) values ($1, $2)
     on conflict (slot) do update set size = excluded.size, note = excluded.note`,
    [size, note],
  )
}
