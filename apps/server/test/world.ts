// A server over a fresh database and folder, with a small programme of its own: two desks, a member each.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { base64url, type Bytes, concat } from '@isnad/bytes'
import { newSigner, random, sha256, type Signer } from '@isnad/crypto'
import {
  appendRecord,
  type ChainState,
  deviceIdOfKey,
  type RecordBodies,
  type RecordKind,
  startChain,
} from '@isnad/directory'
import {
  type DeskId,
  deskIdOf,
  encodeHeader,
  memberIdOf,
  reportIdOf,
  type ReportId,
  sealedBodyLength,
  slotLength,
} from '@isnad/model'
import { type Client, newClient, WireError } from '@isnad/wire'
import { Client as Database } from 'pg'
import { ensureServiceKeys, type RunningServer, type ServerConfig, startServer } from '../src/main.ts'

const day = 20_782

export interface TestDesk {
  readonly deskId: DeskId
  readonly device: Signer
  readonly code: { readonly id: Bytes; readonly auth: Bytes; readonly keyring: Bytes }
}
export interface TestProgramme {
  readonly file: string
  readonly root: Bytes
  readonly logKey: Bytes
  readonly desks: readonly [TestDesk, TestDesk]
}
export interface TestOptions extends Partial<ServerConfig> {
  readonly demo?: boolean
  /** PostgreSQL of its own in the data folder, rather than a database of the one that all tests use. */
  readonly ownPostgres?: boolean
}

/** Writes a programme signed for the service keys of a data folder. */
export async function writeProgramme(dataDir: string, demo = true): Promise<TestProgramme> {
  const keys = await ensureServiceKeys(dataDir)
  const seed = random(32)
  const root = await newSigner(seed)
  const records: Bytes[] = []
  let state: ChainState = startChain()
  const append = async <K extends RecordKind>(kind: K, body: RecordBodies[K]) => {
    const appended = await appendRecord(state, [root], kind, body, day)
    records.push(appended.record)
    state = appended.state
  }
  await append('programme', programmeBody(root.publicKey, demo))
  await append('service', { origin: 'isnad-test', log: keys.log, head: keys.head, transport: random(1216) })
  const desks = [await addDesk(append), await addDesk(append)] as const
  const file = join(dataDir, 'programme.json')
  const keyrings = desks.map(({ code }) => ({
    ...{ id: base64url(code.id), authHash: base64url(sha256(code.auth)), keyring: base64url(code.keyring) },
  }))
  const seeds = desks.map(({ deskId, device }) => ({
    ...{ deskId, deviceId: deviceIdOfKey(device.publicKey), epoch: 1, wrap: base64url(random(100)) },
  }))
  await writeFile(file, JSON.stringify({ entries: records.map(base64url), keyrings, seeds }))
  return { file, root: seed, logKey: keys.log, desks }
}

type Append = <K extends RecordKind>(kind: K, body: RecordBodies[K]) => Promise<void>

async function addDesk(append: Append): Promise<TestDesk> {
  const deskId = deskIdOf(random(8))
  const device = await newSigner(random(32))
  await append('desk', {
    ...{ id: deskId, names: { en: 'Desk' }, kind: 'team', organisation: { en: 'Team' }, recipientClass: 'none' },
    ...{ dueDiligenceDay: null, categories: [], places: [], readers: { en: 'us' }, neverReaders: { en: 'them' } },
    ...{ hours: [], smsIntake: false },
  })
  const answer = (await newSigner(random(32))).publicKey
  await append('epoch', { deskId, number: 1, fromDay: day, suite1: random(1216), suite2: random(32), answer })
  const keys = { ed25519: device.publicKey, xwing: random(1216) }
  await append('member', { memberId: memberIdOf(random(8)), deskId, name: 'A', roles: ['triage'], devices: [keys] })
  return { deskId, device, code: { id: random(16), auth: random(32), keyring: random(200) } }
}

function programmeBody(root: Bytes, demo: boolean): RecordBodies['programme'] {
  return {
    ...{ names: { en: 'Test', ar: 'اختبار' }, appName: { en: 'Notes' }, roots: { keys: [root], threshold: 1 }, demo },
    ...{ hosts: { source: '', desk: '', site: '' }, emergency: [{ number: '112', label: { en: 'Help' } }] },
    ...{ languages: ['ar', 'en'], intervals: { reply: 1, log: 1, live: 1 }, timeZone: 'Asia/Baghdad' },
  }
}

export interface TestServer extends RunningServer {
  readonly dataDir: string
  readonly programme: TestProgramme
  readonly lines: readonly string[]
  readonly databaseUrl: string | undefined
  readonly source: Client
  desk(n: 0 | 1): Client
  /** The same folder and database again, after `close`. */
  again(options?: Partial<ServerConfig>): Promise<TestServer>
  /** Closes, and removes the database. */
  end(): Promise<void>
  /** The same, and removes the folder. */
  remove(): Promise<void>
}

export async function startTestServer(options: TestOptions = {}): Promise<TestServer> {
  const { demo = true, ownPostgres = false, ...config } = options
  const dataDir = config.dataDir ?? (await mkdtemp(join(tmpdir(), 'isnad-server-')))
  const databaseUrl = ownPostgres ? undefined : await createDatabase()
  const programme = await writeProgramme(dataDir, demo)
  return await startOn({ ...config, dataDir, ...(databaseUrl === undefined ? {} : { databaseUrl }) }, programme)
}

async function startOn(config: ServerConfig, programme: TestProgramme): Promise<TestServer> {
  const lines: string[] = []
  const log = { write: (line: string) => void lines.push(line) }
  const limits = { floor: 0, reservedShare: 0, ...config.limits }
  const running = await startServer({ port: 0, log, ...config, limits })
  async function end() {
    await running.close()
    if (config.databaseUrl !== undefined) await dropDatabase(config.databaseUrl)
  }
  return {
    ...running,
    ...{ dataDir: config.dataDir, programme, lines, databaseUrl: config.databaseUrl },
    source: newClient({ baseUrl: running.sourceUrl, fetch }),
    desk: (n) => deskClient(running.deskUrl, programme.desks[n].device),
    again: (more = {}) => startOn({ ...config, ...more }, programme),
    end,
    async remove() {
      await end()
      await rm(config.dataDir, { recursive: true, force: true })
    },
  }
}

export function deskClient(baseUrl: string, device: Signer): Client {
  const signer = { device: deviceIdOfKey(device.publicKey), sha256, sign: (message: Bytes) => device.sign(message) }
  return newClient({ baseUrl, fetch, signer })
}

export async function onDatabase<T>(url: string, work: (client: Database) => Promise<T>): Promise<T> {
  const client = new Database({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function shared(): string {
  const url = process.env['ISNAD_TEST_DATABASE']
  if (url === undefined) throw new Error('the runner gives ISNAD_TEST_DATABASE')
  return url
}
async function createDatabase(): Promise<string> {
  const name = `test_${Buffer.from(random(8)).toString('hex')}`
  await onDatabase(shared(), (client) => client.query(`create database ${name}`))
  const url = new URL(shared())
  url.pathname = `/${name}`
  return url.href
}
async function dropDatabase(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1)
  await onDatabase(shared(), (client) => client.query(`drop database if exists ${name} with (force)`))
}

export interface TestReport {
  readonly reportId: ReportId
  readonly envelope: Bytes
  readonly parts: readonly { readonly sha256: Bytes; readonly bytes: Bytes }[]
}

/** An envelope of the right lengths, with random bytes where a real one has sealed ones: the server cannot tell. */
export function newReport(desks: readonly DeskId[], partLengths: readonly number[] = []): TestReport {
  const reportId = reportIdOf(random(16))
  const parts = partLengths.map((length) => {
    const bytes = random(length)
    return { sha256: sha256(bytes), bytes }
  })
  const header = encodeHeader({
    ...{ bucket: 0, reportId, desks: desks.map((deskId) => ({ deskId, epoch: 1 })) },
    parts: parts.map(({ bytes, sha256 }) => ({ sha256, length: bytes.length })),
  })
  const rest = random(desks.length * slotLength(1) + sealedBodyLength(0))
  return { reportId, envelope: concat(header, rest), parts }
}

/** The code a call was refused with. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
  } catch (error) {
    if (error instanceof WireError) return error.code
    throw error
  }
  throw new Error('not refused')
}
