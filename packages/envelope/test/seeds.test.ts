import { newSigner, random, CryptoError } from '@isnad/crypto'
import { kemPublicKey } from '@isnad/crypto/seal'
import { expect, test } from 'vitest'
import { EnvelopeError } from '../src/errors.ts'
import { openSeeds, type Seeds, wrapLength, wrapSeeds } from '../src/seeds.ts'
import { flip } from './flip.ts'
import { desk, device } from './given.ts'

const doesNotOpen = new CryptoError('does-not-open')
const wrongSeeds = new EnvelopeError('wrong-seeds')
const address = { programmeId: random(32), deskId: desk(1), epoch: 3, deviceId: device(2) }

async function given() {
  const seeds: Seeds = { kem: random(32), sms: random(32), answer: random(32) }
  const deviceSeed = random(32)
  const record = {
    deskId: address.deskId,
    number: address.epoch,
    suite1: await kemPublicKey(1, seeds.kem),
    suite2: await kemPublicKey(2, seeds.sms),
    answer: (await newSigner(seeds.answer)).publicKey,
  }
  const devicePublicKey = await kemPublicKey(1, deviceSeed)
  const wrap = await wrapSeeds(seeds, { ...address, devicePublicKey, random })
  return { seeds, record, wrap, by: { ...address, deviceSeed, record }, devicePublicKey }
}

test('5 8 a changed wrap does not open, nor for another device, epoch, desk or programme', async () => {
  const { wrap, by, record } = await given()
  for (let bit = 0; bit < wrap.length * 8; bit += 61)
    await expect(openSeeds(flip(wrap, bit), by)).rejects.toEqual(doesNotOpen)
  await expect(openSeeds(wrap.slice(1), by)).rejects.toEqual(doesNotOpen)
  await expect(openSeeds(wrap, { ...by, deviceSeed: random(32) })).rejects.toEqual(doesNotOpen)
  await expect(openSeeds(wrap, { ...by, deviceId: device(9) })).rejects.toEqual(doesNotOpen)
  await expect(openSeeds(wrap, { ...by, programmeId: random(32) })).rejects.toEqual(doesNotOpen)
  await expect(openSeeds(wrap, { ...by, epoch: 4, record: { ...record, number: 4 } })).rejects.toEqual(doesNotOpen)
  await expect(openSeeds(wrap, { ...by, deskId: desk(9), record: { ...record, deskId: desk(9) } })).rejects.toEqual(
    doesNotOpen,
  )
})

test('seeds that the server made up, wrapped properly, are refused by the record', async () => {
  const { by, seeds, devicePublicKey } = await given()
  for (const part of ['kem', 'sms', 'answer'] as const) {
    const forged = await wrapSeeds({ ...seeds, [part]: random(32) }, { ...address, devicePublicKey, random })
    await expect(openSeeds(forged, by), part).rejects.toEqual(wrongSeeds)
  }
  const { wrap, record } = await given()
  await expect(openSeeds(wrap, { ...by, record: { ...record, number: 9 } })).rejects.toEqual(wrongSeeds)
  await expect(wrapSeeds({ ...seeds, sms: random(31) }, { ...address, devicePublicKey, random })).rejects.toEqual(
    wrongSeeds,
  )
})

test('a wrap opens for its device, in its one length', async () => {
  const { wrap, by, seeds } = await given()
  expect(wrap.length).toBe(wrapLength)
  expect(wrapLength).toBe(1232)
  expect(await openSeeds(wrap, by)).toEqual(seeds)
})
