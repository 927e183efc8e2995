import { type Bytes, concat, hex, parseHex, utf8 } from '@isnad/bytes'
import { ed25519 } from '@noble/curves/ed25519.js'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Ed25519 } from '../src/ed25519.ts'
import { CryptoError } from '../src/errors.ts'
import { hasNativeEd25519, native } from '../src/sign-native.ts'
import { noble } from '../src/sign-noble.ts'
import { newSigner, verifyBy, verifySignature } from '../src/sign.ts'
import { flip } from './flip.ts'
import { publicVectors, text } from './public-vectors.ts'

const both: readonly (readonly [string, Ed25519])[] = [
  ['WebCrypto', native],
  ['noble', noble],
]
const badSignature = new CryptoError('bad-signature')
const identity = parseHex('0100000000000000000000000000000000000000000000000000000000000000')

test('Node has Ed25519 in WebCrypto, so that both are tried here', async () => {
  expect(await hasNativeEd25519()).toBe(true)
})

test('a seed of another length is refused', async () => {
  for (const length of [0, 31, 33, 64]) {
    await expect(newSigner(new Uint8Array(length))).rejects.toEqual(new CryptoError('bad-key'))
  }
})

for (const [name, by] of both) {
  test(`${name}: a changed message, signature or key does not verify`, async () => {
    const signer = await by.newSigner(new Uint8Array(32).fill(7))
    const message = utf8('isnad')
    const signature = await signer.sign(message)
    await verifyBy(by, signer.publicKey, message, signature)
    for (let bit = 0; bit < 512; bit++) {
      await expect(verifyBy(by, signer.publicKey, message, flip(signature, bit))).rejects.toEqual(badSignature)
    }
    for (let bit = 0; bit < 256; bit += 3) {
      await expect(verifyBy(by, flip(signer.publicKey, bit), message, signature)).rejects.toEqual(badSignature)
    }
    for (let bit = 0; bit < 40; bit++) {
      await expect(verifyBy(by, signer.publicKey, flip(message, bit), signature)).rejects.toEqual(badSignature)
    }
    for (const cut of [0, 32, 63, 65]) {
      const other = new Uint8Array(cut)
      other.set(signature.subarray(0, cut))
      await expect(verifyBy(by, signer.publicKey, message, other)).rejects.toEqual(badSignature)
    }
  })

  test(`${name}: keys of small order and second spellings are refused, whatever they sign`, async () => {
    // R = A = identity and S = 0 satisfy the equation for every message.
    const forged = new Uint8Array(64)
    forged.set(identity)
    await expect(verifyBy(by, identity, utf8('anything'), forged)).rejects.toEqual(badSignature)
    for (const weak of [
      'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      '0000000000000000000000000000000000000000000000000000000000000080',
      '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
      'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    ]) {
      await expect(verifyBy(by, parseHex(weak), utf8('anything'), forged)).rejects.toEqual(badSignature)
    }
  })

  publicVectors(`2 Ed25519 by ${name}`, 'ed25519_test.json', 151, async (group, one) => {
    const publicKey = parseHex((group['publicKey'] as { pk: string }).pk)
    const verified = verifyBy(by, publicKey, parseHex(text(one, 'msg')), parseHex(text(one, 'sig')))
    if (one.result === 'valid') await verified
    else await expect(verified).rejects.toEqual(badSignature)
  })
}

test('a signature that holds only up to the cofactor is refused by both', async () => {
  // R carries a point of order 8: multiplied by the cofactor the equation holds, as it stands it does not.
  const { Point } = ed25519
  const torsion = Point.fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05')
  const [a, r] = [123_456_789n, 987_654_321n]
  const publicKey = Point.BASE.multiply(a).toBytes() as Bytes
  const R = Point.BASE.multiply(r).add(torsion).toBytes() as Bytes
  const message = utf8('isnad')
  const k = littleEndian(
    createHash('sha512')
      .update(concat(R, publicKey, message))
      .digest(),
  )
  const s = (r + k * a) % Point.Fn.ORDER
  const signature = concat(R, scalarBytes(s))
  expect(ed25519.verify(signature, message, publicKey, { zip215: true })).toBe(true)
  for (const [, by] of both) await expect(verifyBy(by, publicKey, message, signature)).rejects.toEqual(badSignature)
})

test('under a key of mixed order both take the same signatures and refuse the same', async () => {
  const { Point } = ed25519
  const torsion = Point.fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05')
  const publicKey = Point.BASE.multiply(77n).add(torsion).toBytes() as Bytes
  const outcomes = new Set<string>()
  for (let i = 1n; i < 60n; i++) {
    const R = Point.BASE.multiply(i).toBytes() as Bytes
    const message = utf8(`message ${i}`)
    const k = littleEndian(
      createHash('sha512')
        .update(concat(R, publicKey, message))
        .digest(),
    )
    const signature = concat(R, scalarBytes((i + k * 77n) % Point.Fn.ORDER))
    const [first, second] = await Promise.all(
      both.map(([, by]) =>
        verifyBy(by, publicKey, message, signature).then(
          () => 'taken',
          () => 'refused',
        ),
      ),
    )
    expect(first).toBe(second)
    outcomes.add(first ?? '')
  }
  expect([...outcomes].sort()).toEqual(['refused', 'taken'])
})

test('both sign alike, RFC 8032 §7.1 test 2 included', async () => {
  const seed = parseHex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb')
  for (const signer of [await native.newSigner(seed), await noble.newSigner(seed), await newSigner(seed)]) {
    expect(hex(signer.publicKey)).toBe('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c')
    const signature = await signer.sign(parseHex('72'))
    expect(hex(signature)).toBe(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    )
    await verifySignature(signer.publicKey, parseHex('72'), signature)
  }
})

test('3 what one signs the other verifies', async () => {
  for (const [, signing] of both) {
    for (const [, verifying] of both) {
      const signer = await signing.newSigner(new Uint8Array(32).fill(9))
      await verifyBy(verifying, signer.publicKey, utf8('m'), await signer.sign(utf8('m')))
    }
  }
})

test('a signer keeps its key when the seed it was made from is wiped', async () => {
  for (const [, by] of both) {
    const seed = new Uint8Array(32).fill(5)
    const signer = await by.newSigner(seed)
    const before = await signer.sign(utf8('m'))
    seed.fill(0)
    expect(await signer.sign(utf8('m'))).toEqual(before)
  }
})

const littleEndian = (bytes: Uint8Array): bigint =>
  bytes.reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n)
const scalarBytes = (scalar: bigint): Bytes =>
  Uint8Array.from({ length: 32 }, (_, i) => Number((scalar >> BigInt(8 * i)) & 255n))
