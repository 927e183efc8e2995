// Under `strace -f`: does any acknowledgement leave before what it promises is synced and committed?
import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { newEnvelope, newPart } from './reports.ts'
import { quick, type Row } from './row.ts'
import { envelopePath, newSender, partPath, receiptOf } from './senders.ts'
import { describe, inNewFolder, startServe } from './serving.ts'

const [reports, parts] = quick ? [20, 5] : [100, 30]
const calls = 'read,write,writev,fsync,fdatasync,rename,renameat,renameat2'
const bucket = 64 * 1024

export async function rows(): Promise<Row[]> {
  if (!hasStrace()) {
    console.error('No strace that may trace: left out.')
    return []
  }
  return await inNewFolder(async (folder) => {
    const trace = join(folder, 'trace')
    const under = [
      'strace',
      '-f',
      '--seccomp-bpf',
      '-y',
      '-s',
      '48',
      '-e',
      `trace=${calls}`,
      '-e',
      'signal=none',
      '-o',
      trace,
    ]
    const server = await startServe(join(folder, 'data'), 0, under)
    try {
      await sendOneByOne(await describe(join(folder, 'data'), server))
    } finally {
      await server.end('SIGTERM')
    }
    return [row(readTrace(await readFile(trace, 'utf8')))]
  })
}

/** One request at a time, so that what happens between it and its answer was done for it. */
async function sendOneByOne(serving: Awaited<ReturnType<typeof describe>>) {
  const { put, close } = newSender(serving.source)
  for (let n = 0; n < reports; n++) {
    const part = n < parts ? newPart(bucket) : undefined
    const { bytes, reportId } = newEnvelope(serving, part === undefined ? [] : [part])
    receiptOf(await put(envelopePath(reportId), bytes))
    if (part === undefined) continue
    const path = partPath(reportId, part.sha256)
    await put(path, part.piece(0, bucket), { 'upload-offset': '0' })
    receiptOf(await put(path, part.piece(bucket, bucket), { 'upload-offset': String(bucket) }))
  }
  close()
}

function row({ early, watched }: { readonly early: string[]; readonly watched: number }): Row {
  for (const words of early.slice(0, 10)) console.error(words)
  const expected = reports + 2 * parts
  if (watched !== expected) throw new Error(`strace saw ${watched} answers of ${expected}`)
  return {
    name: 'acknowledgements sent before their syncs and commit, under strace -f',
    ...{ value: early.length, unit: `of ${watched}`, bar: '0' },
    ratioTo: `${reports} reports: the log of PostgreSQL synced; ${parts} parts in 2 pieces: each piece, the file, its folder and that log synced`,
  }
}

/** What was finished since the last request came in. */
interface Done {
  readonly kind: 'report' | 'piece'
  readonly syncs: string[]
  renamed: boolean
}

/** strace writes a line when a call begins and, when others came between, another when it ends. */
function readTrace(text: string): { early: string[]; watched: number } {
  const pending = new Map<string, string>()
  const early: string[] = []
  let watched = 0
  let done: Done | undefined
  for (const line of text.split('\n')) {
    const [, pid = '', call = ''] = /^(\d+) +(.*)$/.exec(line) ?? []
    const begins = call.endsWith('<unfinished ...>')
    if (begins) pending.set(pid, call)
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(call)
    const whole =
      resumed === null ? call : `${(pending.get(pid) ?? '').replace('<unfinished ...>', '')}${resumed[1] ?? ''}`
    // An answer counts from where it begins to be written, all else from where it has ended.
    if (/^writev?\(\d+<(TCP|socket).*HTTP\/1\.1 200 OK/.test(call) && done !== undefined) {
      watched++
      const lacks = whatIsMissing(done)
      if (lacks !== '') early.push(`a ${done.kind} was answered before: ${lacks}`)
      done = undefined
    }
    if (begins) continue
    const put = /^read\(.*"PUT \/envelopes\/\w+(\/parts)?/.exec(whole)
    if (put !== null) done = { kind: put[1] === undefined ? 'report' : 'piece', syncs: [], renamed: false }
    else if (done !== undefined) note(done, whole)
  }
  return { early, watched }
}

function note(done: Done, call: string) {
  if (!/ = 0$/.test(call)) return
  const synced = /^f(?:data)?sync\(\d+<([^>]*)>/.exec(call)?.[1]
  if (synced !== undefined) done.syncs.push(done.renamed ? `after: ${synced}` : synced)
  if (/^rename/.test(call) && call.includes('/blobs/')) done.renamed = true
}

function whatIsMissing({ kind, renamed, syncs }: Done): string {
  const has = (pattern: RegExp) => syncs.some((path) => pattern.test(path))
  if (kind === 'piece' && !has(/\/blobs\/incoming\//)) return 'no sync of the piece'
  // A folder under blobs that is no file: the one that the finished part was moved to.
  if (renamed && !has(/^after: .*\/blobs\/[0-9a-z]{13}$/)) return 'no sync of the folder'
  const promises = kind === 'report' || renamed
  return promises && !has(/\/pg_wal\//) ? 'no sync of the log of PostgreSQL' : ''
}

/** Some containers have it and forbid it. */
function hasStrace(): boolean {
  try {
    execFileSync('strace', ['-f', '-o', '/dev/null', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
