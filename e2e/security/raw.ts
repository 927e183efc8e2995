// Requests as anybody could send them: any method, path, header and body, from any address and port of this machine.
import { request } from 'node:http'

export interface RawRequest {
  readonly method?: string
  /** As it goes on the line; nothing is normalised. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | string
  /** An address of the loopback network to come from. */
  readonly from?: string
}
export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
  /** The port it was asked from. */
  readonly localPort: number
}

export function ask(
  origin: string,
  { body, from, headers = {}, method = 'GET', path }: RawRequest,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const options = {
      hostname,
      port,
      method,
      path,
      agent: false,
      ...(from === undefined ? {} : { localAddress: from }),
    }
    const sending = request({ ...options, headers: { ...headers, connection: 'close' } }, (answer) => {
      const localPort = answer.socket.localPort ?? 0
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.once('error', reject)
      answer.once('end', () => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks), localPort })
      })
    })
    sending.once('error', reject)
    sending.end(body)
  })
}

const octets = { 'content-type': 'application/octet-stream' }

export const putEnvelope = (source: string, reportId: string, body: Uint8Array): Promise<RawAnswer> =>
  ask(source, { method: 'PUT', path: `/envelopes/${reportId}`, headers: octets, body })

export const putPiece = (source: string, path: string, offset: number, body: Uint8Array): Promise<RawAnswer> =>
  ask(source, { method: 'PUT', path, headers: { ...octets, 'upload-offset': String(offset) }, body })

/** The code of a refusal. */
export function refusalOf({ body, status }: RawAnswer): string {
  const { error } = JSON.parse(body.toString('utf8')) as { error?: string }
  return `${status} ${error ?? ''}`
}
