// Reads what the system was asked, in order, between a call and its answer.
import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newClient, submitPiece, submitReport } from '@isnad/wire'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Program, startProgram, writeProgram } from './program.ts'
import { newReport, type TestProgramme, writeProgramme } from './world.ts'

const hasStrace = spawnSync('strace', ['-V']).status === 0
const calls = 'trace=fsync,fdatasync,rename,renameat,renameat2,write,writev,sendto,sendmsg'
const source = `
  import { startServer } from '@server/main.ts'
  const intervals = { log: 3600, reply: 3600, live: 3600 }
  const server = await startServer({ dataDir: process.argv[2] ?? '', port: 0, limits: { floor: 0, reservedShare: 0 }, intervals })
  process.on('SIGTERM', () => void server.close().then(() => process.exit(0)))
  console.log(JSON.stringify({ url: server.sourceUrl }))`

/** Calls that ended well, in the order in which they ended. */
function parseTrace(text: string): string[] {
  const begun = new Map<string, string>()
  const done: string[] = []
  for (const line of text.split('\n')) {
    const [, pid = '', rest = ''] = /^(\d+) +(.*)$/.exec(line) ?? []
    const started = /^(.*?) *<unfinished \.\.\.>$/.exec(rest)
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest)
    if (started) begun.set(pid, started[1] ?? '')
    const whole = resumed ? `${begun.get(pid) ?? ''}${resumed[1] ?? ''}` : rest
    if (!started && / = \d+/.test(whole)) done.push(whole)
  }
  return done
}

/** The stretch between the answer before and the answer of a call, by its number. */
function beforeAnswer(done: readonly string[], n: number): string[] {
  const answers = done.flatMap((call, i) => (/^(write|writev|sendto|sendmsg)\(.*HTTP\/1\.1 200/.test(call) ? [i] : []))
  return done.slice((answers[n - 1] ?? -1) + 1, answers[n] ?? 0)
}

/** Whether calls of these forms stand there, each after the last. */
function standInOrder(done: readonly string[], forms: readonly RegExp[]): boolean {
  let at = 0
  for (const call of done) if (forms[at]?.test(call)) at++
  return at === forms.length
}

const commit = /^fdatasync\(\d+<[^>]*\/pg_wal\/[0-9A-F]{24}>\)/
const piece = /^fdatasync\(\d+<[^>]*\/blobs\/incoming\/[^>]*>\)/
const promises: readonly (readonly RegExp[])[] = [
  [commit],
  [piece],
  [
    piece,
    /^fsync\(\d+<[^>]*\/blobs\/incoming\/[^>]*>\)/,
    /^rename\w*\(.*\/blobs\/incoming\/.*\/blobs\/[0-9a-z]{13}\/[0-9a-f]{64}"/,
    /^fsync\(\d+<[^>]*\/blobs\/[0-9a-z]{13}>\)/,
    commit,
  ],
]

let program: Program
let dataDir: string
let programme: TestProgramme
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'isnad-fsync-'))
  programme = await writeProgramme(dataDir)
  program = await writeProgram(source)
})
afterAll(async () => {
  await program.remove()
  await rm(dataDir, { recursive: true })
})

async function trace(): Promise<string[]> {
  const file = join(dataDir, 'trace')
  const strace = ['strace', '-f', '-y', '-s', '200', '-e', calls, '-o', file]
  const { child, line } = await startProgram(program, [dataDir], strace)
  const client = newClient({ baseUrl: (JSON.parse(line) as { url: string }).url, fetch })
  const { envelope, parts, reportId } = newReport([programme.desks[0].deskId], [65_608])
  const part = parts[0] ?? { sha256: new Uint8Array(32), bytes: new Uint8Array(0) }
  await client.call(submitReport, { params: { reportId }, body: envelope })
  const params = { reportId, sha256: part.sha256 }
  for (const [from, to] of [
    [0, 40_000],
    [40_000, 65_608],
  ] as const) {
    await client.call(submitPiece, { params, headers: { 'upload-offset': from }, body: part.bytes.subarray(from, to) })
  }
  const ended = new Promise((resolve) => child.once('exit', resolve))
  // The tracer hands the signal on to nobody: the server is its child.
  process.kill(Number(/^(\d+)/.exec(await readFile(file, 'utf8'))?.[1]), 'SIGTERM')
  await ended
  return parseTrace(await readFile(file, 'utf8'))
}

test.skipIf(!hasStrace)(
  '52 no acknowledgement is written before its syncs and its commit',
  async () => {
    const done = await trace()
    for (const [n, forms] of promises.entries()) {
      const stretch = beforeAnswer(done, n)
      expect(standInOrder(stretch, forms), `answer ${n}`).toBe(true)
      // Without any one of them the check fails.
      for (const form of forms) {
        const without = stretch.filter((call) => !form.test(call))
        expect(standInOrder(without, forms), `answer ${n} without ${form}`).toBe(false)
      }
    }
  },
  120_000,
)
