import { type Bytes, concat, hex } from '@isnad/bytes'
import { CryptoError, random } from '@isnad/crypto'
import { expect, test } from 'vitest'
import { EnvelopeError } from '../src/errors.ts'
import { type Keyring, keyringIds, keyringLength, openKeyring, sealKeyring } from '../src/keyring.ts'
import { flip } from './flip.ts'
import { desk, device, member } from './given.ts'

const keyring: Keyring = {
  ed25519: random(32),
  xwing: random(32),
  memberId: member(1),
  deskId: desk(2),
  deviceId: device(3),
}
const badKeyring = new EnvelopeError('bad-keyring')

test('5 every flipped bit of a keyring is refused, and so are cuts', async () => {
  const ids = await keyringIds(random(32))
  const sealed = await sealKeyring(keyring, ids, random)
  for (let bit = 0; bit < sealed.length * 8; bit++)
    await expect(openKeyring(flip(sealed, bit), ids)).rejects.toEqual(badKeyring)
  for (const cut of [0, 1, 56, sealed.length - 1])
    await expect(openKeyring(sealed.slice(0, cut), ids)).rejects.toEqual(badKeyring)
  await expect(openKeyring(concat(sealed, Uint8Array.of(0)), ids)).rejects.toEqual(badKeyring)
})

test('another code does not open it, nor does its place under another id', async () => {
  const ids = await keyringIds(random(32))
  const sealed = await sealKeyring(keyring, ids, random)
  const others = await keyringIds(random(32))
  await expect(openKeyring(sealed, others)).rejects.toEqual(badKeyring)
  await expect(openKeyring(sealed, { ...ids, id: others.id })).rejects.toEqual(badKeyring)
})

test('12 a failing random source seals no keyring', async () => {
  const ids = await keyringIds(random(32))
  await expect(sealKeyring(keyring, ids, (length) => new Uint8Array(length))).rejects.toEqual(
    new CryptoError('no-randomness'),
  )
  await expect(sealKeyring({ ...keyring, xwing: random(31) }, ids, random)).rejects.toEqual(badKeyring)
})

test('a keyring opens under its code, and all have one length', async () => {
  const stretched = random(32)
  const sealed = await sealKeyring(keyring, await keyringIds(stretched), random)
  expect(sealed.length).toBe(keyringLength)
  expect(keyringLength).toBe(328)
  expect(await openKeyring(sealed, await keyringIds(stretched))).toEqual(keyring)
})

test('25 what the server keeps of two codes shares no 8 bytes, nor does it hold the key', async () => {
  const rows: Bytes[] = []
  for (const stretched of [random(32), random(32)]) {
    const ids = await keyringIds(stretched)
    rows.push(concat(ids.id, ids.auth, await sealKeyring(keyring, ids, random), ids.key, stretched))
  }
  const seen = new Set<string>()
  let count = 0
  for (const row of rows) for (let at = 0; at + 8 <= row.length; at++, count++) seen.add(hex(row.slice(at, at + 8)))
  expect(seen.size).toBe(count)
})
