// Parts on their way in: pieces in order, one at a time for each part, whoever carries them (docs/spec/delivery.md).
import { type Bytes, compare } from '@isnad/bytes'
import { dayOf, type Header, type HeaderPart, parseHeader, type ReportId } from '@isnad/model'
import { WireError } from '@isnad/wire'
import type { Blobs } from './blobs/blobs.ts'
import type { Metrics } from './metrics.ts'
import { classOf, type Room } from './room.ts'
import type { Database } from './store/database.ts'
import { findEnvelope, insertPart, type Stored } from './store/envelopes.ts'

export interface MissingPart {
  readonly sha256: Bytes
  readonly length: number
  /** Bytes that are here. */
  readonly have: number
}
export interface Resumed {
  /** The bitmap of parts held whole. */
  readonly held: number
  /** The others, in the order of the header. */
  readonly missing: readonly MissingPart[]
}
/** What is on the disk of a part after a piece; `whole` once it is held, also when it was before. */
export type Progress =
  | { readonly whole: false; readonly have: number }
  | { readonly whole: true; readonly have: number; readonly header: Header; readonly stored: Stored }

export interface UploadsWorld {
  readonly database: Database
  readonly blobs: Blobs
  readonly room: Room
  readonly metrics: Metrics
  readonly clock: () => number
}

interface Part extends HeaderPart {
  readonly header: Header
  readonly reportId: ReportId
  readonly place: number
}

export class Uploads {
  readonly #world: UploadsWorld
  readonly #headers = new Map<ReportId, Header>()
  readonly #turns = new Map<string, Promise<unknown>>()
  constructor(world: UploadsWorld) {
    this.#world = world
  }

  /**
   * What is here of an envelope's parts. One that was received whole before a crash kept it from its place is put there
   * now, and `held` says so. @throws {WireError} `no-room`, `database-away`
   */
  async resume(header: Header, heldBefore: number): Promise<Resumed> {
    const missing: MissingPart[] = []
    let held = heldBefore
    for (const part of partsOf(header)) {
      if ((held & (1 << part.place)) !== 0) continue
      const have = await this.#inTurn(part, () => this.#settle(part))
      if (have === 'whole') held |= 1 << part.place
      else missing.push({ sha256: part.sha256, length: part.length, have })
    }
    return { held, missing }
  }

  /** Adds a piece. @throws {WireError} `no-such-part`, `wrong-offset`, `bad-part`, `bad-request`, `later`, `no-room`, `database-away` */
  async append(reportId: ReportId, sha256: Bytes, offset: number, piece: Uint8Array): Promise<Progress> {
    const header = await this.#headerOf(reportId)
    const part = header && partsOf(header).find((each) => compare(each.sha256, sha256) === 0)
    if (part === undefined) throw new WireError('no-such-part')
    return await this.#inTurn(part, () => this.#append(part, offset, piece))
  }

  async #append(part: Part, offset: number, piece: Uint8Array): Promise<Progress> {
    const { header, place, reportId } = part
    const stored = await findEnvelope(this.#world.database, reportId)
    if (stored === undefined) throw new WireError('no-such-part')
    const whole = { whole: true, have: part.length, header } as const
    if ((stored.held & (1 << place)) !== 0) return { ...whole, stored }
    let have = await this.#world.blobs.received(part)
    if (have < part.length) {
      await this.#write(part, have, offset, piece)
      have += piece.length
    }
    if (have < part.length) return { whole: false, have }
    return { ...whole, stored: { ...stored, held: await this.#finish(part) } }
  }

  async #write(part: Part, have: number, offset: number, piece: Uint8Array): Promise<void> {
    const { blobs, metrics, room } = this.#world
    if (offset !== have) throw new WireError('wrong-offset', { have })
    if (piece.length === 0 || offset + piece.length > part.length) throw new WireError('bad-request')
    // A part that was begun in time has its place in the desk's quota, and none in the space kept for smaller ones.
    await room.admit(classOf(part.length), offset === 0 ? desksOf(part.header) : [], this.#today())
    await blobs.append(part, offset, piece)
    metrics.bytes.inc(piece.length)
  }

  async #settle(part: Part): Promise<number | 'whole'> {
    const have = await this.#world.blobs.received(part)
    if (have < part.length) return have
    try {
      await this.#finish(part)
      return 'whole'
    } catch (error) {
      if (error instanceof WireError && error.code === 'bad-part') return 0
      throw error
    }
  }

  /** Bytes in their place first, then the row that says so, then the answer. Gives the bitmap after it. */
  async #finish(part: Part): Promise<number> {
    const { blobs, database, metrics, room } = this.#world
    const desks = desksOf(part.header)
    const outcome = await blobs.finish(part, { deskId: desks[0] ?? '', sha256: part.sha256 })
    if (outcome === 'mismatch') throw new WireError('bad-part')
    const kind = classOf(part.length)
    const taken = [...desks].sort().map((desk) => ({ desk, day: this.#today(), kind, count: 1 }))
    const held = await database.transaction(async (tx) => {
      const held = await insertPart(tx, part.reportId, part.place, desks)
      await room.quotas.write(tx, taken)
      return held
    })
    room.quotas.add(taken)
    metrics.parts.inc()
    return held
  }

  #today(): number {
    return dayOf(this.#world.clock())
  }

  /** Headers of the last thousand reports whose parts come in stay in memory. */
  async #headerOf(reportId: ReportId): Promise<Header | undefined> {
    const known = this.#headers.get(reportId)
    if (known !== undefined) return known
    const stored = await findEnvelope(this.#world.database, reportId)
    if (stored === undefined) return undefined
    const header = parseHeader(stored.bytes)
    this.#headers.set(reportId, header)
    for (const oldest of this.#headers.keys()) {
      if (this.#headers.size <= 1000) break
      this.#headers.delete(oldest)
    }
    return header
  }

  /** Works on one part go one after the other. */
  async #inTurn<T>({ place, reportId }: Part, work: () => Promise<T>): Promise<T> {
    const name = `${reportId} ${place}`
    const before = this.#turns.get(name)
    const mine = (async () => {
      await before?.catch(() => undefined)
      return await work()
    })()
    this.#turns.set(name, mine)
    try {
      return await mine
    } finally {
      if (this.#turns.get(name) === mine) this.#turns.delete(name)
    }
  }
}

const desksOf = (header: Header) => header.desks.map(({ deskId }) => deskId)

function partsOf(header: Header): Part[] {
  return header.parts.map((part, place) => ({ ...part, header, place, reportId: header.reportId }))
}
