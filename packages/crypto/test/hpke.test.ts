import { hex, parseHex, utf8 } from '@isnad/bytes'
import { AEAD_ChaCha20Poly1305, CipherSuite, KDF_HKDF_SHA256 } from 'hpke'
import * as oracle from '@panva/hpke-noble'
import { expect, test } from 'vitest'
import { hpkeOpen, hpkeSeal, kemPublicKey } from '../src/hpke.ts'
import { nativeX25519PublicKey } from '../src/public-keys.ts'
import { random } from '../src/random.ts'
import { answerOf, passes } from '../src/scheme.ts'
import { nativeSuite1, suite1Answer } from '../src/suite1.ts'
import { suite2Answer } from '../src/suite2.ts'
import { nobleX25519PublicKey } from '../src/x25519-noble.ts'
import { xwing } from '../src/xwing-noble.ts'
import { hpkeContract, openEachOther } from './hpke-contract.ts'
import { publicList } from './public-vectors.ts'
import { native1, noble1, noble2, oracle1, oracle2 } from './schemes.ts'

hpkeContract(noble1)
hpkeContract(noble2)
openEachOther(noble1, oracle1)
openEachOther(noble2, oracle2)

test('the known answers are those of two implementations, and a scheme with another answer is not used', async () => {
  for (const subject of [noble1, oracle1]) expect(await answerOf(await subject.scheme(), 1)).toBe(suite1Answer)
  for (const subject of [noble2, oracle2]) expect(await answerOf(await subject.scheme(), 2)).toBe(suite2Answer)
  expect(await passes(await oracle1.scheme(), 1, suite1Answer)).toBe(true)
  expect(await passes(await oracle1.scheme(), 1, suite2Answer)).toBe(false)
  const wrong = () => new CipherSuite(oracle.KEM_MLKEM768_X25519, KDF_HKDF_SHA256, AEAD_ChaCha20Poly1305)
  expect(await passes(wrong, 1, suite1Answer)).toBe(false)
})

test('whatever this platform has, the scheme it chooses seals and opens', async () => {
  const seed = random(32)
  const publicKey = await kemPublicKey(1, seed)
  const what = { suite: 1, info: utf8('i'), aad: utf8('a') } as const
  const sealed = await hpkeSeal({ ...what, publicKey, plaintext: utf8('p'), random })
  expect(await hpkeOpen({ ...what, seed, sealed })).toEqual(utf8('p'))
})

// Node has ML-KEM in WebCrypto from version 24 on.
if (await passes(nativeSuite1, 1, suite1Answer)) {
  hpkeContract(native1)
  openEachOther(native1, noble1)
}

test('public keys of suite 2 are the same by WebCrypto and by noble', async () => {
  for (const seed of [new Uint8Array(32), new Uint8Array(32).fill(255), random(32)]) {
    expect(await nativeX25519PublicKey(seed)).toEqual(nobleX25519PublicKey(seed))
    expect(await kemPublicKey(2, seed)).toEqual(nobleX25519PublicKey(seed))
  }
})

test('12 no encapsulation comes twice', { timeout: 120_000 }, async () => {
  const publicKey = await kemPublicKey(2, random(32))
  const seen = new Set<string>()
  for (let i = 0; i < 1000; i++) {
    const sealed = await hpkeSeal({ suite: 2, publicKey, info: utf8(''), aad: utf8(''), plaintext: utf8('p'), random })
    seen.add(hex(sealed.slice(0, 32)))
  }
  expect(seen.size).toBe(1000)
})

interface PublicHpke {
  readonly mode: number
  readonly kem_id: number
  readonly kdf_id: number
  readonly aead_id: number
  readonly info: string
  readonly ikmE: string
  readonly skRm: string
  readonly pkRm: string
  readonly enc: string
  readonly shared_secret: string
  readonly encryptions: readonly {
    readonly aad: string
    readonly ct: string
    readonly nonce: string
    readonly pt: string
  }[]
  readonly exports: readonly {
    readonly exporter_context: string
    readonly L: number
    readonly exported_value: string
  }[]
}

publicList<PublicHpke>('2 HPKE-PQ: the two of 0x647a, with the AEAD of the draft', 'hpke-pq.json', 13, async (all) => {
  const ours = all.filter((one) => one.kem_id === 0x647a)
  expect(ours.map(({ mode, kdf_id, aead_id }) => [mode, kdf_id, aead_id])).toEqual([
    [0, 1, 3],
    [0, 17, 3],
  ])
  for (const one of ours) await checkKem(one)
  for (const one of ours.filter(({ kdf_id }) => kdf_id === 1)) await checkContext(one)
})

async function checkKem(one: PublicHpke): Promise<void> {
  const kem = xwing(() => parseHex(one.ikmE))
  const privateKey = await kem.DeserializePrivateKey(parseHex(one.skRm), true)
  expect(hex(privateKey.publicKey)).toBe(one.pkRm)
  expect(hex(await kemPublicKey(1, parseHex(one.skRm)))).toBe(one.pkRm)
  const { enc, shared_secret } = await kem.Encap(await kem.DeserializePublicKey(parseHex(one.pkRm)))
  expect(hex(enc)).toBe(one.enc)
  expect(hex(shared_secret)).toBe(one.shared_secret)
  expect(hex(await kem.Decap(parseHex(one.enc), privateKey, undefined))).toBe(one.shared_secret)
}

async function checkContext(one: PublicHpke): Promise<void> {
  const suite = new CipherSuite(() => xwing(random), KDF_HKDF_SHA256, oracle.AEAD_ChaCha20Poly1305)
  const key = await suite.DeserializePrivateKey(parseHex(one.skRm))
  const context = await suite.SetupRecipient(key, parseHex(one.enc), { info: parseHex(one.info) })
  expect(one.encryptions.length).toBeGreaterThan(0)
  for (const { aad, ct, pt } of one.encryptions) expect(hex(await context.Open(parseHex(ct), parseHex(aad)))).toBe(pt)
  expect(one.exports.length).toBeGreaterThan(0)
  for (const { exporter_context, L, exported_value } of one.exports) {
    expect(hex(await context.Export(parseHex(exporter_context), L))).toBe(exported_value)
  }
}
