// Turning what went wrong below into this package's code, without calling a missing platform a bad envelope.
import { CryptoError } from '@isnad/crypto'
import { EnvelopeError, type EnvelopeErrorCode } from './errors.ts'

/** The result of `work`; what it throws becomes `code`, but for a platform that cannot work at all. */
export async function failingAs<T>(code: EnvelopeErrorCode, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof CryptoError && cause.code === 'no-webcrypto') throw cause
    if (cause instanceof EnvelopeError && cause.code === code) throw cause
    throw new EnvelopeError(code, { cause })
  }
}
