// Members' keyrings: ciphertext under an id and an authentication key that tell no name.
import type { Bytes } from '@isnad/bytes'
import type { Keyring } from '../programme.ts'
import type { Tx } from './database.ts'

export async function findKeyring(tx: Tx, id: Bytes): Promise<Keyring | undefined> {
  const [row] = await tx.query<{ auth_hash: Buffer; keyring: Buffer }>(
    'select auth_hash, keyring from keyrings where id = $1',
    [id],
    'find-keyring',
  )
  return row && { id, authHash: new Uint8Array(row.auth_hash), keyring: new Uint8Array(row.keyring) }
}

/** Replaces what stood under the id. */
export async function insertKeyring(tx: Tx, { authHash, id, keyring }: Keyring): Promise<void> {
  await tx.query(
    `insert into keyrings (id, auth_hash, keyring) values ($1, $2, $3)
     on conflict (id) do update set auth_hash = excluded.auth_hash, keyring = excluded.keyring`,
    [id, authHash, keyring],
  )
}
