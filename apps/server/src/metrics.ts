// Counts for the operator, on a loopback port of their own: totals without desk, address or time of an item.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { collectDefaultMetrics, Counter, Registry } from 'prom-client'

export interface Metrics {
  readonly envelopes: Counter
  readonly parts: Counter
  readonly bytes: Counter
  readonly operations: Counter
  /** By code of the contract's table. */
  readonly refusals: Counter<'code'>
  readonly registry: Registry
}

export function newMetrics(): Metrics {
  const registry = new Registry()
  const counter = (name: string, help: string) =>
    new Counter({ name: `isnad_${name}_total`, help, registers: [registry] })
  return {
    registry,
    envelopes: counter('envelopes', 'Envelopes stored'),
    parts: counter('parts', 'Parts stored whole'),
    bytes: counter('part_bytes', 'Bytes of pieces written'),
    operations: counter('operations', 'Operations of desks stored'),
    refusals: new Counter({
      name: 'isnad_refusals_total',
      help: 'Calls refused, by code',
      labelNames: ['code'],
      registers: [registry],
    }),
  }
}

/** Serves the counts, and those of the process, to 127.0.0.1 alone. */
export async function serveMetrics(metrics: Metrics, port: number): Promise<{ port: number; close(): Promise<void> }> {
  collectDefaultMetrics({ register: metrics.registry, prefix: 'isnad_' })
  const server = createServer((_request, response) => {
    void metrics.registry.metrics().then((text) => {
      response.writeHead(200, { 'content-type': metrics.registry.contentType, 'cache-control': 'no-store' })
      response.end(text)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
