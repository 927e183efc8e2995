// DHKEM(X25519, HKDF-SHA256) (RFC 9180 §4.1) and ChaCha20-Poly1305 by noble. Loaded only where WebCrypto lacks either.
import { concat, utf8 } from '@isnad/bytes'
import { chacha20poly1305 } from '@noble/ciphers/chacha.js'
import { x25519 } from '@noble/curves/ed25519.js'
import { type AEAD, KDF_HKDF_SHA256, type KEM, type Key, LabeledExpand, LabeledExtract } from 'hpke'
import type { Random } from './random.ts'

const name = 'X25519'
const suiteId = /* @__PURE__ */ concat(utf8('KEM'), Uint8Array.of(0x00, 0x20))
const nothing = new Uint8Array(0)

interface PointKey extends Key {
  readonly publicKey: Uint8Array
  readonly secret?: Uint8Array
}

/** The KEM as `hpke` takes it. The ephemeral key is derived from 32 bytes of `random`. */
export function dhkem(random: Random): KEM<PointKey> {
  return {
    id: 0x0020,
    type: 'KEM',
    name,
    Nsecret: 32,
    Nenc: 32,
    Npk: 32,
    Nsk: 32,
    DeriveKeyPair: derivePair,
    GenerateKeyPair: () => derivePair(random(32)),
    SerializePublicKey: async ({ publicKey }) => new Uint8Array(publicKey),
    DeserializePublicKey: async (bytes) => ({ ...kind('public'), publicKey: new Uint8Array(bytes) }),
    SerializePrivateKey: async (key) => new Uint8Array(secretOf(key)),
    DeserializePrivateKey: async (bytes) => privateKey(new Uint8Array(bytes)),
    Encap: async ({ publicKey }) => {
      const ephemeral = await derivePair(random(32))
      const enc = ephemeral.publicKey.publicKey
      const dh = x25519.getSharedSecret(secretOf(ephemeral.privateKey), publicKey)
      return { shared_secret: await combine(dh, enc, publicKey), enc }
    },
    Decap: async (enc, key) => combine(x25519.getSharedSecret(secretOf(key), enc), enc, key.publicKey),
  }
}

export const chacha20Poly1305 = (): AEAD => ({
  id: 0x0003,
  type: 'AEAD',
  name: 'ChaCha20Poly1305',
  Nk: 32,
  Nn: 12,
  Nt: 16,
  Seal: async (key, nonce, aad, plaintext) => chacha20poly1305(key, nonce, aad).encrypt(plaintext),
  Open: async (key, nonce, aad, sealed) => chacha20poly1305(key, nonce, aad).decrypt(sealed),
})

const kind = (type: 'public' | 'private') => ({ algorithm: { name }, extractable: true, type })

function privateKey(secret: Uint8Array): PointKey {
  return { ...kind('private'), publicKey: x25519.getPublicKey(secret), secret }
}

function secretOf({ secret }: PointKey): Uint8Array {
  if (secret === undefined) throw new TypeError('not a private key')
  return secret
}

async function derivePair(ikm: Uint8Array) {
  const prk = await LabeledExtract(KDF_HKDF_SHA256(), suiteId, nothing, utf8('dkp_prk'), ikm)
  const key = privateKey(await LabeledExpand(KDF_HKDF_SHA256(), suiteId, prk, utf8('sk'), nothing, 32))
  return { privateKey: key, publicKey: { ...kind('public'), publicKey: key.publicKey } }
}

async function combine(dh: Uint8Array, enc: Uint8Array, theirs: Uint8Array): Promise<Uint8Array> {
  const prk = await LabeledExtract(KDF_HKDF_SHA256(), suiteId, nothing, utf8('eae_prk'), dh)
  return LabeledExpand(KDF_HKDF_SHA256(), suiteId, prk, utf8('shared_secret'), concat(enc, theirs), 32)
}
