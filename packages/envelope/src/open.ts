// Opening an envelope at a desk, and its parts (docs/spec/envelope.md, "Opening").
import { type Bytes, equal } from '@isnad/bytes'
import { digest } from '@isnad/crypto'
import {
  type Attachment,
  bucketOf,
  type DeskId,
  type Header,
  parseReport,
  type Report,
  sealedBlobLength,
} from '@isnad/model'
import { openBlob, openBody } from './content.ts'
import { EnvelopeError } from './errors.ts'
import { failingAs } from './failing.ts'
import { isZero, unpad } from './padding.ts'
import { takeApart } from './parts.ts'
import { openSlot } from './slot.ts'

export interface OpenBy {
  readonly deskId: DeskId
  /** The number of the desk's newest key: an envelope to an earlier one is marked `oldKey`. */
  readonly newestEpoch: number
  /** The suite 1 seed of an epoch, if this device has it. */
  readonly seeds: (epoch: number) => { readonly kem: Bytes } | undefined
}

export interface OpenedEnvelope {
  readonly header: Header
  /** SHA-256 of the header: what receipts and answers name. */
  readonly H: Bytes
  readonly report: Report
  readonly contentKey: Bytes
  /** 32 bytes: the thread's key towards this desk. Equal keys are one thread. */
  readonly replyKey: Bytes
  readonly shard: number
  /** The epoch it was sealed to. */
  readonly epoch: number
  /** Sealed to a key that was no longer the newest: said beside the report. */
  readonly oldKey: boolean
}

/**
 * @throws {ModelError} `unknown-version`, `unknown-suite`, `unknown-flag`, `bad-header`
 * @throws {EnvelopeError} `wrong-length`, `not-for-this-desk`, `unknown-epoch`, `slot-does-not-open`, `body-does-not-open`, `bad-body`
 */
export async function openEnvelope(envelope: Bytes, by: OpenBy): Promise<OpenedEnvelope> {
  const { header, headerBytes, slots, body } = takeApart(envelope)
  const at = header.desks.findIndex(({ deskId }) => deskId === by.deskId)
  const [desk, sealedSlot] = [header.desks[at], slots[at]]
  if (desk === undefined || sealedSlot === undefined) throw new EnvelopeError('not-for-this-desk')
  const seed = by.seeds(desk.epoch)?.kem
  if (seed === undefined) throw new EnvelopeError('unknown-epoch')
  const H = await digest('SHA-256', headerBytes)
  const bodyDigest = await digest('SHA-256', body)
  const slot = await failingAs('slot-does-not-open', () => openSlot(sealedSlot, { H, desk, bodyDigest, seed }))
  const { contentKey } = slot
  const padded = await failingAs('body-does-not-open', () => openBody(body, { contentKey, H, bucket: header.bucket }))
  const report = await failingAs('bad-body', async () => reportOf(padded, header))
  return { header, H, report, ...slot, epoch: desk.epoch, oldKey: desk.epoch < by.newestEpoch }
}

function reportOf(padded: Bytes, header: Header): Report {
  const cbor = unpad(padded)
  if (cbor === undefined) throw new EnvelopeError('bad-body')
  const report = parseReport(cbor)
  if (report.attachments.length !== header.parts.length) throw new EnvelopeError('bad-body')
  for (const { blob, size } of report.attachments) {
    if (header.parts[blob]?.length !== sealedBlobLength(bucketOf(size))) throw new EnvelopeError('bad-body')
  }
  return report
}

/**
 * The bytes that were attached as part `j`.
 * @throws {EnvelopeError} `no-such-part`, `wrong-length`, `part-digest`, `part-does-not-open`, `bad-part`
 */
export async function openPart(opened: OpenedEnvelope, j: number, sealed: Bytes): Promise<Bytes> {
  const { header, report, contentKey } = opened
  const part = header.parts[j]
  const attachment = report.attachments.find(({ blob }) => blob === j)
  if (part === undefined || attachment === undefined) throw new EnvelopeError('no-such-part')
  if (sealed.length !== part.length) throw new EnvelopeError('wrong-length')
  if (!equal(await digest('SHA-256', sealed), part.sha256)) throw new EnvelopeError('part-digest')
  const place = { contentKey, j, reportId: header.reportId, bucket: bucketOf(attachment.size) }
  const padded = await failingAs('part-does-not-open', () => openBlob(sealed, place))
  return checked(padded, attachment)
}

async function checked(padded: Bytes, { size, sha256, sha512 }: Attachment): Promise<Bytes> {
  if (!isZero(padded.subarray(size))) throw new EnvelopeError('bad-part')
  const bytes = padded.slice(0, size)
  const same = equal(await digest('SHA-256', bytes), sha256) && equal(await digest('SHA-512', bytes), sha512)
  if (!same) throw new EnvelopeError('bad-part')
  return bytes
}
