// Text reports: what each costs the server, and whether any is refused when many are sent at once.
import { setTimeout as sleep } from 'node:timers/promises'
import { openReceipt } from '@isnad/tlog'
import { whileBare } from './bare.ts'
import { cpuByProgram, cpuOfTree } from './processes.ts'
import { type Envelope, newEnvelope, sealedReport, textLength } from './reports.ts'
import { print, quick, type Row } from './row.ts'
import { envelopePath, type Put, receiptOf, share } from './senders.ts'
import { type Serving, whileServing } from './serving.ts'

const levels = [8, 64, 256] as const
const bareSenders = 64
const count = quick ? 200 : 2000

interface Level {
  readonly senders: number
  readonly errors: number
  /** Milliseconds of CPU per report, the publication of its leaf included. */
  readonly cpu: number
  readonly node: number
  readonly perSecond: number
  readonly slowest: number
}

export async function rows(): Promise<Row[]> {
  const measured = await whileServing(async (serving) => {
    await warmUp(serving)
    const levelsMeasured: Level[] = []
    for (const senders of levels) levelsMeasured.push(await measure(serving, senders))
    return levelsMeasured
  })
  const bare = await whileBare(measureBare)
  return [costRow(measured, bare), ...measured.map(errorRow)]
}

function costRow(measured: readonly Level[], bare: number): Row {
  const worst = measured.reduce((a, b) => (a.cpu > b.cpu ? a : b))
  const each = measured.map(({ cpu, node, senders }) => `${print(cpu)} at ${senders} (Node ${print(node)})`).join(', ')
  const far = worst.cpu > 1 ? `${print(worst.cpu - 1)} above 1.0` : `${print(1 - worst.cpu)} under 1.0`
  const crowd = measured.find(({ senders }) => senders === bareSenders)?.cpu ?? Number.NaN
  return {
    name: `server CPU per text report of ${textLength.toLocaleString('en')} bytes, worst of ${levels.join(', ')} senders`,
    ...{ value: worst.cpu, unit: 'ms', bar: '≤ 2.0' },
    ratioTo: `${far}; ${each}; with ${bareSenders} ${print(crowd / bare)} × the ${print(bare)} of a bare Node server`,
  }
}

function errorRow({ errors, perSecond, senders, slowest }: Level): Row {
  return {
    name: `errors with ${senders} senders at once, ${count.toLocaleString('en')} reports`,
    ...{ value: errors, unit: `of ${count.toLocaleString('en')}`, bar: '0' },
    ratioTo: `${print(perSecond)} reports a second on this machine, the slowest after ${print(slowest)} ms`,
  }
}

/** A report sealed for real goes first, then enough of the others that code is compiled and statements prepared. */
async function warmUp(serving: Serving) {
  const works = [await sealedReport(serving), ...Array.from({ length: quick ? 50 : 500 }, () => newEnvelope(serving))]
  await share(serving.source, 8, works, async (put, work) => {
    await openReceipt(await store(put, work), serving.log)
  })
  await settle()
}

async function measure(serving: Serving, senders: number): Promise<Level> {
  const works = Array.from({ length: count }, () => newEnvelope(serving))
  const [before, nodeBefore, began] = [cpuOfTree(serving.pid), nodeOf(serving), performance.now()]
  let [errors, slowest] = [0, 0]
  await share(serving.source, senders, works, async (put, work) => {
    const sent = performance.now()
    try {
      await openReceipt(await store(put, work), serving.log)
    } catch (error) {
      if (errors++ === 0) console.error(error)
    }
    slowest = Math.max(slowest, performance.now() - sent)
  })
  const perSecond = (count * 1000) / (performance.now() - began)
  await settle()
  const [cpu, node] = [cpuOfTree(serving.pid) - before, nodeOf(serving) - nodeBefore]
  return { senders, errors, cpu: cpu / count, node: node / count, perSecond, slowest }
}

/** The demo publishes its log every second: what came belongs to the cost of a report until it is published. */
const settle = () => sleep(2500)
const nodeOf = ({ pid }: Serving) => cpuByProgram(pid).get('node') ?? 0
const store = async (put: Put, { bytes, reportId }: Envelope) => receiptOf(await put(envelopePath(reportId), bytes))

async function measureBare({ pid, source }: { readonly pid: number; readonly source: string }): Promise<number> {
  const body = new Uint8Array(textLength)
  const send = async (put: Put, id: number) => void receiptOf(await put(`/envelopes/${id}`, body))
  await share(source, 8, numbers(500), send)
  const before = cpuOfTree(pid)
  await share(source, bareSenders, numbers(2 * count), send)
  return (cpuOfTree(pid) - before) / (2 * count)
}

const numbers = (length: number) => Array.from({ length }, (_, i) => i + 1)
