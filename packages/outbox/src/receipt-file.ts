// A receipt that can be checked without a network: the signed bytes, and the records from the root to the log key
// (docs/spec/delivery.md).
import { base64url, type Bytes, equal, parseBase64url } from '@isnad/bytes'
import { digest } from '@isnad/crypto'
import { type Entry, openService, serviceEntries, type ServiceView } from '@isnad/directory'
import { type Header, parseHeader } from '@isnad/model'
import { missingParts, openReceipt, type Receipt } from '@isnad/tlog'
import type { OnlineDirectory } from './directory.ts'
import { OutboxError } from './errors.ts'
import type { Held } from './send.ts'

/** The object of `send --json` and of a kept copy. Every value is signed, or checked against what is. */
export interface ReceiptFile {
  readonly version: 1
  /** The envelope's header, base64url like all that follows. */
  readonly header: string
  readonly receipt: string
  /** The programme's and the service's records in full; every other record as its digest. */
  readonly entries: readonly ({ readonly record: string } | { readonly digest: string })[]
  readonly head: string
}

/** A receipt's file in which everything was checked that can be without a network. */
export interface OpenedReceiptFile {
  readonly receipt: Receipt
  readonly header: Header
  readonly service: ServiceView
}

export function writeReceiptFile(held: Held, online: OnlineDirectory): ReceiptFile {
  return {
    version: 1,
    header: base64url(held.header),
    receipt: base64url(held.receipt.bytes),
    entries: serviceEntries(online.entries).map((entry) =>
      'record' in entry ? { record: base64url(entry.record) } : { digest: base64url(entry.digest) },
    ),
    head: base64url(online.head),
  }
}

/**
 * Checks everything in the file: form, signatures from the root to the log key, the receipt, and that the header is the one it names.
 * @param pinnedFingerprint the programme's root as known from elsewhere; without it the root is the file's own word
 * @throws {OutboxError} `bad-receipt`, with what refused it as cause
 */
export async function openReceiptFile(json: unknown, pinnedFingerprint?: string): Promise<OpenedReceiptFile> {
  try {
    return await open(json, pinnedFingerprint)
  } catch (cause) {
    throw new OutboxError('bad-receipt', { cause })
  }
}

async function open(json: unknown, pinnedFingerprint: string | undefined): Promise<OpenedReceiptFile> {
  const file = fields(json, ['version', 'header', 'receipt', 'entries', 'head'])
  if (file['version'] !== 1 || !Array.isArray(file['entries'])) throw new OutboxError('bad-receipt')
  const service = await openService({
    entries: file['entries'].map(parseEntry),
    head: binary(file['head']),
    today: 0,
    ...(pinnedFingerprint === undefined ? {} : { pinnedFingerprint }),
  })
  const receipt = await openByAnyLogKey(binary(file['receipt']), service)
  const headerBytes = binary(file['header'])
  const header = parseHeader(headerBytes)
  if (header.length !== headerBytes.length || !equal(await digest('SHA-256', headerBytes), receipt.H))
    throw new OutboxError('bad-receipt')
  missingParts(receipt, header.parts.length)
  return { receipt, header, service }
}

async function openByAnyLogKey(bytes: Bytes, service: ServiceView): Promise<Receipt> {
  let refused: unknown
  for (const { log } of [...service.services].reverse()) {
    try {
      return await openReceipt(bytes, log)
    } catch (cause) {
      refused = cause
    }
  }
  throw refused
}

function parseEntry(value: unknown): Entry {
  const record = typeof value === 'object' && value !== null && 'record' in value
  const name = record ? 'record' : 'digest'
  const bytes = binary(fields(value, [name])[name])
  return record ? { record: bytes } : { digest: bytes }
}

/** An object with these fields and no other. */
function fields(value: unknown, names: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new OutboxError('bad-receipt')
  const keys = Object.keys(value)
  if (keys.length !== names.length || !names.every((name) => keys.includes(name))) throw new OutboxError('bad-receipt')
  return value as Readonly<Record<string, unknown>>
}

function binary(value: unknown): Bytes {
  if (typeof value !== 'string') throw new OutboxError('bad-receipt')
  return parseBase64url(value)
}
