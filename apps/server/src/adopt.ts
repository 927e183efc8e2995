// Takes a programme up: reads its file, checks it against what was served before, and keeps it (docs/ops/programme.md).
import { join } from 'node:path'
import { type Bytes, compare } from '@isnad/bytes'
import type { Random } from '@isnad/crypto'
import { recordDigest } from '@isnad/directory'
import { entryLeaf } from '@isnad/tlog'
import type { ServerConfig } from './config.ts'
import { ServerError } from './errors.ts'
import type { ServiceKeys } from './keys.ts'
import { publish, type ProgrammeFile, type Published, readProgrammeFile } from './programme.ts'
import { refuseRootKeys } from './root-keys.ts'
import type { Database, Tx } from './store/database.ts'
import { ensureDesks } from './store/desks.ts'
import { insertKeyring } from './store/keyrings.ts'
import { insertRecord, listRecords } from './store/records.ts'
import { insertSeed } from './store/seeds.ts'

export interface Adopted {
  published(): Published
  /** Signs today's head and serves it from now on. */
  sign(): Promise<void>
}

/** @throws {ServerError} `bad-programme`, `other-programme`, `other-keys`, `root-key-present` */
export async function adoptProgramme(
  config: ServerConfig,
  database: Database,
  keys: ServiceKeys,
  world: { readonly clock: () => number; readonly random: Random },
): Promise<Adopted> {
  const file = config.programmeFile ?? join(config.dataDir, 'programme.json')
  const programme = await readProgrammeFile(file)
  let published = await publish(programme.records, keys, world.clock())
  const { demo, programme: newest } = published.directory
  if (!demo) await refuseRootKeys(config.dataDir, newest.roots.keys)
  await database.transaction((tx) => keep(tx, programme, published, world.random))
  return {
    published: () => published,
    async sign() {
      published = await publish(programme.records, keys, world.clock())
    },
  }
}

async function keep(tx: Tx, programme: ProgrammeFile, { directory }: Published, random: Random): Promise<void> {
  const known = await listRecords(tx)
  if (!isPrefix(known, programme.records)) throw new ServerError('other-programme')
  for (const [seq, record] of programme.records.entries()) {
    if (seq < known.length) continue
    const nonce = random(32)
    await insertRecord(tx, seq, record, nonce, entryLeaf(nonce, 'record', recordDigest(record)))
  }
  await ensureDesks(tx, [...new Set(directory.epochs.map(({ deskId }) => deskId))])
  for (const keyring of programme.keyrings) await insertKeyring(tx, keyring)
  for (const seed of programme.seeds) await insertSeed(tx, seed)
}

/** A directory only grows: what was served must stand in front, unchanged. */
function isPrefix(before: readonly Bytes[], now: readonly Bytes[]): boolean {
  return before.length <= now.length && before.every((record, i) => compare(record, now[i] ?? new Uint8Array(0)) === 0)
}
