// A slot: what one desk needs of an envelope, sealed to its key (docs/spec/envelope.md, "Slots").
import { type Bytes, concat, label, readU16, u16, u32 } from '@isnad/bytes'
import type { Random } from '@isnad/crypto'
import { hpkeOpen, hpkeSeal } from '@isnad/crypto/seal'
import { type HeaderDesk, shortIdBytes } from '@isnad/model'
import { EnvelopeError } from './errors.ts'

export interface Slot {
  /** 32 bytes that open body and parts. */
  readonly contentKey: Bytes
  /** 32 bytes with which this desk answers (`ThreadKeys`). */
  readonly replyKey: Bytes
  /** 0…65,535: where its answers go. */
  readonly shard: number
}

const plaintextLength = 66
const info = /* @__PURE__ */ label('isnad/v1/slot')

/** What a slot is bound to: it opens beside nothing else. */
export interface SlotPlace {
  /** SHA-256 of the header. */
  readonly H: Bytes
  readonly desk: HeaderDesk
  /** SHA-256 of the sealed body: another desk of the same envelope has the content key, and could seal another body. */
  readonly bodyDigest: Bytes
}

const aadOf = ({ H, desk, bodyDigest }: SlotPlace): Bytes =>
  concat(H, shortIdBytes(desk.deskId), u32(desk.epoch), bodyDigest)

/** 1,202 bytes. @throws {CryptoError} `bad-key`, `no-randomness` */
export function sealSlot(
  slot: Slot,
  to: SlotPlace & { readonly publicKey: Bytes; readonly random: Random },
): Promise<Bytes> {
  const plaintext = concat(slot.contentKey, slot.replyKey, u16(slot.shard))
  return hpkeSeal({ suite: 1, publicKey: to.publicKey, info, aad: aadOf(to), plaintext, random: to.random })
}

/** @throws {CryptoError} `does-not-open`. @throws {EnvelopeError} `bad-body` where it opens to another form */
export async function openSlot(sealed: Bytes, by: SlotPlace & { readonly seed: Bytes }): Promise<Slot> {
  const opened = await hpkeOpen({ suite: 1, seed: by.seed, info, aad: aadOf(by), sealed })
  if (opened.length !== plaintextLength) throw new EnvelopeError('bad-body')
  return { contentKey: opened.slice(0, 32), replyKey: opened.slice(32, 64), shard: readU16(opened, 64) }
}
