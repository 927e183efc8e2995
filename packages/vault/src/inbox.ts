// The desk's items as this device knows them: fetched on from a sequence, opened in memory, never written down.
import { type Bytes, equal, slice } from '@isnad/bytes'
import { digest } from '@isnad/crypto'
import { EnvelopeError, openEnvelope, type OpenedEnvelope, openPart } from '@isnad/envelope'
import { type Attachment, envelopeLength, type Header, parseHeader, type ReportId, slotLength } from '@isnad/model'
import { openReceipt, type Receipt } from '@isnad/tlog'
import { type CallAnswer, getItem, getPart, listItems } from '@isnad/wire'
import { VaultError } from './errors.ts'
import { reach } from './network.ts'
import type { Keys } from './unlock.ts'

export type ListedItem = CallAnswer<typeof listItems>[number]

/** What a receipt is signed over, 32 bytes each. */
export interface Digests {
  readonly H: Bytes
  readonly slots: Bytes
  readonly body: Bytes
}

/** One item, and what became of opening it. */
export interface Item {
  readonly listed: ListedItem
  readonly opened: OpenedEnvelope | null
  /** Why it is not open, as a code. */
  readonly problem: string | null
  /** Of the bytes as the server gave them; null where they have no form at all. */
  readonly digests: Digests | null
  /** The server's receipt for exactly these bytes; null where the server's word does not hold. */
  readonly receipt: Receipt | null
}

export class Inbox {
  readonly #keys: Keys
  readonly #items = new Map<ReportId, Item>()
  #seq = 0

  constructor(keys: Keys) {
    this.#keys = keys
  }

  all(): Item[] {
    return [...this.#items.values()]
  }

  /** @throws {VaultError} `unknown-report` */
  get(reportId: string): Item {
    const item = this.#items.get(reportId as ReportId)
    if (item === undefined) throw new VaultError('unknown-report')
    return item
  }

  find(reportId: ReportId): Item | undefined {
    return this.#items.get(reportId)
  }

  /** Fetches what came or changed. An item that does not open is kept with its problem. True where something did. @throws {VaultError} */
  async sync(): Promise<boolean> {
    let changed = false
    for (;;) {
      const page = await reach(() => this.#keys.client.call(listItems, { query: { after: this.#seq } }))
      if (page.length === 0) return changed
      for (const listed of page) {
        if (listed.seq <= this.#seq) throw new VaultError('refused')
        this.#items.set(listed.reportId, await this.#take(listed))
        this.#seq = listed.seq
        changed = true
      }
    }
  }

  /** The bytes attached as part `j`, checked against the sender's digests. @throws {VaultError} */
  async attachment(reportId: string, j: number): Promise<{ readonly bytes: Bytes; readonly attachment: Attachment }> {
    const { listed, opened } = this.get(reportId)
    if (opened === null) throw new VaultError('not-opened')
    const attachment = opened.report.attachments.find(({ blob }) => blob === j)
    const part = listed.parts[j]
    if (attachment === undefined || part === undefined || !part.held) throw new VaultError('not-held')
    const params = { reportId: listed.reportId, sha256: part.sha256 }
    const sealed = await reach(() => this.#keys.client.call(getPart, { params }))
    try {
      return { bytes: await openPart(opened, j, sealed), attachment }
    } catch (cause) {
      throw new VaultError('fingerprint-differs', { cause })
    }
  }

  async #take(listed: ListedItem): Promise<Item> {
    const before = this.#items.get(listed.reportId)
    if (before?.opened) return { ...before, listed, receipt: await this.#checkReceipt(listed, before.digests) }
    const envelope = await reach(() => this.#keys.client.call(getItem, { params: { reportId: listed.reportId } }))
    let digests: Digests | null = null
    try {
      digests = await digestsOf(envelope)
      const opened = await this.#open(envelope)
      if (opened.header.reportId !== listed.reportId) throw new EnvelopeError('not-for-this-desk')
      return { listed, opened, digests, problem: null, receipt: await this.#checkReceipt(listed, digests) }
    } catch (error) {
      const problem = error instanceof Error && 'code' in error ? String(error.code) : 'not-opened'
      return { listed, opened: null, digests, problem, receipt: null }
    }
  }

  async #open(envelope: Bytes): Promise<OpenedEnvelope> {
    const { directory, keyring, seeds } = this.#keys
    const newestEpoch = directory.newestEpoch(keyring.deskId).number
    return await openEnvelope(envelope, { deskId: keyring.deskId, newestEpoch, seeds: (epoch) => seeds.get(epoch) })
  }

  /** A receipt that does not verify, or is for other bytes, is no receipt. */
  async #checkReceipt(listed: ListedItem, digests: Digests | null): Promise<Receipt | null> {
    if (digests === null) return null
    for (const { log } of this.#keys.directory.services) {
      const receipt = await openReceipt(listed.receipt, log).catch(() => null)
      if (receipt === null) continue
      const same =
        equal(receipt.H, digests.H) &&
        equal(receipt.slotsDigest, digests.slots) &&
        equal(receipt.bodyDigest, digests.body)
      if (same) return receipt
    }
    return null
  }
}

async function digestsOf(envelope: Bytes): Promise<Digests> {
  const header: Header = parseHeader(envelope)
  if (envelope.length !== envelopeLength(header)) throw new EnvelopeError('wrong-length')
  const bodyAt = header.length + header.desks.length * slotLength(header.suite)
  return {
    H: await digest('SHA-256', slice(envelope, 0, header.length)),
    slots: await digest('SHA-256', slice(envelope, header.length, bodyAt - header.length)),
    body: await digest('SHA-256', slice(envelope, bodyAt, envelope.length - bodyAt)),
  }
}
