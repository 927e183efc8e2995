// The error of this package, and its codes.

/**
 * - `bad-report-id`, `bad-desk-id`, `bad-member-id`, `bad-device-id`: text or bytes are not such an id; ask for it again.
 * - `bad-day`: not a day between 1970-01-01 and 2149-06-06; ask for it again.
 * - `unknown-version`, `unknown-suite`, `unknown-flag`: a header this code does not know; refuse it, never guess.
 * - `bad-header`: a header with a wrong count, length, bucket or a name said twice; refuse what carried it.
 * - `bad-report`: a report against its form; `field` says where, never what stood there. Refuse it, or mend that field.
 * - `too-long`: a text, or all of it, does not fit; `field` says which, `excess` by how many bytes. Shorten and try again.
 * - `too-large`: a file over 64 MiB; send a smaller one.
 * - `bad-operation`: a desk operation's payload against its form; keep the operation, do not apply it.
 */
export type ModelErrorCode =
  | 'bad-report-id'
  | 'bad-desk-id'
  | 'bad-member-id'
  | 'bad-device-id'
  | 'bad-day'
  | 'unknown-version'
  | 'unknown-suite'
  | 'unknown-flag'
  | 'bad-header'
  | 'bad-report'
  | 'too-long'
  | 'too-large'
  | 'bad-operation'

interface ModelErrorDetail extends ErrorOptions {
  field?: string
  excess?: number
}

export class ModelError extends Error {
  readonly code: ModelErrorCode
  /** The path of the field refused, such as `place.precisionM`; empty where the whole is meant. */
  readonly field: string
  /** For `too-long`: how many bytes too many; else 0. */
  readonly excess: number
  constructor(code: ModelErrorCode, detail: ModelErrorDetail = {}) {
    super(detail.field === undefined ? code : `${code}: ${detail.field}`, detail)
    this.name = 'ModelError'
    this.code = code
    this.field = detail.field ?? ''
    this.excess = detail.excess ?? 0
  }
}
