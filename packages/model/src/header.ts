// The clear header of an envelope, and every length that follows from it (docs/spec/report.md §3).
import { type Bytes, compare, concat, readU16, readU32, readU64, readU8, slice, u32, u64, u8, utf8 } from '@isnad/bytes'
import { ModelError } from './errors.ts'
import { type DeskId, type ReportId, deskIdOf, reportIdBytes, reportIdOf, shortIdBytes } from './ids.ts'

export type Bucket = 0 | 1 | 2
export interface HeaderDesk {
  readonly deskId: DeskId
  /** The number of the desk's key the envelope is sealed to, 0…2^32 − 1. */
  readonly epoch: number
}
export interface HeaderPart {
  /** Digest of the sealed blob, 32 bytes. */
  readonly sha256: Bytes
  /** Length of the sealed blob: one of `sealedBlobLength`. */
  readonly length: number
}
export interface Header {
  readonly version: 1
  readonly suite: 1
  /** Index into `bodyBuckets`. */
  readonly bucket: Bucket
  readonly reportId: ReportId
  /** 1…4, each desk once. */
  readonly desks: readonly HeaderDesk[]
  /** 0…16, each digest once, in send order. */
  readonly parts: readonly HeaderPart[]
  /** Bytes of the header itself. */
  readonly length: number
}

const kib = 1024
const mib = 1024 * kib
const magic = utf8('ISN')
const fixedLength = 25
const deskLength = 12
const partLength = 40
/** salt[24] ‖ commitment[32], in front of the chunks of a body or blob. */
const bulkPrefix = 56
const tagLength = 16
const blobChunk = 256 * kib

/** The most desks an envelope is sealed to. */
export const maxDesks = 4
/** The most parts an envelope has. */
export const maxParts = 16
/** The largest file, in bytes before padding: 64 MiB. */
export const maxBlob = 64 * mib
/** The longest header: 25 + 4 × 12 + 16 × 40 bytes. */
export const maxHeaderLength = fixedLength + maxDesks * deskLength + maxParts * partLength
/** Padded bytes of a body's plaintext, by bucket. */
export const bodyBuckets = [1024, 4096, 16384] as const
/** Padded bytes of a blob's plaintext. */
export const blobBuckets: readonly number[] = [
  ...[64, 128, 192, 256, 384, 512, 768].map((n) => n * kib),
  ...[1, 1.5, 2, 3, 4, 6, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60, 64].map((n) => n * mib),
]
const sealedBlobLengths: ReadonlySet<number> = new Set(blobBuckets.map(sealedBlobLength))

/** Bytes of one slot: HPKE encapsulation, then the sealed 66 bytes. Suite 1: 1,120 + 66 + 16 = 1,202. */
export function slotLength(suite: 1): number {
  return suite === 1 ? 1202 : refuse('unknown-suite')
}
/** Bytes of a sealed body: 1,096, 4,168 or 16,456. */
export const sealedBodyLength = (bucket: Bucket): number => bulkPrefix + bodyBuckets[bucket] + tagLength

/** The bucket of a body whose CBOR has so many bytes; four bytes of length go before it. @throws {ModelError} `too-long` */
export function bodyBucketOf(cborLength: number): Bucket {
  const needed = 4 + cborLength
  if (needed <= bodyBuckets[0]) return 0
  if (needed <= bodyBuckets[1]) return 1
  if (needed <= bodyBuckets[2]) return 2
  throw new ModelError('too-long', { excess: needed - bodyBuckets[2] })
}
/** The padded size of a file of `size` bytes. @throws {ModelError} `too-large` over 64 MiB */
export function bucketOf(size: number): number {
  const bucket = blobBuckets.find((candidate) => size <= candidate)
  if (bucket === undefined || !Number.isInteger(size) || size < 0) throw new ModelError('too-large')
  return bucket
}
/** Bytes of a sealed blob whose padded plaintext is `bucket` bytes: 56 in front, 16 more for each 256 KiB begun. */
export function sealedBlobLength(bucket: number): number {
  return bulkPrefix + bucket + tagLength * Math.ceil(bucket / blobChunk)
}
/** Bytes of header, slots and body together. */
export function envelopeLength(header: Header): number {
  return header.length + header.desks.length * slotLength(header.suite) + sealedBodyLength(header.bucket)
}

/** @throws {ModelError} `bad-header` */
export function encodeHeader(header: Omit<Header, 'length' | 'version' | 'suite'>): Bytes {
  const bytes = concat(
    magic,
    Uint8Array.of(1, 1, header.bucket, 0),
    reportIdBytes(header.reportId),
    u8(header.desks.length),
    u8(header.parts.length),
    ...header.desks.map((desk) => concat(shortIdBytes(desk.deskId), u32(desk.epoch))),
    ...header.parts.map((part) => concat(part.sha256, u64(part.length))),
  )
  if (parseHeader(bytes).length !== bytes.length) throw new ModelError('bad-header')
  return bytes
}

/**
 * Reads the header in front of an envelope; what follows it is not looked at.
 * @throws {ModelError} `unknown-version`, `unknown-suite`, `unknown-flag`, `bad-header`
 */
export function parseHeader(bytes: Uint8Array): Header {
  try {
    return read(bytes)
  } catch (cause) {
    if (cause instanceof ModelError) throw cause
    throw new ModelError('bad-header', { cause })
  }
}

function read(bytes: Uint8Array): Header {
  if (compare(slice(bytes, 0, 3), magic) !== 0) refuse('bad-header')
  if (readU8(bytes, 3) !== 1) refuse('unknown-version')
  if (readU8(bytes, 4) !== 1) refuse('unknown-suite')
  const bucket = readU8(bytes, 5)
  if (bucket !== 0 && bucket !== 1 && bucket !== 2) refuse('bad-header')
  if (readU8(bytes, 6) !== 0) refuse('unknown-flag')
  const counts = readU16(bytes, 23)
  const n = counts >> 8
  const m = counts & 255
  if (n < 1 || n > maxDesks || m > maxParts) refuse('bad-header')
  const partsAt = fixedLength + n * deskLength
  const length = partsAt + m * partLength
  const desks = Array.from({ length: n }, (_, i) => readDesk(bytes, fixedLength + i * deskLength))
  const parts = Array.from({ length: m }, (_, j) => readPart(bytes, partsAt + j * partLength))
  if (new Set(desks.map((desk) => desk.deskId)).size !== n) refuse('bad-header')
  for (const [j, part] of parts.entries()) {
    if (parts.slice(0, j).some((earlier) => compare(earlier.sha256, part.sha256) === 0)) refuse('bad-header')
  }
  return { version: 1, suite: 1, bucket, reportId: reportIdOf(slice(bytes, 7, 16)), desks, parts, length }
}
function readDesk(bytes: Uint8Array, at: number): HeaderDesk {
  return { deskId: deskIdOf(slice(bytes, at, 8)), epoch: readU32(bytes, at + 8) }
}
function readPart(bytes: Uint8Array, at: number): HeaderPart {
  const part = { sha256: slice(bytes, at, 32), length: readU64(bytes, at + 32) }
  if (!sealedBlobLengths.has(part.length)) refuse('bad-header')
  return part
}
function refuse(code: 'unknown-version' | 'unknown-suite' | 'unknown-flag' | 'bad-header'): never {
  throw new ModelError(code)
}
