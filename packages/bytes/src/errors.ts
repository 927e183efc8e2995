// The error of this package, and its codes.

/**
 * - `bad-utf8`: bytes are not valid UTF-8; refuse what carried them.
 * - `bad-hex`, `bad-base64url`, `bad-id`: text is not in the named form, or has another length; ask for it again.
 * - `bad-cbor`: bytes are not deterministic CBOR of the subset in use; refuse what carried them.
 * - `too-short`: a fixed-length field reaches past the end; refuse what carried it.
 */
export type BytesErrorCode = 'bad-utf8' | 'bad-hex' | 'bad-base64url' | 'bad-id' | 'bad-cbor' | 'too-short'

export class BytesError extends Error {
  readonly code: BytesErrorCode
  constructor(code: BytesErrorCode, options?: ErrorOptions) {
    super(code, options)
    this.name = 'BytesError'
    this.code = code
  }
}
