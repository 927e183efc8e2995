// Junk of the right form, from many senders at once, and a real report in the middle of it.
import { Agent, request } from 'node:http'
import { listItems, submitReport } from '@isnad/wire'
import { newReport, type TestReport, type TestServer } from './world.ts'

export interface Flood {
  /** Junk that was accepted. */
  readonly accepted: number
  /** Milliseconds each real report took, while the flood ran. */
  readonly real: readonly number[]
  /** Whether every real report is among the desk's items. */
  readonly arrived: boolean
}

export async function flood(server: TestServer, junk: number, senders: number): Promise<Flood> {
  const { deskId } = server.programme.desks[0]
  const agent = new Agent({ keepAlive: true, maxSockets: senders })
  let [left, accepted] = [junk, 0]
  const flooding = Promise.all(
    Array.from({ length: senders }, async () => {
      while (left-- > 0) if ((await put(agent, server.sourceUrl, newReport([deskId]))) === 200) accepted++
    }),
  )
  const sent: string[] = []
  const real: number[] = []
  while (left > 0) {
    const { envelope, reportId } = newReport([deskId])
    const start = performance.now()
    await server.source.call(submitReport, { params: { reportId }, body: envelope })
    real.push(performance.now() - start)
    sent.push(reportId)
  }
  await flooding
  agent.destroy()
  const listed = new Set<string>()
  for (let after = 0, page = -1; page !== 0;) {
    const items = await server.desk(0).call(listItems, { query: { after } })
    for (const { reportId } of items) listed.add(reportId)
    page = items.length
    after = items.at(-1)?.seq ?? after
  }
  return { accepted, real, arrived: sent.every((id) => listed.has(id)) }
}

function put(agent: Agent, url: string, { envelope, reportId }: TestReport): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/octet-stream', 'content-length': envelope.length }
    const call = request(`${url}/envelopes/${reportId}`, { method: 'PUT', agent, headers }, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode ?? 0))
    })
    call.once('error', reject)
    call.end(envelope)
  })
}
