// Reports come in: envelopes, then their parts (docs/spec/delivery.md).
import { base64url, equal } from '@isnad/bytes'
import { type DeskId, dayOf, envelopeLength, type Header, parseHeader, quarterOf, type ReportId } from '@isnad/model'
import * as wire from '@isnad/wire'
import { WireError } from '@isnad/wire'
import type { FastifyInstance } from 'fastify'
import { anyone, bind } from '../http/route.ts'
import { type Digests, digestsOf, leafOf, receiptOf } from '../receipts.ts'
import { findEnvelope, type Stored } from '../store/envelopes.ts'
import type { World } from '../world.ts'

export function routeEnvelopes(app: FastifyInstance, world: World): void {
  bind(app, wire.submitReport, anyone, async ({ body, params }) => {
    const header = parseEnvelope(body, params.reportId)
    const digests = digestsOf(header, body)
    const stored = await storeOnce(world, header, digests, body)
    const { held, missing } = await world.uploads.resume(header, stored.held)
    const receipt = await receiptOf(world.logKey, digests, { ...stored, held })
    return {
      receipt: base64url(receipt),
      missing: missing.map(({ have, length, sha256 }) => ({ sha256: base64url(sha256), length, have })),
    }
  })

  bind(app, wire.submitPiece, anyone, async ({ body, headers, params }) => {
    const progress = await world.uploads.append(params.reportId, params.sha256, headers['upload-offset'], body)
    if (!progress.whole) return { have: progress.have }
    const { have, header, stored } = progress
    return { have, receipt: base64url(await receiptOf(world.logKey, digestsOf(header, stored.bytes), stored)) }
  })
}

/** @throws {WireError} `bad-envelope` unless every length, count, flag and bucket fits, and the id is the header's */
function parseEnvelope(envelope: Uint8Array, reportId: ReportId): Header {
  let header: Header
  try {
    header = parseHeader(envelope)
  } catch (cause) {
    throw new WireError('bad-envelope', {}, { cause })
  }
  if (header.reportId !== reportId || envelopeLength(header) !== envelope.length) throw new WireError('bad-envelope')
  return header
}

/** The envelope as it is held after this: stored now, or before with the same bytes. @throws {WireError} `other-bytes` */
async function storeOnce(
  world: World,
  header: Header,
  digests: Digests,
  bytes: Uint8Array,
): Promise<Omit<Stored, 'bytes'>> {
  const desks = header.desks.map(({ deskId }) => deskId)
  checkLetterboxes(world, header)
  const now = world.clock()
  const day = dayOf(now)
  const admitted = await admit(world, desks, day, header.reportId)
  if (admitted !== undefined) return unlessOther(admitted, bytes)
  const nonce = world.random(32)
  const leaf = leafOf(digests, nonce)
  const arrival = { reportId: header.reportId, desks, day, quarter: quarterOf(now), nonce, leaf, bytes }
  if ((await world.intake.store(arrival)) === 'stored') return { day, nonce, held: 0 }
  const stored = await findEnvelope(world.database, header.reportId)
  if (stored === undefined) throw new WireError('busy')
  return unlessOther(stored, bytes)
}

/** Where there is no room for a new envelope, one that is held already is still answered. @throws {WireError} `later`, `no-room` */
async function admit(
  world: World,
  desks: readonly DeskId[],
  day: number,
  reportId: ReportId,
): Promise<Stored | undefined> {
  try {
    await world.room.admit('envelope', desks, day)
    return undefined
  } catch (error) {
    const stored = await findEnvelope(world.database, reportId)
    if (stored === undefined) throw error
    return stored
  }
}

function unlessOther(stored: Stored, bytes: Uint8Array): Stored {
  if (!equal(stored.bytes, bytes)) throw new WireError('other-bytes')
  return stored
}

/** Every slot must be for an epoch that was published, however long ago. @throws {WireError} `unknown-letterbox` */
function checkLetterboxes(world: World, header: Header): void {
  const { directory } = world.published()
  for (const { deskId, epoch } of header.desks) {
    try {
      directory.epoch(deskId, epoch)
    } catch (cause) {
      throw new WireError('unknown-letterbox', {}, { cause })
    }
  }
}
