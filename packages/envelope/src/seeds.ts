// The seeds of a desk's epoch, wrapped to one device (docs/spec/keys.md, "Seeds").
import { type Bytes, concat, equal, label, u32 } from '@isnad/bytes'
import { newSigner, type Random } from '@isnad/crypto'
import { hpkeLength, hpkeOpen, hpkeSeal, kemPublicKey } from '@isnad/crypto/seal'
import type { Epoch } from '@isnad/directory'
import { type DeskId, type DeviceId, shortIdBytes } from '@isnad/model'
import { EnvelopeError } from './errors.ts'

export interface Seeds {
  /** X-Wing seed, 32 bytes: opens reports and operations. */
  readonly kem: Bytes
  /** X25519 seed, 32 bytes: opens sealed SMS. */
  readonly sms: Bytes
  /** Ed25519 seed, 32 bytes: signs answers. */
  readonly answer: Bytes
}

/** Where a wrap belongs. It opens nowhere else. */
export interface WrapAddress {
  /** 32 bytes. */
  readonly programmeId: Bytes
  readonly deskId: DeskId
  readonly epoch: number
  readonly deviceId: DeviceId
}

export const wrapLength = /* @__PURE__ */ hpkeLength(1, 96)

const info = /* @__PURE__ */ label('isnad/v1/seeds')

function aadOf({ programmeId, deskId, epoch, deviceId }: WrapAddress): Bytes {
  if (programmeId.length !== 32) throw new RangeError('a programme id has 32 bytes')
  return concat(programmeId, shortIdBytes(deskId), u32(epoch), shortIdBytes(deviceId))
}

/** 1,232 bytes. @throws {CryptoError} `bad-key`, `no-randomness` */
export async function wrapSeeds(
  seeds: Seeds,
  to: WrapAddress & { readonly devicePublicKey: Bytes; readonly random: Random },
): Promise<Bytes> {
  const plaintext = concat(seeds.kem, seeds.sms, seeds.answer)
  if (plaintext.length !== 96) throw new EnvelopeError('wrong-seeds')
  return hpkeSeal({ suite: 1, publicKey: to.devicePublicKey, info, aad: aadOf(to), plaintext, random: to.random })
}

/**
 * The seeds, once their public halves are found to be those of the signed record: whoever has a device's public key can
 * make a wrap, the server among them.
 * @param by `deviceSeed` is the device's X-Wing seed, `record` the desk's record of that epoch
 * @throws {EnvelopeError} `wrong-seeds`. @throws {CryptoError} `does-not-open`
 */
export async function openSeeds(
  wrap: Bytes,
  by: WrapAddress & {
    readonly deviceSeed: Bytes
    readonly record: Pick<Epoch, 'deskId' | 'number' | 'suite1' | 'suite2' | 'answer'>
  },
): Promise<Seeds> {
  const { record } = by
  if (record.deskId !== by.deskId || record.number !== by.epoch) throw new EnvelopeError('wrong-seeds')
  const opened = await hpkeOpen({ suite: 1, seed: by.deviceSeed, info, aad: aadOf(by), sealed: wrap })
  if (opened.length !== 96) throw new EnvelopeError('wrong-seeds')
  const seeds = { kem: opened.slice(0, 32), sms: opened.slice(32, 64), answer: opened.slice(64) }
  const own =
    equal(await kemPublicKey(1, seeds.kem), record.suite1) &&
    equal(await kemPublicKey(2, seeds.sms), record.suite2) &&
    equal((await newSigner(seeds.answer)).publicKey, record.answer)
  if (!own) throw new EnvelopeError('wrong-seeds')
  return seeds
}
