// A real server in this process on a fresh database, with a programme of real keys: a team's desk with two members, one of
// whom has two devices, a third who was removed, and another desk. Clocks are arguments.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleepFor } from 'node:timers/promises'
import { base64url, type Bytes } from '@isnad/bytes'
import { newSigner, random, sha256, type Signer } from '@isnad/crypto'
import { kemPublicKey } from '@isnad/crypto/seal'
import {
  appendRecord,
  deviceIdOfKey,
  type RecordBodies,
  type RecordKind,
  recordDigest,
  startChain,
} from '@isnad/directory'
import { codeDigits, keyringIds, newCode, sealKeyring, type Seeds, wrapSeeds } from '@isnad/envelope'
import { dayOf, type DeskId, deskIdOf, type DeviceId, type MemberId, memberIdOf } from '@isnad/model'
import { ensureServiceKeys, type RunningServer, type ServerConfig, startServer } from '@isnad/server'
import { type Session, type Stretch, unlock } from '@isnad/vault'
import { type Client, newClient } from '@isnad/wire'
import { Client as Database } from 'pg'

/** One device of a member, with the code that opens its keyring. */
export interface Device {
  readonly id: DeviceId
  readonly memberId: MemberId
  readonly name: string
  readonly signer: Signer
  readonly code: string
}
export interface Programme {
  readonly root: Signer
  readonly records: readonly Bytes[]
  readonly team: DeskId
  readonly other: DeskId
  readonly devices: Readonly<Record<'first' | 'second' | 'colleague' | 'removed' | 'elsewhere', Device>>
}
export interface SecurityWorld {
  readonly server: RunningServer
  readonly dataDir: string
  readonly programme: Programme
  /** Signs receipts and checkpoints: what a malicious operator has. */
  readonly logSigner: Signer
  /** Unix milliseconds of the server, moved by tests. */
  readonly clock: { now: number }
  readonly lines: readonly string[]
  /** A session of a device, by any clock and over any network. */
  desk(device: Device, options?: { readonly baseUrl?: string; readonly now?: () => number }): Promise<Session>
  /** A client whose requests a device signs. */
  signed(device: Pick<Device, 'id' | 'signer'>): Client
  /** The rows of a statement. */
  query(text: string): Promise<Record<string, unknown>[]>
  end(): Promise<void>
}

/** Codes are not stretched here: half a second each, and tested elsewhere. */
const quick: Stretch = (code, programmeId) => Promise.resolve(sha256(new Uint8Array([...code, ...programmeId])))

/** @param now where the server's clock stands still, and by which the programme was made three days before */
export async function openWorld(config: Partial<ServerConfig> = {}, now = Date.now()): Promise<SecurityWorld> {
  const clock = { now }
  const dataDir = await mkdtemp(join(tmpdir(), 'isnad-sec-'))
  const databaseUrl = await createDatabase()
  const programme = await writeProgramme(dataDir, dayOf(clock.now) - 3)
  const lines: string[] = []
  const server = await startServer({
    ...{ dataDir, databaseUrl, programmeFile: join(dataDir, 'programme.json'), port: 0, clock: () => clock.now },
    ...{ log: { write: (line) => void lines.push(line) }, intervals: { log: 0.2, reply: 0.2, live: 1 } },
    ...{ limits: { floor: 0, reservedShare: 0 }, ...config },
  })
  const logSigner = await newSigner(new Uint8Array(await readFile(join(dataDir, 'keys', 'log.seed'))))
  return {
    ...{ server, dataDir, programme, logSigner, clock, lines },
    async desk({ code }, { baseUrl = server.deskUrl, now = () => clock.now } = {}) {
      const world = { baseUrl, fetch, now, random, sleep: (ms: number) => sleepFor(ms, undefined) }
      const session = await unlock({ world, code, lists: [], stretch: quick })
      await session.sync()
      return session
    },
    signed: ({ id, signer }) =>
      newClient({
        baseUrl: server.deskUrl,
        fetch,
        signer: { device: id, sha256, sign: (bytes) => signer.sign(bytes) },
      }),
    query: (text) => onDatabase(databaseUrl, async (client) => (await client.query(text)).rows),
    async end() {
      await server.close()
      await onDatabase(shared(), (client) => client.query(`drop database ${nameOf(databaseUrl)} with (force)`))
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function writeProgramme(dataDir: string, day: number): Promise<Programme> {
  const service = await ensureServiceKeys(dataDir)
  const root = await newSigner(random(32))
  const records: Bytes[] = []
  let state = startChain()
  const append = async <K extends RecordKind>(kind: K, body: RecordBodies[K]) => {
    const appended = await appendRecord(state, [root], kind, body, day)
    records.push(appended.record)
    state = appended.state
  }
  await append('programme', {
    ...{ names: { en: 'Test' }, appName: { en: 'Guide' }, roots: { keys: [root.publicKey], threshold: 1 }, demo: true },
    ...{ hosts: { source: '', desk: '', site: '' }, emergency: [{ number: '122', label: { en: 'Ambulance' } }] },
    ...{ languages: ['en'], intervals: { reply: 1, log: 1, live: 1 }, timeZone: 'UTC' },
  })
  await append('service', { origin: 'isnad-test', log: service.log, head: service.head, transport: random(1216) })
  const made = { programmeId: recordDigest(records[0] as Bytes), keyrings: [] as unknown[], seeds: [] as unknown[] }
  const team = await addDesk(append, day)
  const other = await addDesk(append, day)
  const [first, second] = [await newDevice('A'), await newDevice('A')]
  const pair = { ...second, memberId: first.memberId }
  await addKeyring(first, team, made)
  await addKeyring(pair, team, made)
  await append('member', memberOf(first, team.deskId, [first.keys, pair.keys]))
  const rest = { colleague: team, removed: team, elsewhere: other }
  const devices: Record<string, Device> = { first, second: pair }
  for (const [name, desk] of Object.entries(rest)) {
    const device = await newDevice(name)
    await addKeyring(device, desk, made)
    await append('member', memberOf(device, desk.deskId, [device.keys]))
    devices[name] = device
  }
  const gone = devices['removed'] as Device
  await append('removal', { memberId: gone.memberId, deskId: team.deskId })
  const { keyrings, seeds } = made
  const text = JSON.stringify({ entries: records.map(base64url), keyrings, seeds })
  await writeFile(join(dataDir, 'programme.json'), text)
  return { root, records, team: team.deskId, other: other.deskId, devices: devices as Programme['devices'] }
}

type Append = <K extends RecordKind>(kind: K, body: RecordBodies[K]) => Promise<void>
interface DeskMade {
  readonly deskId: DeskId
  readonly seeds: Seeds
}
interface Made {
  readonly programmeId: Bytes
  readonly keyrings: unknown[]
  readonly seeds: unknown[]
}

async function addDesk(append: Append, day: number): Promise<DeskMade> {
  const deskId = deskIdOf(random(8))
  const seeds = { kem: random(32), sms: random(32), answer: random(32) }
  await append('desk', {
    ...{ id: deskId, names: { en: 'Desk' }, kind: 'team', organisation: { en: 'Team' }, recipientClass: 'none' },
    ...{ dueDiligenceDay: null, categories: [], places: [], readers: { en: 'us' }, neverReaders: { en: 'them' } },
    ...{ hours: [], smsIntake: false },
  })
  await append('epoch', {
    ...{ deskId, number: 1, fromDay: day, suite1: await kemPublicKey(1, seeds.kem) },
    ...{ suite2: await kemPublicKey(2, seeds.sms), answer: (await newSigner(seeds.answer)).publicKey },
  })
  return { deskId, seeds }
}

async function newDevice(name: string) {
  const secret = { ed25519: random(32), xwing: random(32) }
  const signer = await newSigner(secret.ed25519)
  const keys = { ed25519: signer.publicKey, xwing: await kemPublicKey(1, secret.xwing) }
  const code = await newCode(random)
  const id = deviceIdOfKey(keys.ed25519)
  return {
    ...{ id, memberId: memberIdOf(random(8)), name, signer },
    ...{ code: codeDigits(code), raw: code, keys, secret },
  }
}

async function addKeyring(device: Awaited<ReturnType<typeof newDevice>>, { deskId, seeds }: DeskMade, made: Made) {
  const { id, keys, memberId, raw, secret } = device
  const ids = await keyringIds(await quick(raw, made.programmeId))
  const keyring = await sealKeyring({ ...secret, memberId, deskId, deviceId: id }, ids, random)
  const address = { programmeId: made.programmeId, deskId, epoch: 1, deviceId: id }
  const wrap = await wrapSeeds(seeds, { ...address, devicePublicKey: keys.xwing, random })
  made.keyrings.push({ id: base64url(ids.id), authHash: base64url(sha256(ids.auth)), keyring: base64url(keyring) })
  made.seeds.push({ deskId, deviceId: id, epoch: 1, wrap: base64url(wrap) })
}

const memberOf = ({ memberId, name }: Device, deskId: DeskId, devices: RecordBodies['member']['devices']) => ({
  ...{ memberId, deskId, name, roles: ['triage' as const], devices: [...devices].sort(byKey) },
})
const byKey = (a: { ed25519: Bytes }, b: { ed25519: Bytes }) => Buffer.compare(a.ed25519, b.ed25519)

function shared(): string {
  const url = process.env['ISNAD_TEST_DATABASE']
  if (url === undefined) throw new Error('the runner gives ISNAD_TEST_DATABASE')
  return url
}
const nameOf = (url: string) => new URL(url).pathname.slice(1)

async function createDatabase(): Promise<string> {
  const name = `sec_${Buffer.from(random(8)).toString('hex')}`
  await onDatabase(shared(), (client) => client.query(`create database ${name}`))
  const url = new URL(shared())
  url.pathname = `/${name}`
  return url.href
}

async function onDatabase<T>(url: string, work: (client: Database) => Promise<T>): Promise<T> {
  const client = new Database({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
