// The error of this package, and its codes.

/**
 * - `offline`: no answer came over the network; nothing is lost, try again.
 * - `timeout`: the time given was used up before everything was held; the caller still has the sealed report.
 * - `later`: the server is full or over its quota for now; keep and try again.
 * - `refused`: the server will never take these bytes; set them aside and say so.
 * - `bad-receipt`: a receipt does not verify or covers other bytes; nothing counts as held, say that the log disagrees.
 * - `bad-directory`: the list of desks does not verify; nothing is sealed to it.
 * - `no-such-desk`: the chosen desk is not, or no longer, in the directory.
 * - `empty-file`, `too-large`: an attachment of 0 bytes, or over 64 MiB; leave it out or choose another.
 * - `not-a-jpeg`: bytes are not a whole JPEG; the original may still be sealed.
 */
export type OutboxErrorCode =
  | 'offline'
  | 'timeout'
  | 'later'
  | 'refused'
  | 'bad-receipt'
  | 'bad-directory'
  | 'no-such-desk'
  | 'empty-file'
  | 'too-large'
  | 'not-a-jpeg'

export class OutboxError extends Error {
  readonly code: OutboxErrorCode
  constructor(code: OutboxErrorCode, options?: ErrorOptions) {
    super(code, options)
    this.name = 'OutboxError'
    this.code = code
  }
}
