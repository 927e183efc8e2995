// Entries in order, walked from the first record: each record's signatures against the roots of its place
// (docs/spec/directory.md §2, §5).
import { type Bytes, compare } from '@isnad/bytes'
import type { Roots } from './bodies.ts'
import { DirectoryError } from './errors.ts'
import {
  type Payload,
  chainAfter,
  checkQuorum,
  checkSigners,
  parsePayload,
  parseRecord,
  recordDigest,
  verifySignatures,
} from './record.ts'
import { type State, apply, emptyState } from './state.ts'

/** A record as it travels, or only its digest where it is not for this reader. */
export type Entry = { readonly record: Bytes } | { readonly digest: Bytes }

/** Size and chain of a directory seen before. */
export interface Seen {
  readonly size: number
  readonly chain: Bytes
  /** The day of its head, where kept: an older head is then refused too. */
  readonly headDay?: number
}

export interface Walk {
  readonly state: State
  /** Digest of the first record, 32 bytes. */
  readonly programmeId: Bytes
}

/**
 * @param show called with each record shown, after it was checked
 * @throws {DirectoryError} with `at`: `bad-record`, `bad-signature`, `unknown-signer`, `too-few-signers`, `hidden-record`,
 * `fork`; `rollback` where there are fewer entries than were seen
 */
export async function walk(entries: readonly Entry[], seen: Seen | null, lenient: boolean): Promise<Walk> {
  const state = emptyState()
  if (seen !== null && entries.length < seen.size) throw new DirectoryError('rollback')
  let programmeId: Bytes | null = null
  for (const [at, entry] of entries.entries()) {
    try {
      const digest = 'record' in entry ? await addRecord(state, entry.record, lenient) : addDigest(state, entry.digest)
      programmeId ??= digest
      state.chain = chainAfter(state.chain, digest)
      state.size++
    } catch (cause) {
      if (!(cause instanceof DirectoryError)) throw cause
      throw new DirectoryError(cause.code, { at, ...(cause.field === '' ? {} : { field: cause.field }), cause })
    }
    if (seen !== null && state.size === seen.size && compare(state.chain, seen.chain) !== 0)
      throw new DirectoryError('fork', { at })
  }
  if (programmeId === null) throw new DirectoryError('bad-record')
  return { state, programmeId }
}

async function addRecord(state: State, bytes: Bytes, lenient: boolean): Promise<Bytes> {
  const record = parseRecord(bytes)
  await verifySignatures(record, state.chain)
  if (state.roots !== null) checkQuorum(record, state.roots)
  const payload = parsePayload(record.payload)
  checkSigners(record, signersOf(state, payload))
  if (lenient) state.memberRecords = payload.memberRecords
  apply(state, payload)
  return recordDigest(bytes)
}

/** The roots that must sign: those of the place, and those a record names for itself. */
function signersOf(state: State, { content }: Payload): Roots[] {
  if (state.roots === null) {
    if (content.kind !== 'programme') throw new DirectoryError('bad-record', { field: 'kind' })
    return [content.body.roots]
  }
  return content.kind === 'root-change' ? [state.roots, content.body] : [state.roots]
}

function addDigest(state: State, digest: Bytes): Bytes {
  if (state.size === 0) throw new DirectoryError('hidden-record')
  if (digest.length !== 32) throw new DirectoryError('bad-record')
  state.memberRecords++
  state.hidden++
  return digest
}
