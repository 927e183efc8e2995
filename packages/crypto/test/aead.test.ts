import { type Bytes, concat, hex, parseHex, utf8 } from '@isnad/bytes'
import { createHash, createHmac } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { x25519 } from '@noble/curves/ed25519.js'
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js'
import { expect, test } from 'vitest'
import { aeadOpen, aeadSeal } from '../src/aead.ts'
import { CryptoError } from '../src/errors.ts'
import { random } from '../src/random.ts'
import { chacha20Poly1305 } from '../src/suite2-noble.ts'
import { flip } from './flip.ts'
import { publicVectors, text } from './public-vectors.ts'

const doesNotOpen = new CryptoError('does-not-open')
const badKey = new CryptoError('bad-key')

test('5 every flipped bit of key, nonce, aad and sealed bytes is refused', async () => {
  const [key, nonce, aad] = [random(32), random(12), utf8('bound')]
  const sealed = await aeadSeal(key, nonce, aad, utf8('plain'))
  for (let bit = 0; bit < sealed.length * 8; bit++)
    await expect(aeadOpen(key, nonce, aad, flip(sealed, bit))).rejects.toEqual(doesNotOpen)
  for (let bit = 0; bit < 256; bit++)
    await expect(aeadOpen(flip(key, bit), nonce, aad, sealed)).rejects.toEqual(doesNotOpen)
  for (let bit = 0; bit < 96; bit++)
    await expect(aeadOpen(key, flip(nonce, bit), aad, sealed)).rejects.toEqual(doesNotOpen)
  for (let bit = 0; bit < 40; bit++)
    await expect(aeadOpen(key, nonce, flip(aad, bit), sealed)).rejects.toEqual(doesNotOpen)
  expect(await aeadOpen(key, nonce, aad, sealed)).toEqual(utf8('plain'))
})

test('10 keys and nonces of another length are refused', async () => {
  for (const length of [0, 16, 24, 31, 33]) {
    await expect(aeadSeal(new Uint8Array(length), random(12), utf8(''), utf8(''))).rejects.toEqual(badKey)
  }
  for (const length of [0, 8, 11, 13, 16]) {
    await expect(aeadSeal(random(32), new Uint8Array(length), utf8(''), utf8(''))).rejects.toEqual(badKey)
    await expect(aeadOpen(random(32), new Uint8Array(length), utf8(''), random(16))).rejects.toEqual(badKey)
  }
  await expect(aeadOpen(random(32), random(12), utf8(''), random(15))).rejects.toEqual(doesNotOpen)
})

publicVectors('2 AES-GCM, those with other keys or nonces refused', 'aes_gcm_test.json', 316, async (group, one) => {
  const [key, iv, aad, message] = ['key', 'iv', 'aad', 'msg'].map((field) => parseHex(text(one, field))) as [
    Bytes,
    Bytes,
    Bytes,
    Bytes,
  ]
  const sealed = parseHex(text(one, 'ct') + text(one, 'tag'))
  if (group['keySize'] !== 256 || group['ivSize'] !== 96)
    return expect(aeadOpen(key, iv, aad, sealed)).rejects.toEqual(badKey)
  if (one.result === 'invalid') return expect(aeadOpen(key, iv, aad, sealed)).rejects.toEqual(doesNotOpen)
  expect(hex(await aeadOpen(key, iv, aad, sealed))).toBe(hex(message))
  expect(hex(await aeadSeal(key, iv, aad, message))).toBe(hex(sealed))
})

publicVectors('2 ChaCha20-Poly1305, as suite 2 has it', 'chacha20_poly1305_test.json', 325, async (group, one) => {
  const aead = chacha20Poly1305()
  const [key, iv, aad, message] = ['key', 'iv', 'aad', 'msg'].map((field) => parseHex(text(one, field))) as [
    Bytes,
    Bytes,
    Bytes,
    Bytes,
  ]
  const sealed = parseHex(text(one, 'ct') + text(one, 'tag'))
  if (one.result === 'invalid') return expect(aead.Open(key, iv, aad, sealed)).rejects.toThrow()
  expect(group['ivSize']).toBe(96)
  expect(hex((await aead.Open(key, iv, aad, sealed)) as Bytes)).toBe(hex(message))
  expect(hex((await aead.Seal(key, iv, aad, message)) as Bytes)).toBe(hex(sealed))
})

publicVectors(
  '2 X25519 by WebCrypto and by noble, a shared secret of zeros refused',
  'x25519_test.json',
  518,
  async (_, one) => {
    const [publicKey, privateKey] = [parseHex(text(one, 'public')), parseHex(text(one, 'private'))]
    const native = async () => {
      const pkcs8 = concat(parseHex('302e020100300506032b656e04220420'), privateKey)
      const key = await crypto.subtle.importKey('pkcs8', pkcs8, 'X25519', false, ['deriveBits'])
      const theirs = await crypto.subtle.importKey('raw', publicKey, 'X25519', true, [])
      return new Uint8Array(await crypto.subtle.deriveBits({ name: 'X25519', public: theirs }, key, 256))
    }
    if (one.flags.includes('ZeroSharedSecret')) {
      await expect(native()).rejects.toThrow()
      expect(() => x25519.getSharedSecret(privateKey, publicKey)).toThrow()
      return
    }
    expect(hex(await native())).toBe(text(one, 'shared'))
    expect(hex(x25519.getSharedSecret(privateKey, publicKey))).toBe(text(one, 'shared'))
  },
)

publicVectors('2 ML-KEM-768 as the fallback has it', 'mlkem_768_semi_expanded_decaps_test.json', 9, async (_, one) => {
  const decapsulate = () => ml_kem768.decapsulate(parseHex(text(one, 'c')), parseHex(text(one, 'dk')))
  if (one.result === 'invalid') expect(decapsulate).toThrow()
  else expect(hex(decapsulate())).toBe(text(one, 'K'))
})

// Not our format, but the nearest public one: HKDF-Expand with SHA-512, a nonce xored with the counter, a short last chunk.
publicVectors(
  '2 C2SP chunked encryption read with our AEAD',
  'c2sp_chunked_encryption_aes_256_gcm_test.json',
  35,
  async (_, one) => {
    const opened = openCobblestone(parseHex(text(one, 'key')), parseHex(text(one, 'ctx')), inflated(text(one, 'ct')))
    if (one.result === 'invalid') return expect(opened).rejects.toBeInstanceOf(CryptoError)
    const message = await opened
    expect(message.length).toBe(one['msgLength'])
    expect(createHash('sha512').update(message).digest('hex')).toBe(text(one, 'msgSha512'))
  },
)

const inflated = (zipped: string): Bytes => new Uint8Array(inflateSync(parseHex(zipped)))

async function openCobblestone(key: Bytes, context: Bytes, sealed: Bytes): Promise<Bytes> {
  if (key.length !== 32) throw badKey
  if (sealed.length < 56) throw doesNotOpen
  const info = concat(utf8('c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0'), sealed.slice(0, 24), context)
  const derived = expandSha512(key, info, 76)
  if (hex(derived.slice(44)) !== hex(sealed.slice(24, 56))) throw doesNotOpen
  const chunks = sealed.slice(56)
  const opened: Bytes[] = []
  for (let at = 0, counter = 0; ; at += 16_400, counter++) {
    const chunk = chunks.slice(at, at + 16_400)
    const nonce = derived.slice(32, 44)
    const view = new DataView(nonce.buffer)
    view.setUint32(8, view.getUint32(8) ^ counter)
    opened.push(await aeadOpen(derived.slice(0, 32), nonce, utf8(''), chunk))
    if (chunk.length < 16_400) return concat(...opened)
  }
}

function expandSha512(prk: Bytes, info: Bytes, length: number): Bytes {
  let block: Bytes = new Uint8Array(0)
  let out: Bytes = new Uint8Array(0)
  for (let i = 1; out.length < length; i++) {
    block = new Uint8Array(
      createHmac('sha512', prk)
        .update(concat(block, info, Uint8Array.of(i)))
        .digest(),
    )
    out = concat(out, block)
  }
  return out.slice(0, length)
}
