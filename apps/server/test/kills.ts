// Kills a server, its PostgreSQL, or both, at random moments under load, and looks for what it had acknowledged.
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Bytes, compare } from '@isnad/bytes'
import { random } from '@isnad/crypto'
import { openReceipt } from '@isnad/tlog'
import { getHealth, getItem, getPart, listItems, newClient, submitPiece, submitReport, WireError } from '@isnad/wire'
import { startProgram, writeProgram } from './program.ts'
import { deskClient, newReport, type TestProgramme, type TestReport, writeProgramme } from './world.ts'

const source = `
  import { startServer } from '@server/main.ts'
  const limits = { floor: 0, reservedShare: 0 }
  const intervals = { log: 0.2, reply: 1, live: 1 }
  const server = await startServer({ dataDir: process.argv[2] ?? '', port: 0, limits, intervals })
  process.on('SIGTERM', () => void server.close().then(() => process.exit(0)))
  console.log(JSON.stringify({ source: server.sourceUrl, desk: server.deskUrl, postgres: server.postgresPid() }))
  setInterval(() => console.log(server.postgresPid() ?? ''), 50)`

export interface Outcome {
  readonly kills: number
  readonly acknowledged: { readonly envelopes: number; readonly parts: number }
  /** What was acknowledged and is not there, or not as it was: must be empty. */
  readonly missing: readonly string[]
}

interface Running {
  readonly child: ChildProcess
  readonly sourceUrl: string
  readonly deskUrl: string
  postgres: number
}

interface Acknowledged extends TestReport {
  receipt: Bytes
  whole: boolean
}

/** @param times one after the other the server, PostgreSQL, and both are killed */
export async function killUnderLoad(times: number): Promise<Outcome> {
  const dataDir = await mkdtemp(join(tmpdir(), 'isnad-kill-'))
  const programme = await writeProgramme(dataDir)
  const program = await writeProgram(source)
  const start = () => startOn(program, dataDir)
  let running = await start()
  const load = startLoad(programme, () => running.sourceUrl)
  try {
    for (let kill = 0; kill < times; kill++) {
      await sleep(100 + ((random(1)[0] ?? 0) / 255) * 500)
      running = await killOnce(running, kill % 3, start)
    }
    const sent = await load.stop()
    return { kills: times, ...(await look(sent, programme, running)) }
  } finally {
    await load.stop()
    running.child.kill('SIGTERM')
    await new Promise((resolve) => running.child.once('exit', resolve))
    await program.remove()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function startOn(program: Awaited<ReturnType<typeof writeProgram>>, dataDir: string): Promise<Running> {
  const { child, line } = await startProgram(program, [dataDir])
  const said = JSON.parse(line) as { source: string; desk: string; postgres: number }
  const running: Running = { child, sourceUrl: said.source, deskUrl: said.desk, postgres: said.postgres }
  child.stdout?.on('data', (data) => {
    running.postgres = Number(String(data).trim().split('\n').at(-1)) || 0
  })
  return running
}

async function killOnce(running: Running, kind: number, start: () => Promise<Running>): Promise<Running> {
  if (kind !== 0 && running.postgres > 1) killPostgres(running.postgres)
  if (kind !== 1) {
    running.child.kill('SIGKILL')
    return await start()
  }
  const client = newClient({ baseUrl: running.sourceUrl, fetch })
  for (let turn = 0; turn < 600; turn++) {
    const health = await client.call(getHealth, {}).catch(() => undefined)
    if (health?.state === 'well') return running
    await sleep(50)
  }
  throw new Error('PostgreSQL did not come back')
}

/** Already gone where the kill before is not yet mended: then there is nothing more to kill. */
function killPostgres(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Eight senders, each with one report after the other, which never give up on one. */
function startLoad(programme: TestProgramme, url: () => string) {
  const all: Acknowledged[] = []
  let stopping = false
  const senders = Promise.all(
    Array.from({ length: 8 }, async () => {
      while (!stopping) {
        const report = newReport([programme.desks[0].deskId], [65_608])
        const receipt = await insist(async () => {
          const call = { params: { reportId: report.reportId }, body: report.envelope }
          return (await newClient({ baseUrl: url(), fetch }).call(submitReport, call)).receipt
        })
        const entry = { ...report, receipt, whole: false }
        all.push(entry)
        entry.receipt = await insist(() => sendPart(report, url()))
        entry.whole = true
      }
    }),
  )
  return {
    async stop() {
      stopping = true
      await senders
      return all
    },
  }
}

async function sendPart({ parts, reportId }: TestReport, baseUrl: string): Promise<Bytes> {
  const client = newClient({ baseUrl, fetch })
  const part = parts[0] ?? { sha256: new Uint8Array(32), bytes: new Uint8Array(0) }
  for (let have = 0; ;) {
    const piece = part.bytes.subarray(have, have + 30_000)
    const params = { reportId, sha256: part.sha256 }
    try {
      const answer = await client.call(submitPiece, { params, headers: { 'upload-offset': have }, body: piece })
      if (answer.receipt !== undefined) return answer.receipt
      have = answer.have
    } catch (error) {
      if (!(error instanceof WireError) || error.details.have === undefined) throw error
      have = error.details.have
    }
  }
}

async function insist<T>(work: () => Promise<T>): Promise<T> {
  for (let turns = 0; ; turns++) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof WireError) || turns > 3000) throw error
      await sleep(20)
    }
  }
}

async function look(sent: readonly Acknowledged[], programme: TestProgramme, { deskUrl, sourceUrl }: Running) {
  const desk = deskClient(deskUrl, programme.desks[0].device)
  const listed = new Map<string, boolean>()
  for (let after = 0; ;) {
    const items = await desk.call(listItems, { query: { after } })
    if (items.length === 0) break
    for (const { parts, reportId, seq } of items) {
      listed.set(reportId, parts[0]?.held === true)
      after = seq
    }
  }
  const missing: string[] = []
  for (const { envelope, parts, receipt, reportId, whole } of sent) {
    const held = await desk.call(getItem, { params: { reportId } }).catch(() => new Uint8Array(0))
    if (!listed.has(reportId) || compare(held, envelope) !== 0) missing.push(`envelope ${reportId}`)
    const again = await newClient({ baseUrl: sourceUrl, fetch }).call(submitReport, {
      params: { reportId },
      body: envelope,
    })
    const { held: bitmap } = await openReceipt(again.receipt, programme.logKey)
    if (!whole) continue
    if (compare(again.receipt, receipt) !== 0 || bitmap !== 1) missing.push(`receipt ${reportId}`)
    const sha256 = parts[0]?.sha256 ?? new Uint8Array(32)
    const bytes = await desk.call(getPart, { params: { reportId, sha256 } }).catch(() => new Uint8Array(0))
    if (!listed.get(reportId) || compare(bytes, parts[0]?.bytes ?? bytes) !== 0) missing.push(`part ${reportId}`)
  }
  const parts = sent.filter(({ whole }) => whole).length
  return { acknowledged: { envelopes: sent.length, parts }, missing }
}
