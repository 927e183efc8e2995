// The implementations under test. `hpke-noble` is a second composition over another release of noble.
import {
  KEM_DHKEM_X25519_HKDF_SHA256,
  KEM_MLKEM768_X25519,
  AEAD_ChaCha20Poly1305,
  AEAD_AES_256_GCM,
  KDF_HKDF_SHA256,
} from '@panva/hpke-noble'
import { CipherSuite } from 'hpke'
import { nativeSuite1, nobleSuite1 } from '../src/suite1.ts'
import { nativeSuite2, nobleSuite2 } from '../src/suite2.ts'
import type { Subject } from './hpke-contract.ts'

export const noble1: Subject = { name: 'noble', suite: 1, scheme: nobleSuite1, stride: 29, draws: true }
export const noble2: Subject = { name: 'noble', suite: 2, scheme: nobleSuite2, stride: 1, draws: true }
export const native1: Subject = {
  name: 'WebCrypto',
  suite: 1,
  scheme: async () => nativeSuite1,
  stride: 1,
  draws: false,
}
export const native2: Subject = {
  name: 'WebCrypto',
  suite: 2,
  scheme: async () => nativeSuite2,
  stride: 1,
  draws: true,
}

/** Nothing of it is WebCrypto's: KEM, KDF and AEAD are all JavaScript. */
export const oracle1: Subject = {
  name: 'hpke-noble',
  suite: 1,
  scheme: async () => () => new CipherSuite(KEM_MLKEM768_X25519, KDF_HKDF_SHA256, AEAD_AES_256_GCM),
  stride: 29,
  draws: false,
}
export const oracle2: Subject = {
  name: 'hpke-noble',
  suite: 2,
  scheme: async () => () => new CipherSuite(KEM_DHKEM_X25519_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_ChaCha20Poly1305),
  stride: 1,
  draws: false,
}
