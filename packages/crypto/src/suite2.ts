// Suite 2: X25519 with ChaCha20-Poly1305, for SMS and single QR codes. Not safe against a future quantum computer.
import {
  AEAD_ChaCha20Poly1305,
  CipherSuite,
  KDF_HKDF_SHA256,
  KEM_DHKEM_X25519_HKDF_SHA256,
  type KEM,
  type Key,
} from 'hpke'
import type { Random } from './random.ts'
import { passes, type Scheme } from './scheme.ts'

export const nativeSuite2: Scheme = (random) =>
  new CipherSuite(() => drawing(KEM_DHKEM_X25519_HKDF_SHA256(), random), KDF_HKDF_SHA256, AEAD_ChaCha20Poly1305)

export async function nobleSuite2(): Promise<Scheme> {
  const { chacha20Poly1305, dhkem } = await import('./suite2-noble.ts')
  return (random) => new CipherSuite(() => dhkem(random), KDF_HKDF_SHA256, chacha20Poly1305)
}

/** What `answerOf` gives; two implementations agree on it in the tests. */
export const suite2Answer = '2f82b34171c0c90b83b3977a2c19b8613c3bad6bf8aa2c2479926f6919c4ccb6'

export async function chooseSuite2(): Promise<Scheme> {
  return (await passes(nativeSuite2, 2, suite2Answer)) ? nativeSuite2 : nobleSuite2()
}

/** The same KEM, its ephemeral key derived (RFC 9180 §4, DeriveKeyPair) from 32 bytes of the source it is given. */
function drawing<K extends Key>(kem: Readonly<KEM<K>>, random: Random): KEM<K> {
  return { ...kem, GenerateKeyPair: (extractable) => kem.DeriveKeyPair(random(32), extractable) }
}
