// The platform's WebCrypto, or the one error that says it is not there.
import { CryptoError } from './errors.ts'

/** @throws {CryptoError} `no-webcrypto` outside a secure context */
export function subtle(): SubtleCrypto {
  const found: SubtleCrypto | undefined = globalThis.crypto?.subtle
  if (found === undefined) throw new CryptoError('no-webcrypto')
  return found
}
