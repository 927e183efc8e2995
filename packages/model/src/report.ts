// A report's body: what the sealed part of an envelope says (docs/spec/report.md §4).
import { type Bytes, type Cbor, type CborMap, BytesError, decodeCbor, encodeCbor, utf8 } from '@isnad/bytes'
import { categoryFields } from './category-fields.ts'
import { ModelError } from './errors.ts'
import { type Readers, readers } from './fields.ts'
import { bodyBucketOf, maxBlob, maxParts } from './header.ts'
import {
  type AttachmentRole,
  type Category,
  type Certainty,
  type Consent,
  type TimePrecision,
  attachmentRoles,
  categories,
  certainties,
  consentAnswers,
  purposes,
  timePrecisions,
} from './taxonomies.ts'

/** When it happened, in Unix seconds; both null exactly where the precision is `unknown`. */
export interface When {
  readonly from: number | null
  readonly to: number | null
  readonly precision: TimePrecision
}
/** Where: an entry of the gazetteer, the sender's words, or a position in hundred-thousandths of a degree. */
export type Place =
  | { readonly kind: 'gazetteer'; readonly id: string; readonly precisionM: number }
  | { readonly kind: 'typed'; readonly text: string }
  | { readonly kind: 'position'; readonly latE5: number; readonly lonE5: number; readonly precisionM: number }
/** People, vehicles, things and direction as the sender tells them: never more than words in a report. */
export interface Told {
  readonly people?: string
  readonly vehicles?: string
  readonly things?: string
  readonly direction?: string
}
export interface Attachment {
  /** Digest of the bytes before sealing, 32 bytes. */
  readonly sha256: Bytes
  /** Digest of the bytes before sealing, 64 bytes. */
  readonly sha512: Bytes
  /** Bytes before padding. */
  readonly size: number
  /** Media type, such as `image/jpeg`; a claim, not a finding. */
  readonly type: string
  readonly role: AttachmentRole
  /** Which part of the envelope holds it: 0…15, each used once, none left out. */
  readonly blob: number
  /** For a field copy: the `blob` of the original it was made from. */
  readonly parent?: number
}
export interface Report {
  readonly form: 1
  readonly category: Category
  /** BCP 47 tag of the text's language, such as `ar`, `ckb`. */
  readonly language: string
  /** Unix seconds by the device's clock, which may be wrong. */
  readonly composedAt: number
  readonly when: When
  readonly place: Place | null
  /** The sender's own words, unchanged; at most 12,000 bytes of UTF-8. */
  readonly text: string
  readonly told: Told
  /** Answers to the category's own questions, by field name (`categoryFields`). */
  readonly details: Readonly<Record<string, string>>
  readonly certainty: Certainty | null
  readonly consent: Consent
  /** At most 8 `http` or `https` addresses of at most 2,048 characters. */
  readonly links: readonly string[]
  readonly attachments: readonly Attachment[]
  readonly hearBack: boolean
}

/** The most bytes of UTF-8 in a report's text. */
export const maxText = 12_000
/** The most bytes of UTF-8 in any other free text of a report. */
export const maxField = 1_000
export const maxLinks = 8
export const maxLink = 2_048

const toldFields = ['people', 'vehicles', 'things', 'direction'] as const
const placeKinds = ['gazetteer', 'typed', 'position'] as const
const reportKeys = Array.from({ length: 14 }, (_, key) => key)
const read: Readers = readers((field) => new ModelError('bad-report', { field }))
/** 1900-01-01 and 2100-01-01 in Unix seconds: what a time in a report may be. */
const earliest = -2_208_988_800
const latest = 4_102_444_800

/**
 * The CBOR of a report, checked as a reader would.
 * @throws {ModelError} `bad-report` with the field; `too-long` with field and excess bytes: a text over its limit, or
 * (field empty) the whole over what the largest bucket holds
 */
export function encodeReport(report: Report): Bytes {
  checkLengths(report)
  let bytes: Bytes
  try {
    bytes = encodeCbor(reportMap(report))
  } catch (cause) {
    if (cause instanceof BytesError) throw new ModelError('bad-report', { cause })
    throw cause
  }
  bodyBucketOf(bytes.length)
  parseReport(bytes)
  return bytes
}

/** @throws {ModelError} `bad-report` with the field: unknown key, wrong type, code or length; `too-long` over the bucket */
export function parseReport(bytes: Uint8Array): Report {
  bodyBucketOf(bytes.length)
  let value: Cbor
  try {
    value = decodeCbor(bytes)
  } catch (cause) {
    throw new ModelError('bad-report', { cause })
  }
  const map = read.map(value, 'report', reportKeys, true)
  const category = read.name(map.get(1), 'category', categories)
  const language = read.text(map.get(2), 'language', 2, 35)
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language)) refuse('language')
  read.int(map.get(0), 'form', 1, 1)
  return {
    form: 1,
    category,
    language,
    composedAt: read.int(map.get(3), 'composedAt', earliest, latest),
    when: parseWhen(map.get(4)),
    place: parsePlace(map.get(5)),
    text: read.text(map.get(6), 'text', 0, maxText),
    told: parseTold(map.get(7)),
    details: parseDetails(category, map.get(8)),
    certainty: map.get(9) === null ? null : read.name(map.get(9), 'certainty', certainties),
    consent: parseConsent(map.get(10)),
    links: read.list(map.get(11), 'links', 0, maxLinks).map((link, i) => parseLink(link, `links.${i}`)),
    attachments: parseAttachments(map.get(12)),
    hearBack: read.bool(map.get(13), 'hearBack'),
  }
}

function reportMap(report: Report): CborMap {
  return new Map<number, Cbor>([
    [0, report.form],
    [1, report.category],
    [2, report.language],
    [3, report.composedAt],
    [4, [report.when.from, report.when.to, timePrecisions.indexOf(report.when.precision)]],
    [5, placeValue(report.place)],
    [6, report.text],
    [
      7,
      namedTexts(
        report.told,
        toldFields.map((name, key) => ({ key, name })),
        'told',
      ),
    ],
    [8, namedTexts(report.details, categoryFields[report.category] ?? refuse('category'), 'details')],
    [9, report.certainty],
    [10, purposes.map((purpose) => consentAnswers.indexOf(report.consent[purpose]))],
    [11, report.links],
    [12, report.attachments.map(attachmentValue)],
    [13, report.hearBack],
  ])
}

function parseWhen(value: Cbor | undefined): When {
  const [from, to, code] = read.list(value, 'when', 3, 3)
  const precision = read.code(code, 'when.precision', timePrecisions)
  const when = {
    from: from === null ? null : read.int(from, 'when.from', earliest, latest),
    to: to === null ? null : read.int(to, 'when.to', earliest, latest),
    precision,
  }
  if ((precision === 'unknown') !== (when.from === null && when.to === null)) refuse('when')
  if (when.from !== null && when.to !== null && when.from > when.to) refuse('when')
  return when
}

function placeValue(place: Place | null): Cbor {
  if (place === null) return null
  if (place.kind === 'gazetteer') return [0, place.id, place.precisionM]
  if (place.kind === 'typed') return [1, place.text]
  return [2, place.latE5, place.lonE5, place.precisionM]
}
function parsePlace(value: Cbor | undefined): Place | null {
  if (value === null) return null
  const items = read.list(value, 'place', 2, 4)
  const kind = read.code(items[0], 'place.kind', placeKinds)
  const lengths = { gazetteer: 3, typed: 2, position: 4 }
  if (items.length !== lengths[kind]) refuse('place')
  if (kind === 'typed') return { kind, text: read.text(items[1], 'place.text', 1, maxField) }
  const precisionM = read.int(items.at(-1), 'place.precisionM', 1, 1_000_000)
  if (kind === 'gazetteer') {
    const id = read.text(items[1], 'place.id', 1, 64)
    return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) ? { kind, id, precisionM } : refuse('place.id')
  }
  const latE5 = read.int(items[1], 'place.latE5', -9_000_000, 9_000_000)
  return { kind, latE5, lonE5: read.int(items[2], 'place.lonE5', -18_000_000, 18_000_000), precisionM }
}

function parseTold(value: Cbor | undefined): Told {
  const map = read.map(value, 'told', [0, 1, 2, 3])
  const entries = [...map].map(([key, text]) => [
    toldFields[key],
    read.text(text, `told.${toldFields[key]}`, 1, maxField),
  ])
  return Object.fromEntries(entries) as Told
}

function parseDetails(category: Category, value: Cbor | undefined): Record<string, string> {
  const fields = categoryFields[category]
  const map = read.map(
    value,
    'details',
    fields.map((field) => field.key),
  )
  const details: Record<string, string> = {}
  for (const field of fields) {
    if (!map.has(field.key)) continue
    const path = `details.${field.name}`
    const given = map.get(field.key)
    details[field.name] = field.codes ? read.name(given, path, field.codes) : read.text(given, path, 1, maxField)
  }
  return details
}

function parseConsent(value: Cbor | undefined): Consent {
  const answers = read.list(value, 'consent', purposes.length, purposes.length)
  const entries = purposes.map((purpose, i) => [purpose, read.code(answers[i], `consent.${purpose}`, consentAnswers)])
  return Object.fromEntries(entries) as Consent
}

function parseLink(value: Cbor, field: string): string {
  const link = read.text(value, field, 1, 3 * maxLink)
  if (link.length > maxLink || !/^https?:\/\/[^\s/]/i.test(link) || /\s/.test(link)) refuse(field)
  return link
}

function attachmentValue(attachment: Attachment): Cbor {
  const { sha256, sha512, size, type, role, blob, parent } = attachment
  return [sha256, sha512, size, type, attachmentRoles.indexOf(role), blob, parent ?? null]
}
function parseAttachments(value: Cbor | undefined): Attachment[] {
  const attachments = read
    .list(value, 'attachments', 0, maxParts)
    .map((item, i) => parseAttachment(item, `attachments.${i}`))
  const blobs = new Set(attachments.map((attachment) => attachment.blob))
  if (blobs.size !== attachments.length) refuse('attachments')
  for (const [i, { blob, role, parent }] of attachments.entries()) {
    if (blob >= attachments.length) refuse(`attachments.${i}.blob`)
    if (parent === undefined) continue
    const original = attachments.find((other) => other.blob === parent)
    if (role !== 'field-copy' || original?.role !== 'original') refuse(`attachments.${i}.parent`)
  }
  return attachments
}
function parseAttachment(value: Cbor, field: string): Attachment {
  const [sha256, sha512, size, type, role, blob, parent] = read.list(value, field, 7, 7)
  const media = read.text(type, `${field}.type`, 3, 100)
  if (!/^[a-z0-9][a-z0-9.+-]*\/[a-z0-9][a-z0-9.+-]*$/.test(media)) refuse(`${field}.type`)
  return {
    sha256: read.bytes(sha256, `${field}.sha256`, 32),
    sha512: read.bytes(sha512, `${field}.sha512`, 64),
    size: read.int(size, `${field}.size`, 0, maxBlob),
    type: media,
    role: read.code(role, `${field}.role`, attachmentRoles),
    blob: read.int(blob, `${field}.blob`, 0, maxParts - 1),
    ...(parent === null ? {} : { parent: read.int(parent, `${field}.parent`, 0, maxParts - 1) }),
  }
}

/** A map of the texts given, by each field's key; a name that is no field is refused, an absent one left out. */
function namedTexts(texts: object, fields: readonly { key: number; name: string }[], path: string): CborMap {
  const out = new Map<number, Cbor>()
  for (const [name, text] of Object.entries(texts)) {
    if (text === undefined) continue
    const field = fields.find((candidate) => candidate.name === name) ?? refuse(`${path}.${name}`)
    out.set(field.key, text as Cbor)
  }
  return out
}

function checkLengths(report: Report): void {
  checkLength('text', report.text, maxText)
  for (const [name, text] of Object.entries(report.told)) checkLength(`told.${name}`, text, maxField)
  for (const [name, text] of Object.entries(report.details)) checkLength(`details.${name}`, text, maxField)
  if (report.place?.kind === 'typed') checkLength('place.text', report.place.text, maxField)
}
function checkLength(field: string, text: unknown, max: number): void {
  const excess = typeof text === 'string' ? utf8(text).length - max : 0
  if (excess > 0) throw new ModelError('too-long', { field, excess })
}
function refuse(field: string): never {
  throw new ModelError('bad-report', { field })
}
