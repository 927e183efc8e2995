// Work at intervals, in this process: each job alone, never over itself, and only while this is the database's one server.
import { WireError } from '@isnad/wire'
import { describe, type Events } from '../events.ts'

export interface Job {
  readonly name: string
  /** Seconds from the end of one run to the start of the next. */
  readonly every: number
  run(): Promise<void>
}

export interface Jobs {
  /** Ends with the run under way. */
  stop(): Promise<void>
}

export function startJobs(jobs: readonly Job[], events: Events, mayRun: () => boolean): Jobs {
  const stopping = new AbortController()
  const running = jobs.map((job) => repeat(job, events, mayRun, stopping.signal))
  return {
    async stop() {
      stopping.abort()
      await Promise.all(running)
    },
  }
}

async function repeat(job: Job, events: Events, mayRun: () => boolean, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    await pause(job.every * 1000, stopping)
    if (stopping.aborted || !mayRun()) continue
    try {
      await job.run()
    } catch (error) {
      // Of a database that is away another word is said once, where it is noticed.
      if (!(error instanceof WireError)) events.record('job-failed', { job: job.name, ...describe(error) })
    }
  }
}

async function pause(ms: number, stopping: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms)
    stopping.addEventListener('abort', done, { once: true })
    function done() {
      clearTimeout(timer)
      stopping.removeEventListener('abort', done)
      resolve()
    }
  })
}
