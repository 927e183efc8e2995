// Chromium has ML-KEM, X25519 and Ed25519 in WebCrypto: here native code and noble meet.
import { utf8 } from '@isnad/bytes'
import { expect, test } from 'vitest'
import { random } from '../src/random.ts'
import { answerOf, passes } from '../src/scheme.ts'
import { hasNativeEd25519, native } from '../src/sign-native.ts'
import { noble } from '../src/sign-noble.ts'
import { newSigner, verifyBy, verifySignature } from '../src/sign.ts'
import { chooseSuite1, nativeSuite1, suite1Answer } from '../src/suite1.ts'
import { nativeSuite2, suite2Answer } from '../src/suite2.ts'
import { hpkeContract, openEachOther } from './hpke-contract.ts'
import { native1, native2, noble1, noble2, oracle1 } from './schemes.ts'

test('Chromium has ML-KEM and gives the known answer, so it is what runs here', async () => {
  expect(await answerOf(nativeSuite1, 1)).toBe(suite1Answer)
  expect(await passes(nativeSuite1, 1, suite1Answer)).toBe(true)
  expect(await chooseSuite1()).toBe(nativeSuite1)
})

hpkeContract(native1)
openEachOther(native1, noble1)
openEachOther(native1, oracle1)

test('3 Ed25519: native and noble verify each other', async () => {
  expect(await hasNativeEd25519()).toBe(true)
  const seed = random(32)
  const signers = [await native.newSigner(seed), await noble.newSigner(seed), await newSigner(seed)]
  const message = utf8('m')
  for (const signer of signers) {
    expect(signer.publicKey).toEqual(signers[0]?.publicKey)
    const signature = await signer.sign(message)
    for (const by of [native, noble]) await verifyBy(by, signer.publicKey, message, signature)
    await verifySignature(signer.publicKey, message, signature)
  }
})

// Suite 2 needs ChaCha20-Poly1305 as well, which Chromium may or may not have.
if (await passes(nativeSuite2, 2, suite2Answer)) {
  hpkeContract(native2)
  openEachOther(native2, noble2)
}
