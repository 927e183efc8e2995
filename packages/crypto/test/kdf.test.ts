import { hex, parseHex, utf8 } from '@isnad/bytes'
import { hkdfSync, pbkdf2Sync } from 'node:crypto'
import { expect, test } from 'vitest'
import { CryptoError } from '../src/errors.ts'
import { hkdf, hmac, pbkdf2, stretch, stretchRounds } from '../src/kdf.ts'
import { publicVectors, text } from './public-vectors.ts'

const empty = new Uint8Array(0)

test('derivation from nothing, or of an impossible length, is refused', async () => {
  await expect(hkdf(empty, empty, empty, 32)).rejects.toEqual(new CryptoError('bad-key'))
  await expect(hmac(empty, utf8('m'))).rejects.toEqual(new CryptoError('bad-key'))
  for (const length of [0, -1, 1.5, 8161, Number.NaN]) {
    await expect(hkdf(utf8('k'), empty, empty, length)).rejects.toEqual(new CryptoError('wrong-length'))
  }
})

publicVectors('2 HKDF-SHA-256', 'hkdf_sha256_test.json', 86, async (_, one) => {
  const derived = hkdf(
    parseHex(text(one, 'ikm')),
    parseHex(text(one, 'salt')),
    parseHex(text(one, 'info')),
    Number(one['size']),
  )
  if (one.result === 'valid') expect(hex(await derived)).toBe(text(one, 'okm'))
  else await expect(derived).rejects.toEqual(new CryptoError('wrong-length'))
})

publicVectors('2 PBKDF2-HMAC-SHA-256', 'pbkdf2_hmacsha256_test.json', 60, async (_, one) => {
  const [password, salt] = [parseHex(text(one, 'password')), parseHex(text(one, 'salt'))]
  expect(hex(await pbkdf2(password, salt, Number(one['iterationCount']), Number(one['dkLen'])))).toBe(text(one, 'dk'))
})

test('HKDF gives what Node gives, at the lengths in use', async () => {
  for (const length of [32, 64, 2048, 8160]) {
    const [ikm, salt, info] = [utf8('secret'), utf8('salt'), utf8('info')]
    expect(hex(await hkdf(ikm, salt, info, length))).toBe(
      Buffer.from(hkdfSync('sha256', ikm, salt, info, length)).toString('hex'),
    )
  }
})

test('HMAC gives the value of RFC 4231, case 2', async () => {
  expect(hex(await hmac(utf8('Jefe'), utf8('what do ya want for nothing?')))).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  )
})

test('23 stretching is PBKDF2-HMAC-SHA-256 with 600,000 rounds to 32 bytes', async () => {
  expect(stretchRounds).toBe(600_000)
  const [secret, salt] = [utf8('secret'), utf8('isnad/v1/source')]
  expect(hex(await stretch(secret, salt))).toBe(pbkdf2Sync(secret, salt, 600_000, 32, 'sha256').toString('hex'))
})
