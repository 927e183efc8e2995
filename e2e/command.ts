// Runs the built command line as a person or a script would: another process, its exit status, its two streams.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../apps/cli/bin/isnad.js', import.meta.url))

export interface Outcome {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs one command to its end. */
export async function isnad(...args: readonly string[]): Promise<Outcome> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const [stdout, stderr] = [gather(child.stdout), gather(child.stderr)]
  const [status] = (await once(child, 'close')) as [number | null]
  return { status, stdout: stdout(), stderr: stderr() }
}

/** Runs one command with `--json`, and gives its one line. @throws when it ends otherwise than 0 or prints more than a line */
export async function isnadJson<T>(...args: readonly string[]): Promise<T> {
  const { status, stdout, stderr } = await isnad(...args, '--json')
  const lines = stdout.split('\n')
  if (status !== 0 || lines.length !== 2 || lines[1] !== '') throw new Error(`status ${status}: ${stderr}`)
  return JSON.parse(lines[0] ?? '') as T
}

export interface Ready {
  readonly ready: true
  readonly pid: number
  readonly source: string
  readonly desk: string
  readonly site: string
  readonly desks: readonly { readonly id: string; readonly name: string; readonly kind: string }[]
}

export interface Serving extends Ready {
  readonly process: ChildProcess
  /** What it wrote to standard error so far. */
  log(): string
  /** SIGTERM, and the exit status. */
  stop(): Promise<number | null>
}

/** `serve` on any free ports, once it is ready. */
export async function serve(dataDir: string, ...more: readonly string[]): Promise<Serving> {
  const args = [program, 'serve', '--data', dataDir, '--port', '0', '--json', ...more]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const log = gather(child.stderr)
  const ended = once(child, 'exit') as Promise<[number | null]>
  const first = new Promise<string>((settle, fail) => {
    let text = ''
    child.stdout.setEncoding('utf8')
    child.stdout.on('data', (chunk: string) => {
      text += chunk
      if (text.includes('\n')) settle(text.slice(0, text.indexOf('\n')))
    })
    void ended.then(([status]) => fail(new Error(`serve ended with ${status}: ${log()}`)))
  })
  const ready = JSON.parse(await first) as Ready
  return {
    ...ready,
    ...{ process: child, log },
    async stop() {
      child.kill('SIGTERM')
      return (await ended)[0]
    },
  }
}

function gather(stream: NodeJS.ReadableStream): () => string {
  let text = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => (text += chunk))
  return () => text
}
