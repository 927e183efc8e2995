// The error of this package, and its codes.

/**
 * - `bad-record`: a record against its form, or one that what stands before it does not allow; `field` says where.
 * - `bad-signature`: a record, head or operation whose signature does not hold; refuse all that came with it.
 * - `too-few-signers`: a record signed by fewer roots than the threshold; the same.
 * - `unknown-signer`: a record signed by a key that is no root at that place; the same.
 * - `wrong-root`: the programme's roots are not those pinned; say so, seal nothing.
 * - `hidden-record`: a digest stands where a record must be shown; the server withholds it, say so, seal nothing.
 * - `bad-head`: a head that does not fit the records it came with; the same.
 * - `no-service`: there is no service record yet, so no head can be checked; the programme is not ready.
 * - `rollback`: fewer records, or an older head, than were seen before; keep the directory you have, say so.
 * - `fork`: other records than were seen before; the same, and this is proof of two faces.
 * - `unknown-desk`, `unknown-epoch`, `unknown-device`: not in the directory; fetch the newest, else refuse.
 * - `desk-ended`: the desk takes nothing any more; offer another.
 * - `bad-operation`: an operation against its form, or of another device or desk; refuse it.
 */
export type DirectoryErrorCode =
  | 'bad-record'
  | 'bad-signature'
  | 'too-few-signers'
  | 'unknown-signer'
  | 'wrong-root'
  | 'hidden-record'
  | 'bad-head'
  | 'no-service'
  | 'rollback'
  | 'fork'
  | 'unknown-desk'
  | 'unknown-epoch'
  | 'unknown-device'
  | 'desk-ended'
  | 'bad-operation'

interface DirectoryErrorDetail extends ErrorOptions {
  /** Number of the record, from 0. */
  at?: number
  field?: string
}

export class DirectoryError extends Error {
  readonly code: DirectoryErrorCode
  /** Number of the record refused, or null. */
  readonly at: number | null
  /** The path of the field refused, or empty. */
  readonly field: string
  constructor(code: DirectoryErrorCode, detail: DirectoryErrorDetail = {}) {
    const where = [
      detail.at === undefined ? '' : ` at ${detail.at}`,
      detail.field === undefined ? '' : `: ${detail.field}`,
    ]
    super(`${code}${where.join('')}`, detail)
    this.name = 'DirectoryError'
    this.code = code
    this.at = detail.at ?? null
    this.field = detail.field ?? ''
  }
}
