// Test 17 by force: WebCrypto is made to fail, or to lie, at each of its calls in turn, and nothing may come out.
import type { Bytes } from '@isnad/bytes'
import { random } from '@isnad/crypto'
import { expect, test } from 'vitest'
import { EnvelopeError } from '../src/errors.ts'
import { openEnvelope } from '../src/open.ts'
import { seal, type SealedReport } from '../src/seal.ts'
import { openBy, plainReport, testDesk } from './given.ts'

const desk = await testDesk(1)
const sealing = {
  report: plainReport,
  attachments: [{ bytes: new Uint8Array(1000).fill(7), type: 'image/png', role: 'original' }],
  desks: [desk],
  threadSecret: null,
  random,
} as const

// The first seal of a process also tries what WebCrypto can do; the calls counted below are those of a seal alone.
await seal(sealing)

type Method = 'digest' | 'encrypt' | 'decrypt' | 'importKey' | 'deriveBits' | 'sign'
const methods: readonly Method[] = ['digest', 'encrypt', 'decrypt', 'importKey', 'deriveBits', 'sign']

/** Runs one seal with call number `at` of `method` changed by `how`, and gives what came of it and how many calls there were. */
async function sealWith(method: Method, at: number, how: (result: unknown) => unknown) {
  const platform = Object.getPrototypeOf(crypto.subtle) as Record<Method, (...args: unknown[]) => Promise<unknown>>
  const real = platform[method]
  let calls = 0
  platform[method] = async function (...args) {
    const mine = calls++
    const result = await real.apply(this, args)
    return mine === at ? how(result) : result
  }
  try {
    return { outcome: await seal(sealing).catch((error: unknown) => error), calls }
  } finally {
    platform[method] = real
  }
}

const fail = (): never => {
  throw new DOMException('no', 'OperationError')
}
const flipped = (result: unknown): unknown => {
  const bytes = new Uint8Array(result as ArrayBuffer)
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
  return bytes.buffer
}
const shortened = (result: unknown): unknown => (result as ArrayBuffer).slice(1)

test(
  '17 WebCrypto failing at any one of its calls leaves nothing, or noble does the work',
  { timeout: 120_000 },
  async () => {
    let [stopped, madeGood] = [0, 0]
    for (const method of methods) {
      const { calls, outcome } = await sealWith(method, -1, fail)
      expect(outcome).toHaveProperty('envelope')
      for (let at = 0; at < calls; at++) {
        const { outcome: result } = await sealWith(method, at, fail)
        if (result instanceof Error) stopped++
        else {
          madeGood++
          expect((await openEnvelope((result as SealedReport).envelope, openBy(desk))).report.text).toBe(
            plainReport.text,
          )
        }
      }
    }
    expect(stopped).toBeGreaterThan(25)
    // The reply key's X25519, which has a fallback.
    expect(madeGood).toBe(1)
  },
)

test('17 a ciphertext that came out wrong is found by reading it back', async () => {
  const { calls } = await sealWith('encrypt', -1, fail)
  // One blob, one body, one slot; the slot is the one that cannot be read back here.
  expect(calls).toBe(3)
  for (const how of [flipped, shortened]) {
    for (const at of [0, 1]) {
      expect((await sealWith('encrypt', at, how)).outcome).toEqual(new EnvelopeError('seal-check'))
    }
  }
  expect((await sealWith('encrypt', 2, shortened)).outcome).toEqual(new EnvelopeError('wrong-length'))
})

test('17 a plaintext that came back otherwise is found', async () => {
  const { calls } = await sealWith('decrypt', -1, fail)
  expect(calls).toBe(2)
  for (const how of [flipped, shortened]) {
    for (const at of [0, 1]) {
      expect((await sealWith('decrypt', at, how)).outcome).toEqual(new EnvelopeError('seal-check'))
    }
  }
})

test('17 a digest of header or part that came out wrong is found', async () => {
  const { calls } = await sealWith('digest', -1, fail)
  // SHA-256 and SHA-512 of the attachment, of the part, of the header, of the body, of header and body again.
  expect(calls).toBe(7)
  expect((await sealWith('digest', 3, flipped)).outcome).toEqual(new EnvelopeError('seal-check'))
  expect((await sealWith('digest', 4, flipped)).outcome).toEqual(new EnvelopeError('seal-check'))
  expect((await sealWith('digest', 5, flipped)).outcome).toEqual(new EnvelopeError('seal-check'))
})

test('the plaintext given is not changed by sealing', async () => {
  const bytes: Bytes = new Uint8Array(1000).fill(7)
  await seal({ ...sealing, attachments: [{ ...sealing.attachments[0], bytes }] })
  expect(bytes.every((byte) => byte === 7)).toBe(true)
})
