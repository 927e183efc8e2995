// Suite 1: X-Wing with AES-256-GCM, natively where WebCrypto has ML-KEM, else by noble.
import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_MLKEM768_X25519 } from 'hpke'
import { passes, type Scheme } from './scheme.ts'

/** WebCrypto encapsulates ML-KEM with randomness of its own; there is no way to hand it ours. */
export const nativeSuite1: Scheme = () => new CipherSuite(KEM_MLKEM768_X25519, KDF_HKDF_SHA256, AEAD_AES_256_GCM)

export async function nobleSuite1(): Promise<Scheme> {
  const { xwing } = await import('./xwing-noble.ts')
  return (random) => new CipherSuite(() => xwing(random), KDF_HKDF_SHA256, AEAD_AES_256_GCM)
}

/** What `answerOf` gives; noble, a second implementation over it, and Chromium agree on it in the tests. */
export const suite1Answer = '6052f9b8af0df854326e566e43a9f41ddec18e51c06c5ae6a1c85dc104b3859b'

export async function chooseSuite1(): Promise<Scheme> {
  return (await passes(nativeSuite1, 1, suite1Answer)) ? nativeSuite1 : nobleSuite1()
}
