// Attachments: what a MiB costs the server, and how much memory its Node needs when many send at once.
import { openReceipt } from '@isnad/tlog'
import { whileBare } from './bare.ts'
import { cpuByProgram, cpuOfTree, peakMemory } from './processes.ts'
import { newEnvelope, newPart, type Part } from './reports.ts'
import { print, quick, type Row } from './row.ts'
import { envelopePath, partPath, type Put, receiptOf, share } from './senders.ts'
import { type Serving, whileServing } from './serving.ts'

const mib = 1024 * 1024
const pieceLength = 256 * 1024
const senders = quick ? 8 : 64
/** What a file of 10 MiB is padded to. */
const padded = 12 * mib

interface Measured {
  readonly cpu: number
  readonly node: number
  readonly peak: number
  readonly perSecond: number
}

export async function rows(): Promise<Row[]> {
  const parts = Array.from({ length: senders }, () => newPart(padded))
  const ours = await whileServing((serving) => measure(serving, parts))
  const bare = await whileBare(({ pid, source }) => measureBare(pid, source, parts))
  return [
    {
      name: 'server CPU per MiB of attachment, in pieces of 256 KiB',
      ...{ value: ours.cpu, unit: 'ms', bar: '≤ 10' },
      ratioTo: `Node ${print(ours.node)} of it; ${print(ours.cpu / bare)} × the ${print(bare)} of a bare Node server that digests, writes and syncs; ${print(ours.perSecond)} MiB a second`,
    },
    {
      name: `memory of Node at most, ${senders} senders with 10 MiB each at once`,
      ...{ value: ours.peak, unit: 'MB', bar: '≤ 200' },
      ratioTo: `${print((senders * padded) / mib)} MiB came in, padded; before it ${print(ours.before)} MB`,
    },
  ]
}

async function measure(serving: Serving, parts: readonly Part[]): Promise<Measured & { readonly before: number }> {
  const { pid } = serving
  await upload(serving, [newPart(4 * mib), newPart(4 * mib)])
  const [before, cpu, node, began] = [peakMemory(pid), cpuOfTree(pid), nodeOf(pid), performance.now()]
  await upload(serving, parts)
  const seconds = (performance.now() - began) / 1000
  const total = totalOf(parts)
  return {
    cpu: (cpuOfTree(pid) - cpu) / total,
    node: (nodeOf(pid) - node) / total,
    peak: peakMemory(pid),
    perSecond: total / seconds,
    before,
  }
}

/** Each part of a report of its own. @throws unless the receipt of its last piece covers it */
async function upload(serving: Serving, parts: readonly Part[]) {
  await share(serving.source, parts.length, parts, async (put, part) => {
    const { bytes, reportId } = newEnvelope(serving, [part])
    receiptOf(await put(envelopePath(reportId), bytes))
    const last = await sendPieces(put, partPath(reportId, part.sha256), part)
    const receipt = await openReceipt(receiptOf(last), serving.log)
    if (receipt.held !== 1) throw new Error('a receipt that does not cover the part')
  })
}

async function sendPieces(put: Put, path: string, { length, piece }: Part) {
  for (let at = 0; ; at += pieceLength) {
    const answer = await put(path, piece(at, pieceLength), { 'upload-offset': String(at) })
    if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
    if (at + pieceLength >= length) return answer
  }
}

async function measureBare(pid: number, source: string, parts: readonly Part[]): Promise<number> {
  const few = parts.slice(0, 16)
  const cpu = cpuOfTree(pid)
  await share(source, few.length, few, async (put, part) => {
    await sendPieces(put, `/envelopes/${parts.indexOf(part)}/parts/whole`, part)
  })
  return (cpuOfTree(pid) - cpu) / totalOf(few)
}

const totalOf = (parts: readonly Part[]) => parts.reduce((sum, { length }) => sum + length, 0) / mib
const nodeOf = (pid: number) => cpuByProgram(pid).get('node') ?? 0
