// The error of this package, and its codes.

/**
 * - `bad-signature`: a signature does not hold, or its key is not one to trust; refuse what carried it.
 * - `bad-key`: a key or a seed has a wrong length or no valid form; refuse what carried it.
 * - `does-not-open`: sealed bytes were changed, cut, moved, or sealed to another key; show nothing of them.
 * - `wrong-length`: sealed bytes or an argument have not the one length that is right; refuse before any work.
 * - `no-randomness`: the random source failed, came up short or repeats itself; stop, seal nothing, say so.
 * - `no-webcrypto`: the page is not a secure context or the platform is too old; say so, nothing can be sealed here.
 */
export type CryptoErrorCode =
  'bad-signature' | 'bad-key' | 'does-not-open' | 'wrong-length' | 'no-randomness' | 'no-webcrypto'

export class CryptoError extends Error {
  readonly code: CryptoErrorCode
  constructor(code: CryptoErrorCode, options?: ErrorOptions) {
    super(code, options)
    this.name = 'CryptoError'
    this.code = code
  }
}
