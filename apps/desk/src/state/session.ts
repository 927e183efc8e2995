// What the desk asks of the vault. The app knows this much and nothing of keys, envelopes or the network.
import type { Report } from '@isnad/model'
import type { Hours } from '../time/promise.ts'

/** How far the desk has come with a report. */
export type ItemState = 'received' | 'opened' | 'acknowledged' | 'answered'

export interface ItemView {
  reportId: string
  seq: number
  /** The server's day of arrival. */
  day: number
  /** Quarter hour of arrival, kept until the first step or 72 hours. */
  quarter: number | null
  parts: { held: number; of: number }
  state: ItemState
  /** Absent while it cannot be opened on this device. */
  report?: Report
  /** Sealed to a key of the desk that has since been replaced. */
  oldKey: boolean
  problem?: string
}

export interface Answer {
  text: string
  day: number
  by: string
}

export interface OpenedReport {
  report: Report
  openedBy: readonly { by: string; day: number }[]
  acknowledged: Answer | null
  answers: readonly Answer[]
}

export interface Proof {
  state: 'in-order' | 'not-yet-published' | 'not-checked' | 'contradiction'
  day: number
  index?: number
  checkpointSize?: number
}

export interface Attached {
  bytes: Uint8Array<ArrayBuffer>
  type: string
  role: string
}

export interface Session {
  member: { name: string; roles: readonly string[] }
  desk: { id: string; names: Readonly<Record<string, string>>; hours: readonly Hours[] }
  programme: { names: Readonly<Record<string, string>>; demo: boolean; timeZone: string }
  lock(): void
  sync(): Promise<'changed' | 'same' | 'offline'>
  items(): readonly ItemView[]
  open(reportId: string): Promise<OpenedReport>
  attachment(reportId: string, index: number): Promise<Attached>
  acknowledge(reportId: string, text?: string): Promise<void>
  answer(reportId: string, text: string): Promise<void>
  proof(reportId: string): Promise<Proof>
  live(onTick: () => void): () => void
}
