// Makes the demo programme: one root, four desks, a member each, and the codes that open them.
import { base64url, type Bytes } from '@isnad/bytes'
import { newSigner, type Random, sha256, type Signer } from '@isnad/crypto'
import { kemPublicKey } from '@isnad/crypto/seal'
import {
  appendRecord,
  deviceIdOfKey,
  type RecordBodies,
  type RecordKind,
  recordDigest,
  startChain,
} from '@isnad/directory'
import { codeDigits, keyringIds, newCode, sealKeyring, stretchCode, wrapSeeds } from '@isnad/envelope'
import { deskIdOf, memberIdOf } from '@isnad/model'
import { type DemoDesk, demoDesks, demoProgramme } from './content.ts'

/** Public halves of the server's own keys, which the root's record names. */
export interface ServicePublicKeys {
  readonly log: Bytes
  readonly head: Bytes
  readonly transport: Bytes
}

/** What the server reads: records in clear, members' keyrings and wrapped seeds as ciphertext. */
export interface ProgrammeFile {
  readonly entries: string[]
  readonly keyrings: { readonly id: string; readonly authHash: string; readonly keyring: string }[]
  readonly seeds: {
    readonly deskId: string
    readonly deviceId: string
    readonly epoch: number
    readonly wrap: string
  }[]
}
export interface DemoCodes {
  readonly members: { readonly desk: string; readonly name: string; readonly code: string }[]
}
export interface Demo {
  readonly programme: ProgrammeFile
  readonly codes: DemoCodes
  readonly rootSeed: Bytes
}

/** A programme under way: records are appended in order, each signed by the root. */
interface Making {
  readonly random: Random
  readonly day: number
  readonly programmeId: Bytes
  readonly programme: ProgrammeFile
  readonly codes: DemoCodes
  append<K extends RecordKind>(kind: K, body: RecordBodies[K]): Promise<void>
}

/** @param day the first record's day, whole days since 1970 */
export async function makeDemo(service: ServicePublicKeys, day: number, random: Random): Promise<Demo> {
  const rootSeed = random(32)
  const making = await startMaking(await newSigner(rootSeed), day, random)
  await making.append('service', { origin: 'isnad-demo', ...service })
  for (const desk of demoDesks) await addDesk(making, desk)
  return { programme: making.programme, codes: making.codes, rootSeed }
}

async function startMaking(root: Signer, day: number, random: Random): Promise<Making> {
  const programme: ProgrammeFile = { entries: [], keyrings: [], seeds: [] }
  const body = { ...demoProgramme, roots: { keys: [root.publicKey], threshold: 1 } }
  const first = await appendRecord(startChain(), [root], 'programme', body, day)
  programme.entries.push(base64url(first.record))
  let { state } = first
  return {
    ...{ random, day, programme, programmeId: recordDigest(first.record), codes: { members: [] } },
    async append(kind, body) {
      const appended = await appendRecord(state, [root], kind, body, day)
      programme.entries.push(base64url(appended.record))
      state = appended.state
    },
  }
}

async function addDesk(making: Making, { member, ...desk }: DemoDesk): Promise<void> {
  const { day, programme, programmeId, random } = making
  const deskId = deskIdOf(random(8))
  const seeds = { kem: random(32), sms: random(32), answer: random(32) }
  await making.append('desk', { id: deskId, ...desk })
  await making.append('epoch', {
    ...{ deskId, number: 1, fromDay: day },
    suite1: await kemPublicKey(1, seeds.kem),
    suite2: await kemPublicKey(2, seeds.sms),
    answer: (await newSigner(seeds.answer)).publicKey,
  })
  const device = { ed25519: random(32), xwing: random(32) }
  const keys = { ed25519: (await newSigner(device.ed25519)).publicKey, xwing: await kemPublicKey(1, device.xwing) }
  const deviceId = deviceIdOfKey(keys.ed25519)
  const memberId = memberIdOf(random(8))
  await making.append('member', { memberId, deskId, ...member, devices: [keys] })
  const code = await newCode(random)
  const ids = await keyringIds(await stretchCode(code, 'member', programmeId))
  const keyring = await sealKeyring({ ...device, memberId, deskId, deviceId }, ids, random)
  const wrap = await wrapSeeds(seeds, { programmeId, deskId, epoch: 1, deviceId, devicePublicKey: keys.xwing, random })
  programme.keyrings.push({
    id: base64url(ids.id),
    authHash: base64url(sha256(ids.auth)),
    keyring: base64url(keyring),
  })
  programme.seeds.push({ deskId, deviceId, epoch: 1, wrap: base64url(wrap) })
  making.codes.members.push({ desk: deskId, name: member.name, code: codeDigits(code) })
}
