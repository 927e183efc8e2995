// What a server is told when it starts, with what holds when it is not told.
import type { Random } from '@isnad/crypto'
import type { Lock } from './lock.ts'

/** Room and quotas (docs/spec/delivery.md, "Flooding"). */
export interface Limits {
  /** Share of the disk kept for envelopes alone, and as much again for parts up to 256 KiB. */
  readonly reservedShare: number
  /** Bytes above which a reserve does not grow, however large the disk. */
  readonly reservedMost: number
  /** Free bytes below which nothing at all is taken, so that the database never meets a full disk. */
  readonly floor: number
  /** What a desk takes in a day: envelopes, parts up to 256 KiB, larger parts. */
  readonly quota: Readonly<Record<QuotaClass, number>>
}
export type QuotaClass = 'envelope' | 'small' | 'large'

export interface Intervals {
  /** Seconds between checkpoints, publications of replies, and live ticks. */
  readonly log: number
  readonly reply: number
  readonly live: number
}

export interface ServerConfig {
  /** The data folder: keys, blobs, and the database unless `databaseUrl` names another. */
  readonly dataDir: string
  readonly databaseUrl?: string
  /** The hold on the data folder, where the caller has it already (`holdFolder`); it is released with the server. */
  readonly lock?: Lock
  /** Programme file (docs/ops/programme.md); by default `programme.json` in the data folder. */
  readonly programmeFile?: string
  readonly host?: string
  /** Source on this port, desk on the next, site on the one after; 0 takes any three. */
  readonly port?: number
  /** Loopback port for metrics; none when absent. */
  readonly metricsPort?: number
  readonly tls?: { readonly certFile: string; readonly keyFile: string }
  /** Folders of the built apps. */
  readonly apps?: { readonly source?: string; readonly desk?: string }
  /** In place of the programme's own, for tests. */
  readonly intervals?: Intervals
  readonly limits?: Partial<Limits>
  /** Unix milliseconds. */
  readonly clock?: () => number
  readonly random?: Random
  /** Where events go, a line each; nowhere when absent. */
  readonly log?: { write(line: string): void }
}

const mib = 1024 * 1024

export const standardLimits: Limits = {
  reservedShare: 0.2,
  reservedMost: 16 * 1024 * mib,
  floor: 64 * mib,
  quota: { envelope: 250_000, small: 20_000, large: 2_000 },
}
