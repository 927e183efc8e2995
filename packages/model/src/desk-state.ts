// The fold: a desk's operations, in the order the server gave them, as the state of its reports (docs/spec/report.md §9).
import type { DeviceId, ReportId } from './ids.ts'
import { type OperationPayload, maxReplies, stepOf } from './operation.ts'
import type { OperationStep } from './taxonomies.ts'

/** One operation whose signature and device were checked. */
export interface DeskOperation {
  /** The desk's sequence, from 1. */
  readonly seq: number
  /** Day on which the server took it. */
  readonly day: number
  readonly device: DeviceId
  /** The step that stands in clear. */
  readonly step: OperationStep
  /** What it says, or null where it did not open or is of a kind not known here. */
  readonly payload: OperationPayload | null
}
/**
 * - `not-opened`: no payload that can be read here.
 * - `wrong-step`: the step in clear is not that of the payload.
 * - `out-of-order`: not newer than what was folded before.
 * - `reply-used`: it names a reply that an earlier operation used.
 * - `already-acknowledged`: another member did so before.
 */
export type FoldRefusal = 'not-opened' | 'wrong-step' | 'out-of-order' | 'reply-used' | 'already-acknowledged'
export interface RefusedOperation {
  readonly operation: DeskOperation
  readonly reason: FoldRefusal
}
export interface DeskAnswer {
  readonly text: string
  readonly day: number
  /** Numbers of the replies that carry it. */
  readonly n: readonly number[]
  readonly by: DeviceId
}
export interface ReportState {
  /** R2 received, or R4 once the sender was told or answered. */
  readonly state: 'R2' | 'R4'
  /** Each device once, with the day it first did. */
  readonly openedBy: readonly { readonly device: DeviceId; readonly day: number }[]
  readonly acknowledged: DeskAnswer | null
  /** In the order they were given. */
  readonly answers: readonly DeskAnswer[]
  /** The next reply number not used yet; 256 where the thread is full. */
  readonly nextReply: number
}
export interface DeskState {
  /** Reports of which at least one operation speaks. */
  readonly reports: ReadonlyMap<ReportId, ReportState>
  /** Operations that did not fit, in order, each with its reason: kept and shown, never dropped. */
  readonly refused: readonly RefusedOperation[]
  /** Sequence of the newest operation folded; 0 for none. */
  readonly seq: number
}

export const emptyDeskState = (): DeskState => ({ reports: new Map(), refused: [], seq: 0 })
/** A report nobody has done anything with yet. */
export const newReportState = (): ReportState => ({
  ...{ state: 'R2', openedBy: [], acknowledged: null, answers: [], nextReply: 0 },
})

/**
 * The state after `operations`, taken in order of their sequence, on top of `from`. Changes neither; folding in two goes
 * gives the same as in one.
 */
export function fold(operations: Iterable<DeskOperation>, from: DeskState = emptyDeskState()): DeskState {
  const reports = new Map(from.reports)
  const refused = [...from.refused]
  let seq = from.seq
  for (const operation of [...operations].sort((a, b) => a.seq - b.seq)) {
    const reason = operation.seq <= seq ? 'out-of-order' : applyOperation(reports, operation)
    if (reason !== null) refused.push({ operation, reason })
    seq = Math.max(seq, operation.seq)
  }
  return { reports, refused, seq }
}

function applyOperation(reports: Map<ReportId, ReportState>, operation: DeskOperation): FoldRefusal | null {
  const { payload, device, day } = operation
  if (payload === null) return 'not-opened'
  if (operation.step !== stepOf(payload.kind)) return 'wrong-step'
  const before = reports.get(payload.reportId) ?? newReportState()
  if (payload.kind === 'opened') {
    const known = before.openedBy.some((opening) => opening.device === device)
    const openedBy = known ? before.openedBy : [...before.openedBy, { device, day }]
    reports.set(payload.reportId, { ...before, openedBy })
    return null
  }
  const { text, n } = payload
  if (n.some((number) => number < before.nextReply)) return 'reply-used'
  const answer: DeskAnswer = { text, day, n, by: device }
  // The replies of an acknowledgement that came second were sent all the same: their numbers are gone.
  const nextReply = Math.min((n.at(-1) ?? before.nextReply - 1) + 1, maxReplies)
  const known: ReportState = { ...before, state: 'R4', nextReply }
  if (payload.kind === 'answer') reports.set(payload.reportId, { ...known, answers: [...before.answers, answer] })
  else reports.set(payload.reportId, { ...known, acknowledged: before.acknowledged ?? answer })
  return payload.kind === 'acknowledge' && before.acknowledged !== null ? 'already-acknowledged' : null
}
