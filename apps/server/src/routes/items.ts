// What a desk has: its items, their envelopes and parts. A device sees its own desk alone.
import { base64url, compare } from '@isnad/bytes'
import { parseHeader, printDay } from '@isnad/model'
import * as wire from '@isnad/wire'
import { WireError } from '@isnad/wire'
import type { FastifyInstance } from 'fastify'
import { bind } from '../http/route.ts'
import type { Signed } from '../http/signed.ts'
import { digestsOf, receiptOf } from '../receipts.ts'
import { findItemEnvelope } from '../store/envelopes.ts'
import { type Item, listItems } from '../store/items.ts'
import type { World } from '../world.ts'

export function routeItems(app: FastifyInstance, world: World, signed: Signed): void {
  bind(app, wire.listItems, signed, async ({ caller, query }) => {
    const items = await listItems(world.database, caller.deskId, query.after, wire.pageLength)
    return await Promise.all(items.map((item) => printItem(world, item)))
  })
  bind(app, wire.getItem, signed, async ({ caller, params }) => {
    const envelope = await findItemEnvelope(world.database, caller.deskId, params.reportId)
    if (envelope === undefined) throw new WireError('not-found')
    return envelope
  })
  bind(app, wire.getPart, signed, async ({ caller, params }) => {
    const envelope = await findItemEnvelope(world.database, caller.deskId, params.reportId)
    if (envelope === undefined) throw new WireError('not-found')
    const { desks, parts } = parseHeader(envelope)
    if (!parts.some(({ sha256 }) => compare(sha256, params.sha256) === 0)) throw new WireError('not-found')
    const blob = await world.blobs.open({ deskId: desks[0]?.deskId ?? '', sha256: params.sha256 })
    if (blob === undefined) throw new WireError('not-found')
    return blob
  })
}

async function printItem(world: World, item: Item) {
  const { bytes, change, day, held, leafIndex, nonce, quarter, reportId } = item
  const header = parseHeader(bytes)
  const receipt = await receiptOf(world.logKey, digestsOf(header, bytes), { day, held, nonce })
  return {
    ...{ seq: change, reportId, receipt: base64url(receipt), day: printDay(day), quarter, leafIndex },
    parts: header.parts.map(({ length, sha256 }, place) => ({
      ...{ sha256: base64url(sha256), length },
      held: (held & (1 << place)) !== 0,
    })),
  }
}
