// The one place that says what happened. It can say nothing but a code of the list and numbers beside it.
import { dayOf, printDay } from '@isnad/model'
import pino, { type Logger } from 'pino'

/**
 * - `started`, `stopping`, `stopped`: the server itself.
 * - `postgres-ended`, `postgres-started`, `postgres-line`: PostgreSQL of our own; a line is its code alone.
 * - `database-away`, `database-back`: no connection; calls are answered 503 in between.
 * - `no-room`: the disk is full, or does not take writes; calls are answered 507. Said every ten minutes while it lasts.
 * - `fault`: something nobody foresaw, by the class and code of the error and the place in our code.
 * - `job-failed`: a job of the interval did not end; it is tried again at the next.
 * - `checkpoint`: the log was published. `replies-published`, `arrivals-settled`, `removed`: what a job did, counted.
 */
export type EventCode =
  | 'started'
  | 'stopping'
  | 'stopped'
  | 'postgres-ended'
  | 'postgres-started'
  | 'postgres-line'
  | 'database-away'
  | 'database-back'
  | 'no-room'
  | 'fault'
  | 'job-failed'
  | 'checkpoint'
  | 'replies-published'
  | 'arrivals-settled'
  | 'removed'

/** Numbers, and words out of our own code or PostgreSQL's list: no field takes what a caller sent. */
export interface EventDetail {
  readonly count?: number
  readonly sqlstate?: string
  readonly severity?: string
  readonly job?: string
  readonly error?: string
  readonly place?: string
}

export interface Events {
  record(code: EventCode, detail?: EventDetail): void
}

/** Lines of JSON: level, day, code, detail. A finer time would say when a report came, beside what a line counts. */
export function newEvents(out: { write(line: string): void } | undefined, clock: () => number): Events {
  if (out === undefined) return { record: () => undefined }
  const day = () => `,"day":"${printDay(dayOf(clock()))}"`
  const logger: Logger = pino({ base: null, timestamp: day, messageKey: 'event' }, out)
  const loud: readonly EventCode[] = ['fault', 'job-failed', 'no-room', 'database-away', 'postgres-ended']
  let saidFull = -Infinity
  return {
    record(code, detail = {}) {
      if (code === 'no-room') {
        // Every call would say it while it lasts.
        if (Math.abs(clock() - saidFull) < 600_000) return
        saidFull = clock()
      }
      if (loud.includes(code)) logger.error(detail, code)
      else logger.info(detail, code)
    },
  }
}

/** An unforeseen error without its words, which may hold values: class, code, and the first line of ours on its stack. */
export function describe(error: unknown): EventDetail {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = 'code' in error && typeof error.code === 'string' && /^[\w-]{1,40}$/.test(error.code) ? error.code : ''
  const place =
    /\/((?:apps|packages)\/[\w./-]+:\d+)/.exec(error.stack?.split('\n').slice(1).join('\n') ?? '')?.[1] ?? ''
  return { error: code === '' ? error.constructor.name : `${error.constructor.name} ${code}`, place }
}
