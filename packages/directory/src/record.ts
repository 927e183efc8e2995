// One record: its bytes, its digest, the chain it stands in, and who signed it (docs/spec/directory.md §2).
import { type Bytes, type Cbor, compare, concat, decodeCbor, encodeCbor, label } from '@isnad/bytes'
import { sha256, verifySignature } from '@isnad/crypto'
import { lastDay } from '@isnad/model'
import { readers } from '@isnad/model/fields'
import { type RecordBodies, type RecordContent, type RecordKind, type Roots, recordKinds } from './bodies.ts'
import { bodyValue, parseBody } from './body-codec.ts'
import { DirectoryError } from './errors.ts'

/** What is signed of a record, beside the chain before it. */
export interface Payload {
  /** Number of the record, from 0. */
  readonly seq: number
  readonly day: number
  /** How many member records (kinds member and removal) stand before it. */
  readonly memberRecords: number
  readonly content: RecordContent
}
export interface Signature {
  /** Ed25519 public key of a root, 32 bytes. */
  readonly signer: Bytes
  readonly signature: Bytes
}
/** A record taken apart; its signatures are not checked yet. */
export interface SignedRecord {
  readonly payload: Bytes
  readonly signatures: readonly Signature[]
}

/** The most bytes of one record. */
export const maxRecord = 262_144
/** The chain before the first record. */
export const chainStart = (): Bytes => new Uint8Array(32)

const read = readers((field) => new DirectoryError('bad-record', { field }))
const signedPrefix = label('isnad/v1/record')
const digestPrefix = label('isnad/v1/record-digest')
const chainPrefix = label('isnad/v1/chain')
const kindNumbers = Object.entries(recordKinds) as [RecordKind, number][]

/** SHA-256(label ‖ record bytes); of the first record it is the programme's id. */
export const recordDigest = (record: Uint8Array): Bytes => sha256(concat(digestPrefix, record))
/** The chain after a record. */
export const chainAfter = (chain: Uint8Array, digest: Uint8Array): Bytes => sha256(concat(chainPrefix, chain, digest))
/** What a root signs. */
export const recordMessage = (chainBefore: Uint8Array, payload: Uint8Array): Bytes =>
  concat(signedPrefix, chainBefore, payload)

/** The bytes of a payload, checked as a reader would. @throws {DirectoryError} `bad-record` */
export function encodePayload<K extends RecordKind>(
  fields: Omit<Payload, 'content'>,
  kind: K,
  body: RecordBodies[K],
): Bytes {
  const entries: [number, Cbor][] = [
    ...([
      [0, recordKinds[kind]],
      [1, fields.seq],
      [2, fields.day],
    ] satisfies [number, Cbor][]),
    ...([
      [3, bodyValue(kind, body)],
      [4, fields.memberRecords],
    ] satisfies [number, Cbor][]),
  ]
  const payload = encodeCbor(new Map(entries))
  parsePayload(payload)
  return payload
}
/** @throws {DirectoryError} `bad-record` */
export function parsePayload(bytes: Uint8Array): Payload {
  const map = read.map(cbor(bytes), 'payload', [0, 1, 2, 3, 4], true)
  const number = map.get(0)
  const kind = kindNumbers.find(([, each]) => each === number)?.[0]
  if (kind === undefined) throw new DirectoryError('bad-record', { field: 'kind' })
  return {
    seq: read.int(map.get(1), 'seq', 0, 0xffff_ffff),
    day: read.int(map.get(2), 'day', 0, lastDay),
    memberRecords: read.int(map.get(4), 'memberRecords', 0, 0xffff_ffff),
    content: parseBody(kind, map.get(3)),
  }
}

/** The record of a payload and its signatures, in whatever order they were gathered. */
export function encodeRecord(payload: Bytes, signatures: readonly Signature[]): Bytes {
  const sorted = [...signatures].sort((a, b) => compare(a.signer, b.signer))
  return encodeCbor([payload, sorted.map(({ signer, signature }) => [signer, signature])])
}
/** @throws {DirectoryError} `bad-record`; signers must ascend, so that nobody counts twice */
export function parseRecord(bytes: Uint8Array): SignedRecord {
  if (bytes.length > maxRecord) throw new DirectoryError('bad-record')
  const [payload, list] = read.list(cbor(bytes), 'record', 2, 2)
  const signatures = read.list(list, 'signatures', 1, 32).map((item): Signature => {
    const [signer, signature] = read.list(item, 'signatures', 2, 2)
    return { signer: read.bytes(signer, 'signer', 32), signature: read.bytes(signature, 'signature', 64) }
  })
  for (const [i, { signer }] of signatures.entries()) {
    const before = signatures[i - 1]
    if (before && compare(before.signer, signer) >= 0) throw new DirectoryError('bad-record', { field: 'signatures' })
  }
  return { payload: read.blob(payload, 'payload', maxRecord), signatures }
}

/** Every signature must hold under the key it names. @throws {DirectoryError} `bad-signature` */
export async function verifySignatures(record: SignedRecord, chainBefore: Bytes): Promise<void> {
  const message = recordMessage(chainBefore, record.payload)
  for (const { signer, signature } of record.signatures) {
    try {
      await verifySignature(signer, message, signature)
    } catch (cause) {
      throw new DirectoryError('bad-signature', { cause })
    }
  }
}
/** As many of the roots as their threshold asks must have signed. @throws {DirectoryError} `too-few-signers` */
export function checkQuorum(record: SignedRecord, roots: Roots): void {
  const count = record.signatures.filter(({ signer }) => holds(roots, signer)).length
  if (count < roots.threshold) throw new DirectoryError('too-few-signers')
}
/** The threshold of each of `all`, and no signer beside them. @throws {DirectoryError} `too-few-signers`, `unknown-signer` */
export function checkSigners(record: SignedRecord, all: readonly Roots[]): void {
  for (const roots of all) checkQuorum(record, roots)
  for (const { signer } of record.signatures) {
    if (!all.some((roots) => holds(roots, signer))) throw new DirectoryError('unknown-signer')
  }
}
const holds = (roots: Roots, key: Bytes): boolean => roots.keys.some((each) => compare(each, key) === 0)

function cbor(bytes: Uint8Array): Cbor {
  try {
    return decodeCbor(bytes)
  } catch (cause) {
    throw new DirectoryError('bad-record', { cause })
  }
}
