// The error of this package, and its codes.

/**
 * - `bad-receipt`: bytes that are no receipt of this log key; show nothing of it.
 * - `bad-leaf`: a nonce, kind or digest of a wrong length or number; a mistake of the caller.
 * - `bad-checkpoint`: a note that is no checkpoint, or not signed by the log named; refuse it and keep the last one.
 * - `bad-proof`: a proof that does not lead to the root it should; the log contradicts itself, say so.
 * - `rollback`: a checkpoint smaller than one seen before; keep the one you have, say so.
 * - `bad-tile`: a tile of a wrong length or hash; ask again, then say that the log contradicts itself.
 * - `out-of-range`: a size or index that the tree does not have; a mistake of the caller.
 */
export type TlogErrorCode =
  'bad-receipt' | 'bad-leaf' | 'bad-checkpoint' | 'bad-proof' | 'rollback' | 'bad-tile' | 'out-of-range'

export class TlogError extends Error {
  readonly code: TlogErrorCode
  constructor(code: TlogErrorCode, options?: ErrorOptions) {
    super(code, options)
    this.name = 'TlogError'
    this.code = code
  }
}
