// A server of the test's own between a client and the real one: it passes calls on, and lies where a rule tells it to.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Call {
  readonly method: string
  /** As asked, query included. */
  readonly path: string
  readonly body: Buffer
  readonly headers: Readonly<Record<string, string>>
}
export interface Said {
  readonly status: number
  readonly type: string
  readonly body: Buffer
}
/** What is answered in place of the real server, which `pass` asks. Nothing: the line breaks. */
export type Rule = (call: Call, pass: (instead?: Partial<Call>) => Promise<Said>) => Promise<Said | undefined>

export interface Between {
  readonly url: string
  /** The origin behind it; may move, as a server's does that starts again. */
  upstream: string
  /** The lie told now; none passes all. */
  rule: Rule | undefined
  /** Every call so far, as `PUT /envelopes/…`. */
  readonly calls: readonly string[]
  close(): Promise<void>
}

export async function standBetween(upstream: string): Promise<Between> {
  const calls: string[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.once('end', () => {
      const headers = Object.entries(request.headers).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      )
      const call = {
        method: request.method ?? '',
        path: request.url ?? '',
        body: Buffer.concat(chunks),
        headers: Object.fromEntries(headers),
      }
      calls.push(`${call.method} ${call.path}`)
      const pass = (instead: Partial<Call> = {}) => passOn(between.upstream, { ...call, ...instead })
      const answering = between.rule === undefined ? pass() : between.rule(call, pass)
      answering.then(
        (said) => {
          if (said === undefined) return request.socket.destroy()
          response.writeHead(said.status, { 'content-type': said.type }).end(said.body)
        },
        () => request.socket.destroy(),
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const between: Between = {
    ...{ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, upstream, rule: undefined, calls },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return between
}

async function passOn(upstream: string, { body, headers, method, path }: Call): Promise<Said> {
  const kept = ['content-type', 'upload-offset', 'authorization'].filter((name) => headers[name] !== undefined)
  const answer = await fetch(`${upstream}${path}`, {
    ...{ method, headers: Object.fromEntries(kept.map((name) => [name, headers[name] ?? ''])) },
    ...(method === 'GET' ? {} : { body: new Uint8Array(body) }),
  })
  const type = answer.headers.get('content-type') ?? ''
  return { status: answer.status, type, body: Buffer.from(await answer.arrayBuffer()) }
}

/** The same answer with its JSON changed. */
export function withJson<T>(said: Said, change: (value: T) => unknown): Said {
  return { ...said, body: Buffer.from(JSON.stringify(change(JSON.parse(said.body.toString()) as T))) }
}
