// The error of this package, and its codes.

/**
 * Codes that were typed:
 * - `code-length`: neither 27 digits nor 8 words; `position` counts what was found. Ask for the rest.
 * - `unknown-word`: the word at `position` (1…8) is in no list; show which, ask for that one.
 * - `code-range`, `code-checksum`: a digit or word is wrong, which one cannot be known; ask to compare with the paper.
 *
 * Sealing:
 * - `bad-desks`: no desk, too many, one twice, or a key that is none; refuse.
 * - `bad-thread`: a thread secret that is not 32 bytes, or a report that says the opposite about hearing back; refuse.
 * - `too-many-attachments`: more than an envelope holds; take some out. (Sizes and texts too long are `ModelError`s.)
 * - `bad-parent`: a field copy names something that is not an original; refuse.
 * - `seal-check`: what was sealed did not prove itself when read back; nothing was kept, try again, and report it.
 *
 * Opening:
 * - `wrong-length`: not the one length that the header allows; refuse before any work.
 * - `not-for-this-desk`: the header does not name the desk; nothing to open.
 * - `unknown-epoch`: the seed of that epoch is not here; fetch the seeds again.
 * - `slot-does-not-open`: the header names this desk, and yet header, slot or body are not as they were sealed to it:
 *   say so, never hide it.
 * - `body-does-not-open`: all is as it was sealed, and the key in the slot does not fit the body: the sender's doing; the same.
 * - `bad-body`: padding or form is wrong; show nothing of it.
 * - `no-such-part`, `part-digest`: not a part of this report, or its bytes changed on the way; fetch it again.
 * - `part-does-not-open`, `bad-part`: the sender sealed something else than the report says; say so.
 *
 * Answers, operations, keys:
 * - `bad-answer`: a text or receipt that does not fit four replies, no free tag left, or a key of the wrong length.
 * - `bad-payload`: an operation's payload is too long, or does not open; keep the operation, do not apply it.
 * - `bad-keyring`: not a keyring, or not under this code; refuse.
 * - `wrong-seeds`: seeds that open but are not those of the desk's record; refuse, and say that the server lied.
 */
export type EnvelopeErrorCode =
  | 'code-length'
  | 'unknown-word'
  | 'code-range'
  | 'code-checksum'
  | 'bad-desks'
  | 'bad-thread'
  | 'too-many-attachments'
  | 'bad-parent'
  | 'seal-check'
  | 'wrong-length'
  | 'not-for-this-desk'
  | 'unknown-epoch'
  | 'slot-does-not-open'
  | 'body-does-not-open'
  | 'bad-body'
  | 'no-such-part'
  | 'part-digest'
  | 'part-does-not-open'
  | 'bad-part'
  | 'bad-answer'
  | 'bad-payload'
  | 'bad-keyring'
  | 'wrong-seeds'

interface EnvelopeErrorDetail extends ErrorOptions {
  position?: number
}

export class EnvelopeError extends Error {
  readonly code: EnvelopeErrorCode
  /** Which word, counted from 1; for `code-length`, how many digits or words were found; else 0. */
  readonly position: number
  constructor(code: EnvelopeErrorCode, detail: EnvelopeErrorDetail = {}) {
    super(code, detail)
    this.name = 'EnvelopeError'
    this.code = code
    this.position = detail.position ?? 0
  }
}
