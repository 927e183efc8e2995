// Who takes part: the programme in short, the directory for anybody and for desks, keyrings and wrapped seeds.
import { base64url, compare } from '@isnad/bytes'
import { sha256 } from '@isnad/crypto'
import type { Entry } from '@isnad/directory'
import * as wire from '@isnad/wire'
import { WireError } from '@isnad/wire'
import type { FastifyInstance } from 'fastify'
import { anyone, bind } from '../http/route.ts'
import type { Signed } from '../http/signed.ts'
import { findKeyring } from '../store/keyrings.ts'
import { listSeeds } from '../store/seeds.ts'
import type { World } from '../world.ts'

export function routeProgramme(app: FastifyInstance, world: World): void {
  bind(app, wire.getProgramme, anyone, () => {
    const { demo, programme, programmeId } = world.published().directory
    return Promise.resolve({
      programmeId: base64url(programmeId),
      name: { ...programme.names },
      appName: { ...programme.appName },
      languages: [...programme.languages],
      emergency: programme.emergency.map(({ label, number }) => ({ number, label: { ...label } })),
      demo,
      intervals: world.intervals,
    })
  })
  bind(app, wire.getDirectory, anyone, () => {
    const { entries, head } = world.published()
    return Promise.resolve({ entries: entries.public.map(printEntry), head: base64url(head) })
  })
}

export function routeMembers(app: FastifyInstance, world: World, signed: Signed): void {
  bind(app, wire.getDeskDirectory, signed, () => {
    const { entries, head } = world.published()
    return Promise.resolve({ entries: entries.desk.map(printEntry), head: base64url(head) })
  })
  bind(app, wire.unlock, anyone, async ({ body }) => {
    const found = await findKeyring(world.database, body.id)
    // The same work and the same words for an id that is not there and a key that does not fit.
    const fits = compare(sha256(body.auth), found?.authHash ?? new Uint8Array(32)) === 0
    if (found === undefined || !fits) throw new WireError('no-such-keyring')
    return { keyring: base64url(found.keyring) }
  })
  bind(app, wire.listSeeds, signed, async ({ caller }) => {
    const seeds = await listSeeds(world.database, caller.deskId, caller.id)
    return seeds.map(({ epoch, wrap }) => ({ epoch, wrap: base64url(wrap) }))
  })
}

const printEntry = (entry: Entry) =>
  'record' in entry ? { record: base64url(entry.record) } : { digest: base64url(entry.digest) }
