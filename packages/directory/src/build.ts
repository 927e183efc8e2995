// Making records: by one hand that holds enough roots, or draft by draft where roots lie apart (docs/spec/directory.md §2).
import type { Bytes } from '@isnad/bytes'
import type { Signer } from '@isnad/crypto'
import { type RecordBodies, type RecordKind, isMemberKind } from './bodies.ts'
import type { Entry } from './entries.ts'
import {
  type Signature,
  chainAfter,
  chainStart,
  encodePayload,
  encodeRecord,
  parsePayload,
  parseRecord,
  recordDigest,
  recordMessage,
} from './record.ts'

/** Where the next record goes. */
export interface ChainState {
  readonly size: number
  readonly chain: Bytes
  readonly memberRecords: number
}
/** A record before it is signed: roots sign `message`. */
export interface Draft {
  readonly kind: RecordKind
  readonly payload: Bytes
  readonly message: Bytes
  readonly before: ChainState
}
export interface Appended {
  readonly record: Bytes
  readonly state: ChainState
}

export const startChain = (): ChainState => ({ size: 0, chain: chainStart(), memberRecords: 0 })

/** @throws {DirectoryError} `bad-record` where the body is against its form; whether it may stand here, `openDirectory` says */
export function draftRecord<K extends RecordKind>(
  before: ChainState,
  kind: K,
  body: RecordBodies[K],
  day: number,
): Draft {
  const payload = encodePayload({ seq: before.size, day, memberRecords: before.memberRecords }, kind, body)
  return { kind, payload, message: recordMessage(before.chain, payload), before }
}
/** The record of a draft and the signatures gathered, in any order. */
export function finishRecord(draft: Draft, signatures: readonly Signature[]): Appended {
  const record = encodeRecord(draft.payload, signatures)
  parseRecord(record)
  return { record, state: after(draft.before, draft.kind, recordDigest(record)) }
}
/** Draft, signatures and record at once. @throws {DirectoryError} `bad-record` */
export async function appendRecord<K extends RecordKind>(
  before: ChainState,
  signers: readonly Signer[],
  kind: K,
  body: RecordBodies[K],
  day: number,
): Promise<Appended> {
  const draft = draftRecord(before, kind, body, day)
  const signatures: Signature[] = []
  for (const signer of signers) {
    signatures.push({ signer: signer.publicKey, signature: await signer.sign(draft.message) })
  }
  return finishRecord(draft, signatures)
}

/** The chain over records already made and shown in full, unchecked: for the one who made them. @throws {DirectoryError} `bad-record` */
export function chainOf(records: readonly Bytes[]): ChainState {
  let state = startChain()
  for (const record of records) {
    state = after(state, parsePayload(parseRecord(record).payload).content.kind, recordDigest(record))
  }
  return state
}
/** What anybody may be given: member records as digests. @throws {DirectoryError} `bad-record` */
export function publicEntries(records: readonly Bytes[]): Entry[] {
  return records.map((record) => (isMemberKind(kindOf(record)) ? { digest: recordDigest(record) } : { record }))
}
/** What `openService` needs: programme, service and root-change records, the rest as digests. @throws {DirectoryError} `bad-record` */
export function serviceEntries(entries: readonly Entry[]): Entry[] {
  const shown: readonly RecordKind[] = ['programme', 'service', 'root-change']
  return entries.map((entry) => {
    if (!('record' in entry) || shown.includes(kindOf(entry.record))) return entry
    return { digest: recordDigest(entry.record) }
  })
}

const kindOf = (record: Bytes): RecordKind => parsePayload(parseRecord(record).payload).content.kind
function after(state: ChainState, kind: RecordKind, digest: Bytes): ChainState {
  return {
    size: state.size + 1,
    chain: chainAfter(state.chain, digest),
    memberRecords: state.memberRecords + (isMemberKind(kind) ? 1 : 0),
  }
}
