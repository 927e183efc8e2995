// Sealing a report: everything in one call, read back from its own bytes before it is handed out (docs/spec/envelope.md).
import { type Bytes, compare, concat, equal } from '@isnad/bytes'
import { digest, type Random, watched } from '@isnad/crypto'
import { bulkSaltLength } from '@isnad/crypto/seal'
import {
  type Attachment,
  type AttachmentRole,
  type Bucket,
  bodyBucketOf,
  bucketOf,
  type DeskId,
  encodeHeader,
  encodeReport,
  type HeaderDesk,
  type HeaderPart,
  maxDesks,
  maxParts,
  type Report,
  type ReportId,
  reportIdOf,
} from '@isnad/model'
import { openBlob, openBody, sealBlob, sealBody } from './content.ts'
import { EnvelopeError } from './errors.ts'
import { isZero, unpad } from './padding.ts'
import { takeApart } from './parts.ts'
import { sealSlot } from './slot.ts'
import { threadKeys } from './thread.ts'

export interface SealAttachment {
  readonly bytes: Bytes
  /** Media type, such as `image/jpeg`. */
  readonly type: string
  readonly role: AttachmentRole
  /** Of a field copy: the place, in the list given, of the original it was made from. */
  readonly parent?: number
}
export interface SealDesk {
  readonly deskId: DeskId
  readonly epoch: number
  /** The epoch's suite 1 key, 1,216 bytes. */
  readonly publicKey: Bytes
}
export interface Sealing {
  readonly report: Omit<Report, 'attachments'>
  /** At most 16, of at most 64 MiB each, in any order. */
  readonly attachments: readonly SealAttachment[]
  /** 1…4. */
  readonly desks: readonly SealDesk[]
  /** The stretched source code, or null where nothing is to be heard; `report.hearBack` says the same. */
  readonly threadSecret: Bytes | null
  readonly random: Random
}

export interface SealedPart extends HeaderPart {
  readonly role: AttachmentRole
  readonly bytes: Bytes
}
export interface SealedReport {
  readonly reportId: ReportId
  /** Header, slots and body. */
  readonly envelope: Bytes
  /** In send order: field copies, voice and links first, originals last. */
  readonly parts: readonly SealedPart[]
  /** SHA-256 of the header. */
  readonly H: Bytes
}

/**
 * Seals a report and all its attachments, and returns only after header, lengths, digests, body and parts were read back
 * from the bytes made. Whatever fails, nothing comes out. What it returns cannot be opened by whoever sealed it.
 * @throws {EnvelopeError} `bad-desks`, `bad-thread`, `too-many-attachments`, `bad-parent`, `seal-check`
 * @throws {ModelError} `bad-report`, `too-long`, `too-large`. @throws {CryptoError} `bad-key`, `no-randomness`
 */
export async function seal(sealing: Sealing): Promise<SealedReport> {
  const random = watched(sealing.random)
  checkDesks(sealing.desks)
  const threadSecret = threadSecretOf(sealing, random)
  const reportId = reportIdOf(random(16))
  const contentKey = random(32)
  try {
    const sources = inSendOrder(sealing.attachments)
    const attachments = await attachmentsOf(sources)
    const cbor = encodeReport({ ...sealing.report, attachments })
    const parts = await sealParts(sources, { contentKey, reportId, random })
    const bucket = bodyBucketOf(cbor.length)
    const header = encodeHeader({ bucket, reportId, desks: sealing.desks, parts })
    const H = await digest('SHA-256', header)
    const body = await sealBody(cbor, random(bulkSaltLength), { contentKey, H, bucket })
    const bodyDigest = await digest('SHA-256', body)
    const slots = await sealSlots(sealing.desks, { contentKey, threadSecret, H, bodyDigest, random })
    const sealed: SealedReport = { reportId, envelope: concat(header, ...slots, body), parts, H }
    await readBack(sealed, { contentKey, cbor, bucket, bodyDigest, desks: sealing.desks })
    return sealed
  } finally {
    contentKey.fill(0)
  }
}

function checkDesks(desks: readonly SealDesk[]): void {
  const ids = new Set(desks.map(({ deskId }) => deskId))
  if (desks.length < 1 || desks.length > maxDesks || ids.size !== desks.length) throw new EnvelopeError('bad-desks')
}

/** Without a code the secret is random and forgotten, so that the envelope looks the same. */
function threadSecretOf({ report, threadSecret }: Sealing, random: Random): Bytes {
  if (report.hearBack !== (threadSecret !== null)) throw new EnvelopeError('bad-thread')
  if (threadSecret !== null && threadSecret.length !== 32) throw new EnvelopeError('bad-thread')
  return threadSecret ?? random(32)
}

interface Source extends SealAttachment {
  /** Place in the list as given. */
  readonly given: number
}

function inSendOrder(attachments: readonly SealAttachment[]): Source[] {
  if (attachments.length > maxParts) throw new EnvelopeError('too-many-attachments')
  for (const { role, parent } of attachments) {
    if (parent === undefined) continue
    if (role !== 'field-copy' || attachments[parent]?.role !== 'original') throw new EnvelopeError('bad-parent')
  }
  const late = (source: Source): number => (source.role === 'original' ? 1 : 0)
  return attachments.map((attachment, given) => ({ ...attachment, given })).sort((a, b) => late(a) - late(b))
}

async function attachmentsOf(sources: readonly Source[]): Promise<Attachment[]> {
  const out: Attachment[] = []
  for (const [blob, { bytes, type, role, parent }] of sources.entries()) {
    const [sha256, sha512] = [await digest('SHA-256', bytes), await digest('SHA-512', bytes)]
    const of = parent === undefined ? {} : { parent: sources.findIndex(({ given }) => given === parent) }
    out.push({ sha256, sha512, size: bytes.length, type, role, blob, ...of })
  }
  return out
}

interface PartKeys {
  readonly contentKey: Bytes
  readonly reportId: ReportId
  readonly random: Random
}

/** One after the other, each opened again at once, so that only one opened copy is ever in memory. */
async function sealParts(
  sources: readonly Source[],
  { contentKey, reportId, random }: PartKeys,
): Promise<SealedPart[]> {
  const out: SealedPart[] = []
  for (const [j, { bytes: plaintext, role }] of sources.entries()) {
    const place = { contentKey, j, reportId, bucket: bucketOf(plaintext.length) }
    const bytes = await sealBlob(plaintext, random(bulkSaltLength), place)
    const opened = await openBlob(bytes, place).catch(failedCheck)
    if (!equal(opened.subarray(0, plaintext.length), plaintext) || !isZero(opened.subarray(plaintext.length))) {
      throw new EnvelopeError('seal-check')
    }
    out.push({ sha256: await digest('SHA-256', bytes), length: bytes.length, role, bytes })
  }
  return out
}

interface SlotKeys {
  readonly contentKey: Bytes
  readonly threadSecret: Bytes
  readonly H: Bytes
  readonly bodyDigest: Bytes
  readonly random: Random
}

async function sealSlots(desks: readonly SealDesk[], keys: SlotKeys): Promise<Bytes[]> {
  const { contentKey, H, bodyDigest, random } = keys
  const { shard, replyKey } = await threadKeys(keys.threadSecret)
  const out: Bytes[] = []
  for (const { deskId, epoch, publicKey } of desks) {
    const slot = { contentKey, replyKey: await replyKey(deskId), shard }
    out.push(await sealSlot(slot, { H, bodyDigest, desk: { deskId, epoch }, publicKey, random }))
  }
  return out
}

interface Expected {
  readonly contentKey: Bytes
  readonly cbor: Bytes
  readonly bucket: Bucket
  /** As the slots were told. */
  readonly bodyDigest: Bytes
  readonly desks: readonly HeaderDesk[]
}

/** From the bytes alone. A slot cannot be opened here: only its length and that no two are alike can be seen. */
async function readBack({ reportId, envelope, parts, H }: SealedReport, expected: Expected): Promise<void> {
  const { contentKey, cbor, bucket, desks } = expected
  const { header, headerBytes, slots, body } = takeApart(envelope)
  const holds =
    header.reportId === reportId &&
    header.bucket === bucket &&
    equal(await digest('SHA-256', headerBytes), H) &&
    equal(await digest('SHA-256', body), expected.bodyDigest) &&
    header.desks.length === desks.length &&
    header.desks.every(({ deskId, epoch }, i) => desks[i]?.deskId === deskId && desks[i].epoch === epoch) &&
    header.parts.length === parts.length &&
    header.parts.every(({ sha256, length }, j) => {
      const part = parts[j]
      return part !== undefined && part.bytes.length === length && equal(part.sha256, sha256)
    }) &&
    slots.every((slot, i) =>
      slots.slice(0, i).every((other) => compare(slot.subarray(0, 32), other.subarray(0, 32)) !== 0),
    )
  if (!holds) throw new EnvelopeError('seal-check')
  const content = unpad(await openBody(body, { contentKey, H, bucket }).catch(failedCheck))
  if (content === undefined || !equal(content, cbor)) throw new EnvelopeError('seal-check')
}

function failedCheck(cause: unknown): never {
  throw new EnvelopeError('seal-check', { cause })
}
