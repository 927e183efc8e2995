import { CryptoError, random } from '@isnad/crypto'
import { hpkeSeal } from '@isnad/crypto/seal'
import { concat, label, u32 } from '@isnad/bytes'
import { shortIdBytes } from '@isnad/model'
import { expect, test } from 'vitest'
import { EnvelopeError } from '../src/errors.ts'
import { openSlot, sealSlot } from '../src/slot.ts'
import { desk, testDesk } from './given.ts'

test('8 a slot opens beside its own header, desk, epoch and body alone', async () => {
  const to = await testDesk(1, 5)
  const place = { H: random(32), desk: { deskId: to.deskId, epoch: 5 }, bodyDigest: random(32) }
  const slot = { contentKey: random(32), replyKey: random(32), shard: 40_000 }
  const sealed = await sealSlot(slot, { ...place, publicKey: to.publicKey, random })
  for (const other of [
    { H: random(32) },
    { bodyDigest: random(32) },
    { desk: { deskId: desk(2), epoch: 5 } },
    { desk: { deskId: to.deskId, epoch: 6 } },
  ]) {
    await expect(openSlot(sealed, { ...place, ...other, seed: to.seed })).rejects.toEqual(
      new CryptoError('does-not-open'),
    )
  }
  expect(sealed.length).toBe(1202)
  expect(await openSlot(sealed, { ...place, seed: to.seed })).toEqual(slot)
})

test('a slot that opens to another form is refused', async () => {
  const { deskId, epoch, publicKey, seed } = await testDesk(1)
  const [H, bodyDigest] = [random(32), random(32)]
  const aad = concat(H, shortIdBytes(deskId), u32(epoch), bodyDigest)
  for (const length of [0, 65, 67]) {
    const plaintext = new Uint8Array(length)
    const sealed = await hpkeSeal({ suite: 1, publicKey, info: label('isnad/v1/slot'), aad, plaintext, random })
    await expect(openSlot(sealed, { H, desk: { deskId, epoch }, bodyDigest, seed })).rejects.toEqual(
      new EnvelopeError('bad-body'),
    )
  }
})
