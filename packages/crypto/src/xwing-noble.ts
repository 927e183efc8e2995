// X-Wing by noble (draft-connolly-cfrg-xwing-kem-09), for platforms whose WebCrypto has no ML-KEM. Loaded only there.
import { type Bytes, concat, utf8 } from '@isnad/bytes'
import { x25519 } from '@noble/curves/ed25519.js'
import { sha3_256, shake256 } from '@noble/hashes/sha3.js'
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js'
import type { KEM, Key } from 'hpke'
import type { Random } from './random.ts'

const name = 'MLKEM768-X25519'
const ciphertextLength = 1088
const pqKeyLength = 1184
/** The label of the draft: `\.//^\`, drawn as a cross. */
const cross = /* @__PURE__ */ utf8('\\.//^\\')

interface XwingKey extends Key {
  /** The 1,216 bytes; of a private key, those of its public half. */
  readonly publicKey: Bytes
  readonly secret?: { readonly seed: Bytes; readonly pq: Uint8Array; readonly t: Uint8Array }
}

/** The KEM as `hpke` takes it. Encapsulation draws 64 bytes: 32 for ML-KEM, then 32 for X25519 (EncapsulateDerand). */
export function xwing(random: Random): KEM<XwingKey> {
  return {
    id: 0x647a,
    type: 'KEM',
    name,
    Nsecret: 32,
    Nenc: ciphertextLength + 32,
    Npk: pqKeyLength + 32,
    Nsk: 32,
    DeriveKeyPair: notInUse,
    GenerateKeyPair: notInUse,
    SerializePublicKey: async ({ publicKey }) => new Uint8Array(publicKey),
    DeserializePublicKey: async (bytes) => ({ ...kind('public'), publicKey: new Uint8Array(bytes) }),
    SerializePrivateKey: async (key) => new Uint8Array(secretOf(key).seed),
    DeserializePrivateKey: async (seed) => expand(new Uint8Array(seed)),
    Encap: async ({ publicKey }) => encapsulate(publicKey, random(64)),
    Decap: async (enc, key) => decapsulate(enc, key),
  }
}

/** Keys are random seeds here, never derived from other material. */
const notInUse = () => Promise.reject(new TypeError('not in use'))

const kind = (type: 'public' | 'private') => ({ algorithm: { name }, extractable: true, type })

function secretOf(key: XwingKey) {
  if (key.secret === undefined) throw new TypeError('not a private key')
  return key.secret
}

function expand(seed: Bytes): XwingKey {
  const expanded = shake256(seed, { dkLen: 96 })
  const pq = ml_kem768.keygen(expanded.subarray(0, 64))
  const t = expanded.slice(64)
  return {
    ...kind('private'),
    publicKey: concat(pq.publicKey, x25519.getPublicKey(t)),
    secret: { seed, pq: pq.secretKey, t },
  }
}

function encapsulate(publicKey: Bytes, draw: Bytes): { shared_secret: Bytes; enc: Bytes } {
  const theirs = publicKey.subarray(pqKeyLength)
  const ephemeral = draw.subarray(32)
  const pq = ml_kem768.encapsulate(publicKey.subarray(0, pqKeyLength), draw.subarray(0, 32))
  const ciphertext = x25519.getPublicKey(ephemeral)
  const shared = x25519.getSharedSecret(ephemeral, theirs)
  return {
    shared_secret: combine(pq.sharedSecret, shared, ciphertext, theirs),
    enc: concat(pq.cipherText, ciphertext),
  }
}

function decapsulate(enc: Uint8Array, key: XwingKey): Bytes {
  const { pq, t } = secretOf(key)
  const ciphertext = enc.subarray(ciphertextLength)
  return combine(
    ml_kem768.decapsulate(enc.subarray(0, ciphertextLength), pq),
    x25519.getSharedSecret(t, ciphertext),
    ciphertext,
    key.publicKey.subarray(pqKeyLength),
  )
}

function combine(pq: Uint8Array, t: Uint8Array, ciphertext: Uint8Array, theirs: Uint8Array): Bytes {
  return sha3_256(concat(pq, t, ciphertext, theirs, cross)) as Bytes
}

/** 1,216 bytes. */
export const nobleXwingPublicKey = (seed: Bytes): Bytes => expand(seed).publicKey
