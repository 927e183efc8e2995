// Group commit: envelopes that come while a batch is being written go together into the next, so that one commit and one
// sync of the disk serve them all (docs/spec/delivery.md, "Durable").
import type { ReportId } from '@isnad/model'
import { WireError } from '@isnad/wire'
import type { Metrics } from './metrics.ts'
import type { Database } from './store/database.ts'
import { type Arrival, insertEnvelopes } from './store/envelopes.ts'
import type { Quotas, Taken } from './store/quotas.ts'

/** The most envelopes in one transaction: 1.5 MiB of bodies of the largest kind. */
const mostPerBatch = 64
/** Envelopes that may wait; beyond it the database is too slow to wait for. */
const mostWaiting = 10_000

export interface Intake {
  /**
   * Resolves once the envelope is durable, or known to be there already.
   * @throws {WireError} `busy`, `database-away`, `no-room`: it may be durable all the same, and is sent again
   */
  store(arrival: Arrival): Promise<'stored' | 'taken'>
  /** Resolves once nothing waits. */
  settled(): Promise<void>
}

interface Waiting {
  readonly arrival: Arrival
  readonly resolve: (outcome: 'stored' | 'taken') => void
  readonly reject: (error: unknown) => void
}

export function newIntake(database: Database, quotas: Quotas, metrics: Metrics): Intake {
  let waiting: Waiting[] = []
  let running: Promise<void> | undefined
  const inFlight = new Map<ReportId, Promise<unknown>>()

  async function drain() {
    // One turn of the event loop, so that what arrived in the same read of the network is in the same batch.
    await new Promise(setImmediate)
    while (waiting.length > 0) {
      const batch = waiting.slice(0, mostPerBatch)
      waiting = waiting.slice(mostPerBatch)
      await write(batch)
    }
    running = undefined
  }

  async function write(batch: readonly Waiting[]) {
    try {
      const arrivals = batch.map(({ arrival }) => arrival)
      const { stored, taken } = await database.transaction(async (tx) => {
        const stored = await insertEnvelopes(tx, arrivals)
        const taken = takenBy(arrivals.filter(({ reportId }) => stored.has(reportId)))
        await quotas.write(tx, taken)
        return { stored, taken }
      })
      quotas.add(taken)
      metrics.envelopes.inc(stored.size)
      for (const { arrival, resolve } of batch) resolve(stored.has(arrival.reportId) ? 'stored' : 'taken')
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  function enqueue(arrival: Arrival): Promise<'stored' | 'taken'> {
    if (waiting.length >= mostWaiting) return Promise.reject(new WireError('busy'))
    return new Promise((resolve, reject) => {
      waiting.push({ arrival, resolve, reject })
      running ??= drain()
    })
  }

  return {
    async store(arrival) {
      // The same report twice at once: the second sees what became of the first.
      for (let first = inFlight.get(arrival.reportId); first; first = inFlight.get(arrival.reportId)) {
        await first.catch(() => undefined)
      }
      const outcome = enqueue(arrival)
      inFlight.set(arrival.reportId, outcome)
      try {
        return await outcome
      } finally {
        inFlight.delete(arrival.reportId)
      }
    },
    async settled() {
      while (running !== undefined) await running
    },
  }
}

function takenBy(arrivals: readonly Arrival[]): Taken[] {
  const counts = new Map<string, Taken>()
  for (const { desks, day } of arrivals) {
    for (const desk of desks) {
      const key = `${desk} ${day}`
      counts.set(key, { desk, day, kind: 'envelope', count: (counts.get(key)?.count ?? 0) + 1 })
    }
  }
  // In one order, as every transaction that counts.
  return [...counts.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, taken]) => taken)
}
