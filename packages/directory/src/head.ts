// The head: the service's signed word on how long the directory is today (docs/spec/directory.md §4).
import { type Bytes, type Cbor, concat, decodeCbor, encodeCbor, label } from '@isnad/bytes'
import { type Signer, verifySignature } from '@isnad/crypto'
import { lastDay } from '@isnad/model'
import { readers } from '@isnad/model/fields'
import { DirectoryError } from './errors.ts'

export interface Head {
  /** Number of records. */
  readonly size: number
  /** The chain after the last of them, 32 bytes. */
  readonly chain: Bytes
  /** How many of them are member records. */
  readonly memberRecords: number
  /** Day on which it was signed. */
  readonly day: number
}

const prefix = label('isnad/v1/head')
const read = readers((field) => new DirectoryError('bad-head', { field }))

/** CBOR [head, signature], the signature by the service's head key over label ‖ head. */
export async function signHead(signer: Signer, head: Head): Promise<Bytes> {
  const entries: [number, Cbor][] = [
    ...([
      [0, head.size],
      [1, head.chain],
    ] satisfies [number, Cbor][]),
    ...([
      [2, head.day],
      [3, head.memberRecords],
    ] satisfies [number, Cbor][]),
  ]
  const bytes = encodeCbor(new Map(entries))
  parseHead(bytes)
  return encodeCbor([bytes, await signer.sign(concat(prefix, bytes))])
}

/** @throws {DirectoryError} `bad-head`, `bad-signature` */
export async function openHead(bytes: Uint8Array, headPublicKey: Bytes): Promise<Head> {
  const [head, signature] = read.list(cbor(bytes), 'head', 2, 2)
  const signed = read.blob(head, 'head', 256)
  try {
    await verifySignature(headPublicKey, concat(prefix, signed), read.bytes(signature, 'signature', 64))
  } catch (cause) {
    if (cause instanceof DirectoryError) throw cause
    throw new DirectoryError('bad-signature', { cause })
  }
  return parseHead(signed)
}

function parseHead(bytes: Uint8Array): Head {
  const map = read.map(cbor(bytes), 'head', [0, 1, 2, 3], true)
  const size = read.int(map.get(0), 'size', 1, 0xffff_ffff)
  return {
    size,
    chain: read.bytes(map.get(1), 'chain', 32),
    day: read.int(map.get(2), 'day', 0, lastDay),
    memberRecords: read.int(map.get(3), 'memberRecords', 0, size),
  }
}
function cbor(bytes: Uint8Array): Cbor {
  try {
    return decodeCbor(bytes)
  } catch (cause) {
    throw new DirectoryError('bad-head', { cause })
  }
}
