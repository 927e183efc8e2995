// Every way a call can be refused: one table for the server, the client and docs/spec/api.md.
import type { Bytes } from '@isnad/bytes'

/**
 * What a server answers in `{"error": code}`, each with its status.
 * - `bad-request`: parameters, headers or body are not in the form of the contract; a fault of the program, do not repeat.
 * - `bad-envelope`: unknown version, suite or flag, or a length that does not fit; seal again from the draft.
 * - `bad-part`: the whole part does not have the digest the header names; start the part again from offset 0.
 * - `bad-operation`: the operation is not one of this device and desk; do not repeat.
 * - `unknown-letterbox`: desk and epoch of a slot are not published; fetch the directory and seal again.
 * - `not-signed`: no signature of a device in the directory; unlock again.
 * - `stale-challenge`: the challenge has passed; fetch another and sign again.
 * - `not-found`: nothing there for whoever asks; the same whatever the reason.
 * - `no-such-keyring`: the code is mistaken, or not of this programme.
 * - `no-such-part`: no envelope held here names this part; send the envelope first.
 * - `other-bytes`: the id is taken by other bytes; nothing was changed.
 * - `wrong-offset`: the piece does not begin where the last ended; go on from `have`.
 * - `stale-previous`: the operation does not name its device's newest; sign anew on top of `newest`.
 * - `tag-held`: a reply's tag is taken; take the next.
 * - `too-large`: more bytes than the contract allows.
 * - `later`: the desk's quota of the day, or the space kept for smaller ones, is used up; keep it, send it another day.
 * - `busy`: too much at once; the same again in a moment.
 * - `database-away`: the server's database is not there; the same again in a moment.
 * - `no-room`: the server's disk is full or does not take writes; the same again later.
 * - `internal`: a fault of the server; the same again later.
 */
export const errorStatus = {
  'bad-request': 400,
  'bad-envelope': 400,
  'bad-part': 400,
  'bad-operation': 400,
  'unknown-letterbox': 422,
  'not-signed': 401,
  'stale-challenge': 401,
  'not-found': 404,
  'no-such-keyring': 404,
  'no-such-part': 404,
  'other-bytes': 409,
  'wrong-offset': 409,
  'stale-previous': 409,
  'tag-held': 409,
  'too-large': 413,
  later: 503,
  busy: 503,
  'database-away': 503,
  'no-room': 507,
  internal: 500,
} as const

export type ErrorCode = keyof typeof errorStatus

/** Whether the very same call may succeed later without anything being changed by the caller. */
export function passes(code: WireErrorCode): boolean {
  return code === 'no-answer' || (code in errorStatus && errorStatus[code as ErrorCode] >= 500)
}

/**
 * A refused call: a code of the table, or
 * - `no-answer`: no network, no server, or the connection broke; nothing is known, repeat.
 * - `bad-answer`: the answer is not in the form of the contract; do not trust it, repeat later.
 */
export type WireErrorCode = ErrorCode | 'no-answer' | 'bad-answer'

/** What some refusals carry: `have` with `wrong-offset`, `newest` (32 bytes) with `stale-previous`. */
export interface ErrorDetails {
  readonly have?: number
  readonly newest?: Bytes
}

export class WireError extends Error {
  readonly code: WireErrorCode
  readonly details: ErrorDetails
  constructor(code: WireErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(code, options)
    this.name = 'WireError'
    this.code = code
    this.details = details
  }
}
