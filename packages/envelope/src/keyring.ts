// A member's keyring: the keys of their device, under their code (docs/spec/keys.md, "Keyrings").
import { type Bytes, concat, decodeCbor, encodeCbor, label } from '@isnad/bytes'
import { type Random, watched } from '@isnad/crypto'
import { bulkLength, bulkSaltLength, hkdf, openBulk, sealBulk } from '@isnad/crypto/seal'
import { type DeskId, deskIdOf, type DeviceId, deviceIdOf, type MemberId, memberIdOf, shortIdBytes } from '@isnad/model'
import { EnvelopeError } from './errors.ts'
import { failingAs } from './failing.ts'
import { pad, unpad } from './padding.ts'

export interface Keyring {
  /** Ed25519 seed of the device, 32 bytes. */
  readonly ed25519: Bytes
  /** X-Wing seed of the device, 32 bytes. */
  readonly xwing: Bytes
  readonly memberId: MemberId
  readonly deskId: DeskId
  readonly deviceId: DeviceId
}

export interface KeyringIds {
  /** 16 bytes under which the server keeps the keyring. It names nobody. */
  readonly id: Bytes
  /** 32 bytes shown to the server before it hands the keyring out. */
  readonly auth: Bytes
  /** 32 bytes that open it, and never leave the device. */
  readonly key: Bytes
}

/** One length for all keyrings. */
const padded = 256
export const keyringLength = /* @__PURE__ */ bulkLength(padded, padded)

const none = new Uint8Array(0)
const info = /* @__PURE__ */ label('isnad/v1/keyring-bulk')

/** @param stretched the member's code after `stretchCode(code, 'member', …)`, 32 bytes */
export async function keyringIds(stretched: Bytes): Promise<KeyringIds> {
  const derived = await hkdf(stretched, none, label('isnad/v1/keyring'), 80)
  return { id: derived.slice(0, 16), auth: derived.slice(16, 48), key: derived.slice(48) }
}

/** 328 bytes. @throws {CryptoError} `no-randomness` */
export async function sealKeyring(keyring: Keyring, ids: KeyringIds, random: Random): Promise<Bytes> {
  const { ed25519, xwing, memberId, deskId, deviceId } = keyring
  const short = concat(shortIdBytes(memberId), shortIdBytes(deskId), shortIdBytes(deviceId))
  if (ed25519.length !== 32 || xwing.length !== 32) throw new EnvelopeError('bad-keyring')
  const content = encodeCbor([1, ed25519, xwing, short])
  const salt = watched(random)(bulkSaltLength)
  return sealBulk({ objectKey: ids.key, salt, info, aad: ids.id, chunk: padded, plaintext: pad(content, padded) })
}

/** @throws {EnvelopeError} `bad-keyring` */
export function openKeyring(sealed: Bytes, ids: KeyringIds): Promise<Keyring> {
  const known = { objectKey: ids.key, info, aad: ids.id, chunk: padded }
  return failingAs('bad-keyring', async () => {
    const content = unpad(await openBulk({ ...known, sealed, length: padded }))
    if (content === undefined) throw new EnvelopeError('bad-keyring')
    return parse(content)
  })
}

function parse(content: Bytes): Keyring {
  const value = decodeCbor(content)
  if (!Array.isArray(value) || value.length !== 4) throw new EnvelopeError('bad-keyring')
  const [version, ed25519, xwing, short] = value as readonly unknown[]
  if (version !== 1 || !isBytes(ed25519, 32) || !isBytes(xwing, 32) || !isBytes(short, 24)) {
    throw new EnvelopeError('bad-keyring')
  }
  return {
    ed25519: new Uint8Array(ed25519),
    xwing: new Uint8Array(xwing),
    memberId: memberIdOf(short.subarray(0, 8)),
    deskId: deskIdOf(short.subarray(8, 16)),
    deviceId: deviceIdOf(short.subarray(16, 24)),
  }
}

const isBytes = (value: unknown, length: number): value is Uint8Array =>
  value instanceof Uint8Array && value.length === length
