// Desks' seeds, each wrapped to a device.
import type { Bytes } from '@isnad/bytes'
import { type DeskId, type DeviceId, shortIdBytes } from '@isnad/model'
import type { Seed } from '../programme.ts'
import type { Tx } from './database.ts'

export async function listSeeds(tx: Tx, desk: DeskId, device: DeviceId): Promise<{ epoch: number; wrap: Bytes }[]> {
  const rows = await tx.query<{ epoch: string; wrap: Buffer }>(
    'select epoch, wrap from seeds where desk_id = $1 and device_id = $2 order by epoch',
    [shortIdBytes(desk), shortIdBytes(device)],
    'list-seeds',
  )
  return rows.map(({ epoch, wrap }) => ({ epoch: Number(epoch), wrap: new Uint8Array(wrap) }))
}

/** Replaces what stood there: a re-wrapped seed is the same seed. */
export async function insertSeed(tx: Tx, { deskId, deviceId, epoch, wrap }: Seed): Promise<void> {
  await tx.query(
    `insert into seeds (desk_id, device_id, epoch, wrap) values ($1, $2, $3, $4)
     on conflict (desk_id, device_id, epoch) do update set wrap = excluded.wrap`,
    [deskId, deviceId, epoch, wrap],
  )
}
