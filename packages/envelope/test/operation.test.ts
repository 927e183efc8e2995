import { hex, label } from '@isnad/bytes'
import { random } from '@isnad/crypto'
import { kemPublicKey } from '@isnad/crypto/seal'
import type { OperationPayload } from '@isnad/model'
import { createHmac, hkdfSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { EnvelopeError } from '../src/errors.ts'
import { itemRef, openOperationPayload, sealOperationPayload } from '../src/operation.ts'
import { flip } from './flip.ts'
import { desk, report } from './given.ts'

const badPayload = new EnvelopeError('bad-payload')
const address = { deskId: desk(1), epoch: 2 }
const answer = (text: string): OperationPayload => ({ kind: 'answer', reportId: report(5), text, n: [0] })

async function given(payload: OperationPayload) {
  const seed = random(32)
  const sealed = await sealOperationPayload(payload, { ...address, publicKey: await kemPublicKey(1, seed), random })
  return { seed, sealed }
}

test('5 8 a changed payload does not open, nor for another desk, epoch or key', async () => {
  const { seed, sealed } = await given(answer('شكراً'))
  for (let bit = 0; bit < sealed.length * 8; bit += 61) {
    await expect(openOperationPayload(flip(sealed, bit), { ...address, seed })).rejects.toEqual(badPayload)
  }
  await expect(openOperationPayload(sealed.slice(1), { ...address, seed })).rejects.toEqual(badPayload)
  await expect(openOperationPayload(sealed, { ...address, epoch: 3, seed })).rejects.toEqual(badPayload)
  await expect(openOperationPayload(sealed, { ...address, deskId: desk(9), seed })).rejects.toEqual(badPayload)
  await expect(openOperationPayload(sealed, { ...address, seed: random(32) })).rejects.toEqual(badPayload)
})

test('15 the sealed length tells a bucket and nothing else', async () => {
  const lengths = async (texts: string[]) =>
    Promise.all(texts.map(async (text) => (await given(answer(text))).sealed.length))
  expect(new Set(await lengths(['x', 'y'.repeat(200), 'ش'.repeat(100)]))).toEqual(new Set([256 + 1136]))
  expect(new Set(await lengths(['x'.repeat(300), 'ش'.repeat(480)]))).toEqual(new Set([1024 + 1136]))
  const opened = await given({ kind: 'opened', reportId: report(5) })
  expect(opened.sealed.length).toBe(256 + 1136)
})

test('what is sealed opens for the desk', async () => {
  for (const payload of [answer('نعم'), { kind: 'opened', reportId: report(6) } as const, answer('x'.repeat(4000))]) {
    const { seed, sealed } = await given(payload)
    expect(await openOperationPayload(sealed, { ...address, seed })).toEqual(payload)
  }
})

test('an item is named by HMAC under a key of the epoch, 16 bytes', async () => {
  const seed = random(32)
  const key = Buffer.from(hkdfSync('sha256', seed, '', label('isnad/v1/item'), 32))
  const expected = createHmac('sha256', key).update(new Uint8Array(16).fill(5)).digest('hex').slice(0, 32)
  expect(hex(await itemRef(seed, report(5)))).toBe(expected)
  expect(hex(await itemRef(seed, report(6)))).not.toBe(expected)
})
