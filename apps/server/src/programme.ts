// The programme a server serves: its file read, its records verified, its keys ours (docs/ops/programme.md).
import { readFile } from 'node:fs/promises'
import { type Bytes, compare, parseBase64url, parseId } from '@isnad/bytes'
import {
  chainOf,
  type Directory,
  type Entry,
  openDirectory,
  parsePayload,
  parseRecord,
  publicEntries,
  signHead,
} from '@isnad/directory'
import { dayOf } from '@isnad/model'
import * as v from 'valibot'
import { ServerError } from './errors.ts'
import type { ServiceKeys } from './keys.ts'

export interface Keyring {
  readonly id: Bytes
  /** SHA-256 of the authentication key. */
  readonly authHash: Bytes
  readonly keyring: Bytes
}
export interface Seed {
  readonly deskId: Bytes
  readonly deviceId: Bytes
  readonly epoch: number
  readonly wrap: Bytes
}
export interface ProgrammeFile {
  readonly records: readonly Bytes[]
  readonly keyrings: readonly Keyring[]
  readonly seeds: readonly Seed[]
}

const bytes = (length?: number) =>
  v.pipe(
    v.string(),
    v.transform(parseBase64url),
    v.check((value: Bytes) => length === undefined || value.length === length),
  )
const shortId = v.pipe(
  v.string(),
  v.transform((text) => parseId(text, 8)),
)
const form = v.strictObject({
  entries: v.array(bytes()),
  keyrings: v.array(v.strictObject({ id: bytes(16), authHash: bytes(32), keyring: bytes() })),
  seeds: v.array(
    v.strictObject({
      deskId: shortId,
      deviceId: shortId,
      epoch: v.pipe(v.number(), v.integer(), v.minValue(1)),
      wrap: bytes(),
    }),
  ),
})

/** @throws {ServerError} `bad-programme` */
export async function readProgrammeFile(file: string): Promise<ProgrammeFile> {
  try {
    const { entries, keyrings, seeds } = v.parse(form, JSON.parse(await readFile(file, 'utf8')))
    return { records: entries, keyrings, seeds }
  } catch (cause) {
    throw new ServerError('bad-programme', file, { cause })
  }
}

/** A directory with the head that was signed for it. */
export interface Published {
  readonly directory: Directory
  readonly head: Bytes
  /** What anybody is given, and what desks are. */
  readonly entries: { readonly public: readonly Entry[]; readonly desk: readonly Entry[] }
}

/**
 * Verifies every record from the root on, as a client would, under a head signed today.
 * @throws {ServerError} `bad-programme`, `other-keys`
 */
export async function publish(records: readonly Bytes[], keys: ServiceKeys, now: number): Promise<Published> {
  try {
    const today = dayOf(now)
    const head = await signHead(keys.head, { ...chainOf(records), day: Math.max(today, dayOfNewest(records)) })
    const entries = records.map((record) => ({ record }))
    const directory = await openDirectory({ entries, head, today, complete: true })
    if (compare(directory.service.log, keys.log.publicKey) !== 0) throw new ServerError('other-keys', 'log')
    // What the public is given must hold for the public too.
    const shown = publicEntries(records)
    await openDirectory({ entries: shown, head, today })
    return { directory, head, entries: { public: shown, desk: entries } }
  } catch (cause) {
    if (cause instanceof ServerError) throw cause
    const { code } = cause as { code?: string }
    // A head we signed does not verify under the record: the record names another head key.
    if (code === 'bad-signature' && namesOtherHead(records, keys)) throw new ServerError('other-keys', 'head')
    throw new ServerError('bad-programme', code ?? '', { cause })
  }
}

/** A clock that runs behind does not keep a server from starting: no head is older than what it stands over. */
function dayOfNewest(records: readonly Bytes[]): number {
  const newest = records.at(-1)
  return newest === undefined ? 0 : parsePayload(parseRecord(newest).payload).day
}

function namesOtherHead(records: readonly Bytes[], keys: ServiceKeys): boolean {
  const contents = records.map((record) => parsePayload(parseRecord(record).payload).content)
  const service = contents.filter((content) => content.kind === 'service').at(-1)
  return service !== undefined && compare(service.body.head, keys.head.publicKey) !== 0
}
