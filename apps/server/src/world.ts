// What routes and jobs are given: everything from outside, made once at the start.
import type { Random, Signer } from '@isnad/crypto'
import type { ServerConfig, Intervals, Limits } from './config.ts'
import type { Blobs } from './blobs/blobs.ts'
import type { Events } from './events.ts'
import type { Intake } from './intake.ts'
import type { Metrics } from './metrics.ts'
import type { Published } from './programme.ts'
import type { Room } from './room.ts'
import type { Database } from './store/database.ts'
import type { Uploads } from './uploads.ts'

export interface World {
  readonly config: ServerConfig
  readonly intervals: Intervals
  readonly limits: Limits
  readonly clock: () => number
  readonly random: Random
  readonly events: Events
  readonly metrics: Metrics
  readonly database: Database
  readonly blobs: Blobs
  readonly room: Room
  readonly intake: Intake
  readonly uploads: Uploads
  /** Signs receipts and checkpoints. */
  readonly logKey: Signer
  /** The directory as it is now; its head is signed anew every week. */
  published(): Published
}
