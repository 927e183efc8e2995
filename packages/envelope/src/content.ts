// Body and blobs of an envelope under its content key (docs/spec/envelope.md, "Body" and "Parts").
import { type Bytes, concat, label, u8, utf8 } from '@isnad/bytes'
import { type BulkKey, openBulk, sealBulk } from '@isnad/crypto/seal'
import { type Bucket, bodyBuckets, type ReportId, reportIdBytes } from '@isnad/model'
import { pad } from './padding.ts'

const bodyChunk = 16 * 1024
const blobChunk = 256 * 1024
const none = new Uint8Array(0)

/** @param H SHA-256 of the header */
const bodyKey = (contentKey: Bytes, H: Bytes): BulkKey => ({
  objectKey: contentKey,
  info: label('isnad/v1/body'),
  aad: concat(H, utf8('body')),
  chunk: bodyChunk,
})

/** A blob cannot be bound to H, which holds its digest; it is bound to its place and the report's id. */
const blobKey = (contentKey: Bytes, j: number, reportId: ReportId): BulkKey => ({
  objectKey: contentKey,
  info: concat(label('isnad/v1/blob'), u8(j), reportIdBytes(reportId)),
  aad: none,
  chunk: blobChunk,
})

export interface BodyPlace {
  readonly contentKey: Bytes
  readonly H: Bytes
  readonly bucket: Bucket
}

export function sealBody(cbor: Bytes, salt: Bytes, { contentKey, H, bucket }: BodyPlace): Promise<Bytes> {
  return sealBulk({ ...bodyKey(contentKey, H), salt, plaintext: pad(cbor, bodyBuckets[bucket]) })
}

/** The padded body. @throws {CryptoError} `wrong-length`, `does-not-open` */
export function openBody(sealed: Bytes, { contentKey, H, bucket }: BodyPlace): Promise<Bytes> {
  return openBulk({ ...bodyKey(contentKey, H), sealed, length: bodyBuckets[bucket] })
}

export interface BlobPlace {
  readonly contentKey: Bytes
  /** The blob's place among the parts. */
  readonly j: number
  readonly reportId: ReportId
  /** Padded bytes, one of `blobBuckets`. */
  readonly bucket: number
}

export function sealBlob(
  plaintext: Bytes,
  salt: Bytes,
  { contentKey, j, reportId, bucket }: BlobPlace,
): Promise<Bytes> {
  return sealBulk({ ...blobKey(contentKey, j, reportId), salt, plaintext, length: bucket })
}

/** The padded blob. @throws {CryptoError} `wrong-length`, `does-not-open` */
export function openBlob(sealed: Bytes, { contentKey, j, reportId, bucket }: BlobPlace): Promise<Bytes> {
  return openBulk({ ...blobKey(contentKey, j, reportId), sealed, length: bucket })
}
