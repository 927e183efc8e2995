// Reads the log's tiles through a client, as the proofs of @isnad/tlog want them.
import type { Bytes } from '@isnad/bytes'
import type { Client } from './client.ts'
import { getPartialTile, getTile } from './everywhere.ts'

/** Tiles of the server's log; whole tiles only, so that the server never learns which leaf is of interest. */
export function newTileReader(client: Client): (level: number, index: number, width: number) => Promise<Bytes> {
  return async (level, index, width) =>
    width === 256
      ? await client.call(getTile, { params: { level, index } })
      : await client.call(getPartialTile, { params: { level, index, width } })
}
