// A desk's work: operations in order, each with the replies that belong to it, and the ticks that tell of news.
import { base64url } from '@isnad/bytes'
import { type Device, DirectoryError, type Directory, openOperation, type Operation } from '@isnad/directory'
import { dayOf, printDay, quarterOf } from '@isnad/model'
import { entryLeaf } from '@isnad/tlog'
import * as wire from '@isnad/wire'
import { WireError } from '@isnad/wire'
import type { FastifyInstance } from 'fastify'
import { isInTime } from '../clocks.ts'
import { bind } from '../http/route.ts'
import type { Signed } from '../http/signed.ts'
import { settleArrival } from '../store/items.ts'
import { insertOperation, listOperations } from '../store/operations.ts'
import { insertReplies } from '../store/replies.ts'
import type { World } from '../world.ts'

export function routeOperations(app: FastifyInstance, world: World, signed: Signed): void {
  bind(app, wire.listOperations, signed, async ({ caller, query }) => {
    const operations = await listOperations(world.database, caller.deskId, query.after, wire.pageLength)
    return operations.map(({ bytes, day, seq }) => ({ seq, operation: base64url(bytes), day: printDay(day) }))
  })

  bind(app, wire.postOperation, signed, async ({ body, caller }) => {
    const { directory } = world.published()
    const operation = await open(body.operation, caller, directory)
    const now = world.clock()
    const desk = directory.desk(caller.deskId)
    const isMet = (quarter: number) => isInTime(quarter, quarterOf(now), desk.hours, directory.programme.timeZone)
    const nonce = world.random(32)
    const leaf = entryLeaf(nonce, 'operation', operation.id)
    const { isNew, seq } = await world.database.transaction(async (tx) => {
      const draft = { bytes: body.operation, day: dayOf(now), leaf, nonce }
      const outcome = await insertOperation(tx, operation, draft)
      if (!outcome.isNew) return outcome
      await insertReplies(tx, body.replies ?? [])
      if (body.reportId !== undefined && operation.step !== 'opened') {
        if (!(await settleArrival(tx, caller.deskId, body.reportId, isMet))) throw new WireError('bad-operation')
      }
      return outcome
    })
    if (isNew) world.metrics.operations.inc()
    return { seq }
  })
}

/** An operation by this very device, on its own desk, to a key of its desk. @throws {WireError} `bad-operation` */
async function open(bytes: Uint8Array, device: Device, directory: Directory): Promise<Operation> {
  try {
    const operation = await openOperation(bytes, device.ed25519)
    if (operation.desk !== device.deskId) throw new WireError('bad-operation')
    directory.epoch(operation.desk, operation.epoch)
    return operation
  } catch (cause) {
    if (cause instanceof DirectoryError) throw new WireError('bad-operation', {}, { cause })
    throw cause
  }
}
