// The error of this package, and its codes. A mistyped code comes as an `EnvelopeError` with its position.

/**
 * - `offline`: no answer came over the network; nothing was lost, what was to be posted is kept and goes first next time.
 * - `server-away`: the server cannot take it just now; the same again in a moment.
 * - `wrong-code`: no keyring under this code in this programme; compare with the paper.
 * - `removed`: the directory no longer lists this device; ask the coordinator.
 * - `bad-directory`: the directory does not verify, or went back; nothing is shown or sent.
 * - `bad-operations`: an operation of the desk is missing, out of order, or not one of its devices’; the server withholds
 *   or alters, nothing of what it shows of the desk’s work is believed, and nothing is posted on top.
 * - `bad-receipt`: the server’s receipt does not hold for this report; it is not repeated to the sender. Say so.
 * - `refused`: the server will not take it; set it aside and say so.
 * - `unknown-report`: no such report on this desk.
 * - `not-opened`: the report cannot be opened on this device; `cause` says why.
 * - `fingerprint-differs`: the bytes of a part are not what the sender sealed; nothing of it is shown.
 * - `not-held`: the part has not arrived yet.
 * - `nobody-listens`: the sender did not want to hear back, so there is no one to answer.
 * - `thread-full`: all replies of this thread are used; ask the sender, outside, for a new code.
 * - `locked`: the keys have left memory; unlock again.
 */
export type VaultErrorCode =
  | 'offline'
  | 'server-away'
  | 'wrong-code'
  | 'removed'
  | 'bad-directory'
  | 'bad-operations'
  | 'bad-receipt'
  | 'refused'
  | 'unknown-report'
  | 'not-opened'
  | 'fingerprint-differs'
  | 'not-held'
  | 'nobody-listens'
  | 'thread-full'
  | 'locked'

export class VaultError extends Error {
  readonly code: VaultErrorCode
  constructor(code: VaultErrorCode, options?: ErrorOptions) {
    super(code, options)
    this.name = 'VaultError'
    this.code = code
  }
}
