// Those who send: each keeps one connection open and sends its next when the last was answered.
import { Agent, request } from 'node:http'
import { type Bytes, hex, parseBase64url } from '@isnad/bytes'
import type { ReportId } from '@isnad/model'

export interface Answer {
  readonly status: number
  readonly text: string
}

/** A PUT of octets. @throws when there is no answer */
export type Put = (path: string, body: Uint8Array, headers?: Readonly<Record<string, string>>) => Promise<Answer>

/** One sender's connection. */
export interface Sender {
  readonly put: Put
  close(): void
}

export function newSender(origin: string): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const { hostname, port } = new URL(origin)
  return {
    put: (path, body, headers = {}) =>
      new Promise((resolve, reject) => {
        const all = { 'content-type': 'application/octet-stream', 'content-length': body.length, ...headers }
        const sending = request({ agent, hostname, port, path, method: 'PUT', headers: all }, (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
          )
          response.on('error', reject)
        })
        sending.on('error', reject)
        sending.end(body)
      }),
    close: () => agent.destroy(),
  }
}

/** Shares the works among so many senders. */
export async function share<T>(
  origin: string,
  senders: number,
  works: readonly T[],
  send: (put: Put, work: T) => Promise<void>,
): Promise<void> {
  let next = 0
  await Promise.all(
    Array.from({ length: senders }, async () => {
      const sender = newSender(origin)
      for (let work = works[next++]; work !== undefined; work = works[next++]) await send(sender.put, work)
      sender.close()
    }),
  )
}

export const envelopePath = (reportId: ReportId): string => `/envelopes/${reportId}`
export const partPath = (reportId: ReportId, sha256: Uint8Array): string =>
  `/envelopes/${reportId}/parts/${hex(sha256)}`

/** The receipt of an answer that has one. @throws when it has none */
export function receiptOf({ status, text }: Answer): Bytes {
  if (status !== 200) throw new Error(`${status} ${text}`)
  return parseBase64url((JSON.parse(text) as { receipt: string }).receipt)
}
