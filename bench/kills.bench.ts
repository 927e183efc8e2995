// kill -9 at random moments under load, of Node, of PostgreSQL, of both: is anything missing that was acknowledged?
import { setTimeout as sleep } from 'node:timers/promises'
import { equal, readU16 } from '@isnad/bytes'
import { random } from '@isnad/crypto'
import { openReceipt, type Receipt } from '@isnad/tlog'
import { type Client, getHealth, getItem, getPart, newClient } from '@isnad/wire'
import { type Listed, listAll, openDesk } from './desk.ts'
import { isRunning } from './processes.ts'
import { type Envelope, newEnvelope, newPart, type Part } from './reports.ts'
import { quick, type Row } from './row.ts'
import { type Answer, envelopePath, newSender, partPath, type Put, receiptOf } from './senders.ts'
import { describe, findPorts, inNewFolder, postgresOf, type Serving, type Started, startServe } from './serving.ts'

const kills = quick ? 6 : 50
const senders = 6
const targets = ['node', 'postgres', 'both'] as const
type Target = (typeof targets)[number]
const pieceLength = 16 * 1024

/** What a sender was told, and may rely on. */
interface Acknowledged {
  readonly envelope: Envelope
  readonly part: Part | undefined
  receipt: Receipt
  /** Bytes of the part said to be held, as far as it is not yet in the receipt. */
  have: number
}

interface Load {
  readonly acknowledged: Acknowledged[]
  /** What was acknowledged and then not there when the sender went on, in words. */
  readonly lost: string[]
  /** Parts not yet whole of which pieces that were held had to be sent again. No receipt had promised them. */
  sentAgain: number
  stopping: boolean
}

export async function rows(): Promise<Row[]> {
  return await inNewFolder(async (dataDir) => {
    const port = await findPorts()
    const server = new Killable(dataDir, port)
    await server.start()
    const serving = await describe(dataDir, server.started)
    const load: Load = { acknowledged: [], lost: [], sentAgain: 0, stopping: false }
    const sending = Array.from({ length: senders }, (_, i) => sendOn(serving, load, i))
    try {
      for (let kill = 0; kill < kills; kill++) await killOnce(server, load, targets[kill % targets.length] ?? 'both')
      await nextAcknowledgement(load)
      load.stopping = true
      await until(() => isWell(serving))
      await Promise.all(sending)
      const missing = [...load.lost, ...(await verify(serving, load))]
      for (const words of missing.slice(0, 10)) console.error(words)
      return [row(load, missing.length, server.refusals)]
    } finally {
      load.stopping = true
      await server.started.end('SIGTERM')
    }
  })
}

function row({ acknowledged, sentAgain }: Load, missing: number, refusals: number): Row {
  const parts = acknowledged.filter(({ receipt }) => receipt.held !== 0).length
  const each = targets.map((target, i) => `${Math.ceil((kills - i) / targets.length)} of ${target}`).join(', ')
  const of = `${acknowledged.length.toLocaleString('en')} reports and ${parts.toLocaleString('en')} parts`
  return {
    name: `acknowledged reports or parts missing after ${kills} kill -9 under load`,
    ...{ value: missing, unit: `of ${(acknowledged.length + parts).toLocaleString('en')}`, bar: '0' },
    ratioTo: `${of}, asked for again and fetched at the desk; kills: ${each}; starts refused ${refusals}, unfinished parts sent again ${sentAgain}; a peer lost 2 of 5 files`,
  }
}

/** The server, always on the same ports. */
class Killable {
  started!: Started
  refusals = 0
  readonly dataDir: string
  readonly #port: number
  constructor(dataDir: string, port: number) {
    this.dataDir = dataDir
    this.#port = port
  }
  /** As a supervisor of services does: again until it stays. Each start that failed is said. */
  async start(): Promise<void> {
    for (let pause = 200; ; pause *= 2) {
      try {
        this.started = await startServe(this.dataDir, this.#port)
        return
      } catch (error) {
        this.refusals++
        console.error(error instanceof Error ? error.message : error)
        if (pause > 20_000) throw error
        await sleep(pause)
      }
    }
  }
}

/** Waits until the load runs, then for a random while, and kills. Returns when the server is there again. */
async function killOnce(server: Killable, load: Load, target: Target): Promise<void> {
  await nextAcknowledgement(load)
  await sleep(readU16(random(2), 0) % 400)
  const postgres = await postgresOf(server.dataDir)
  if (target !== 'node' && postgres !== undefined) killHard(postgres)
  if (target === 'postgres') return await until(async () => (await postgresOf(server.dataDir)) !== postgres)
  await server.started.end('SIGKILL')
  await server.start()
}

async function isWell({ source }: Serving): Promise<boolean> {
  const health = await newClient({ baseUrl: source, fetch: globalThis.fetch }).call(getHealth, {})
  return health.state === 'well'
}

/** Asks every 20 ms, for at most a minute. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await isSo()); waited += 20) {
    if (waited > 60_000) throw new Error('not within a minute')
    await sleep(20)
  }
}

function killHard(pid: number) {
  if (isRunning(pid)) process.kill(pid, 'SIGKILL')
}

/** @throws when nothing is acknowledged for a minute */
async function nextAcknowledgement({ acknowledged }: Load): Promise<void> {
  const before = acknowledged.length
  for (let waited = 0; acknowledged.length === before; waited += 10) {
    if (waited > 60_000) throw new Error('nothing was acknowledged for a minute')
    await sleep(10)
  }
}

async function sendOn(serving: Serving, load: Load, place: number): Promise<void> {
  const sender = newSender(serving.source)
  for (let n = place; !load.stopping; n++) {
    const part = n % 4 === 0 ? newPart(64 * 1024) : undefined
    const envelope = newEnvelope(serving, part === undefined ? [] : [part])
    const put = persistent(sender.put, load)
    const answer = await put(envelopePath(envelope.reportId), envelope.bytes)
    if (answer === undefined) break
    const receipt = await openReceipt(receiptOf(answer), serving.log)
    const entry: Acknowledged = { envelope, part, receipt, have: 0 }
    load.acknowledged.push(entry)
    if (part !== undefined) await sendPart(serving, load, entry, part, put)
  }
  sender.close()
}

/** Repeats until there is an answer other than that the server or its database is away; `undefined` when the load stops. */
type PersistentPut = (...given: Parameters<Put>) => Promise<Answer | undefined>
function persistent(put: Put, load: Load): PersistentPut {
  return async (...given) => {
    while (!load.stopping) {
      const answer = await put(...given).catch(() => undefined)
      if (answer !== undefined && answer.status < 500) return answer
      await sleep(20)
    }
    return undefined
  }
}

async function sendPart(serving: Serving, load: Load, entry: Acknowledged, part: Part, put: PersistentPut) {
  const path = partPath(entry.envelope.reportId, part.sha256)
  for (let at = 0; ;) {
    const answer = await put(path, part.piece(at, pieceLength), { 'upload-offset': String(at) })
    if (answer === undefined) return
    const { have, receipt } = JSON.parse(answer.text) as { have?: number; receipt?: string }
    if (have === undefined) return void load.lost.push(`a part was answered ${answer.status} ${answer.text}`)
    if (have < entry.have) load.sentAgain++
    ;[at, entry.have] = [have, have]
    if (receipt === undefined) continue
    entry.receipt = await openReceipt(receiptOf(answer), serving.log)
    if (entry.receipt.held !== 1) load.lost.push('a last piece whose receipt does not cover the part')
    return
  }
}

/** Each report is sent again, which must answer with the same promise, and is fetched at the desk with its part. */
async function verify(serving: Serving, load: Load): Promise<string[]> {
  const { acknowledged } = load
  const missing: string[] = []
  const desk = await openDesk(serving)
  const items = await listAll(desk)
  let next = 0
  const work = async () => {
    const sender = newSender(serving.source)
    for (let entry = acknowledged[next++]; entry !== undefined; entry = acknowledged[next++]) {
      const words = await findFault(serving, { desk, items, load, put: sender.put }, entry)
      if (words !== undefined) missing.push(`${entry.envelope.reportId}: ${words}`)
    }
    sender.close()
  }
  await Promise.all(Array.from({ length: 8 }, work))
  return missing
}

interface Looking {
  readonly desk: Client
  readonly items: ReadonlyMap<string, Listed>
  readonly load: Load
  readonly put: Put
}

async function findFault(
  serving: Serving,
  { desk, items, load, put }: Looking,
  entry: Acknowledged,
): Promise<string | undefined> {
  const { envelope, have, part, receipt } = entry
  const { reportId } = envelope
  const item = items.get(reportId)
  if (item === undefined) return 'the desk does not have it'
  const held = await desk.call(getItem, { params: { reportId } })
  if (!equal(held, envelope.bytes)) return 'the desk has other bytes'
  const answer = await put(envelopePath(reportId), envelope.bytes)
  const again = await openReceipt(receiptOf(answer), serving.log)
  // A report that had gone would be stored anew, under a nonce of its own.
  if (!equal(again.nonce, receipt.nonce) || again.day !== receipt.day) return 'the receipt is another'
  if (receipt.held === 0) {
    const { missing } = JSON.parse(answer.text) as { missing: { have: number }[] }
    if ((missing[0]?.have ?? Infinity) < have) load.sentAgain++
    return undefined
  }
  if (!equal(again.bytes, receipt.bytes) || part === undefined) return 'the receipt is another'
  const bytes = await desk.call(getPart, { params: { reportId, sha256: part.sha256 } })
  return equal(bytes, part.piece(0, part.length)) ? undefined : 'the part has other bytes'
}
