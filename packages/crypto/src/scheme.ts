// What a suite is, and the trial an implementation must pass before it is believed (docs/spec/envelope.md, "Suites").
import { equal, hex, utf8 } from '@isnad/bytes'
import type { CipherSuite } from 'hpke'
import { type Random, random } from './random.ts'

/** 1: X-Wing with AES-256-GCM, for everything but SMS and single QR codes. 2: X25519 with ChaCha20-Poly1305, for those. */
export type Suite = 1 | 2

/** One implementation of one suite. What a seal draws comes from `random`, where the platform lets it. */
export type Scheme = (random: Random) => CipherSuite

/** Bytes of a public key, and of the encapsulation in front of a ciphertext. */
export const suiteLengths: Readonly<Record<Suite, { readonly publicKey: number; readonly enc: number }>> = {
  1: { publicKey: 1216, enc: 1120 },
  2: { publicKey: 32, enc: 32 },
}

/** Whether a scheme works here and is the one we mean: it gives the known answer and opens what it sealed. */
export async function passes(scheme: Scheme, suite: Suite, expected: string): Promise<boolean> {
  try {
    return (await answerOf(scheme, suite)) === expected && (await opensItsOwn(scheme))
  } catch {
    return false
  }
}

/**
 * A secret exported from an encapsulation that is made up. ML-KEM gives a wrong ciphertext a secret that depends on it
 * and the seed alone (FIPS 203 §6.3), X25519 takes any point: so the answer is fixed without a vector of 1,120 bytes.
 */
export async function answerOf(scheme: Scheme, suite: Suite): Promise<string> {
  const cipher = scheme(random)
  // Extractable, since platforms without `getPublicKey` derive the public half by exporting.
  const key = await cipher.DeserializePrivateKey(new Uint8Array(32).fill(0x49), true)
  const enc = new Uint8Array(suiteLengths[suite].enc).fill(9)
  return hex(await cipher.ReceiveExport(key, enc, utf8('isnad/v1/known-answer'), 32))
}

async function opensItsOwn(scheme: Scheme): Promise<boolean> {
  const cipher = scheme(random)
  const pair = await cipher.GenerateKeyPair()
  const probe = utf8('isnad')
  const { encapsulatedSecret, ciphertext } = await cipher.Seal(pair.publicKey, probe)
  return equal(await cipher.Open(pair, encapsulatedSecret, ciphertext), probe)
}
