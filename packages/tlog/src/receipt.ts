// The receipt: the server's signed promise that an envelope is held and will be in the log (docs/spec/log.md §3).
import { type Bytes, compare, concat, label, readU16, slice, u16 } from '@isnad/bytes'
import { type Signer, sha256, verifySignature } from '@isnad/crypto'
import { TlogError } from './errors.ts'
import { entryLeaf } from './hashing.ts'

export interface ReceiptFields {
  /** SHA-256 of the envelope's header. */
  readonly H: Bytes
  /** SHA-256 of its slots. */
  readonly slotsDigest: Bytes
  /** SHA-256 of its sealed body. */
  readonly bodyDigest: Bytes
  /** Bit j (value 2^j) is set where part j is held whole. */
  readonly held: number
  /** Day of the first arrival. */
  readonly day: number
  /** The nonce of the leaf, fixed by the first arrival; 32 bytes. */
  readonly nonce: Bytes
}
/** A receipt whose signature was checked. */
export interface Receipt extends ReceiptFields {
  /** Leaf under which the envelope will stand in the log. */
  readonly leaf: Bytes
  /** The receipt as it travels. */
  readonly bytes: Bytes
}

const prefix = label('isnad/v1/receipt')
const signedLength = prefix.length + 132
/** Bytes of a receipt: 149 signed, 64 of signature. */
export const receiptLength = signedLength + 64

/** SHA-256(H ‖ slotsDigest ‖ bodyDigest), of three digests: what the leaf of an envelope holds. */
export function envelopeDigest(H: Uint8Array, slotsDigest: Uint8Array, bodyDigest: Uint8Array): Bytes {
  if (H.length !== 32 || slotsDigest.length !== 32 || bodyDigest.length !== 32) throw new TlogError('bad-leaf')
  return sha256(concat(H, slotsDigest, bodyDigest))
}

/** Signs a receipt with the log key: the same fields give the same bytes. @throws {TlogError} `bad-leaf` on a wrong length */
export async function issueReceipt(signer: Signer, fields: ReceiptFields): Promise<Bytes> {
  const { H, slotsDigest, bodyDigest, held, day, nonce } = fields
  const signed = concat(prefix, H, slotsDigest, bodyDigest, u16(held), u16(day), nonce)
  if (signed.length !== signedLength || nonce.length !== 32) throw new TlogError('bad-leaf')
  if (held !== (held & 0xffff) || day !== (day & 0xffff)) throw new TlogError('bad-leaf')
  return concat(signed, await signer.sign(signed))
}

/** Checks the signature, then reads. @throws {TlogError} `bad-receipt` */
export async function openReceipt(bytes: Uint8Array, logPublicKey: Bytes): Promise<Receipt> {
  if (bytes.length !== receiptLength) throw new TlogError('bad-receipt')
  const signed = slice(bytes, 0, signedLength)
  try {
    await verifySignature(logPublicKey, signed, slice(bytes, signedLength, 64))
  } catch (cause) {
    throw new TlogError('bad-receipt', { cause })
  }
  if (compare(slice(signed, 0, prefix.length), prefix) !== 0) throw new TlogError('bad-receipt')
  const at = prefix.length
  const [H, slotsDigest, bodyDigest] = [slice(signed, at, 32), slice(signed, at + 32, 32), slice(signed, at + 64, 32)]
  const nonce = slice(signed, at + 100, 32)
  return {
    ...{ H, slotsDigest, bodyDigest, nonce },
    held: readU16(signed, at + 96),
    day: readU16(signed, at + 98),
    leaf: entryLeaf(nonce, 'envelope', envelopeDigest(H, slotsDigest, bodyDigest)),
    bytes: new Uint8Array(bytes),
  }
}

/**
 * The parts of an envelope with `count` parts which the receipt does not promise, in order.
 * @throws {TlogError} `bad-receipt` where it promises a part the envelope does not have
 */
export function missingParts(receipt: Receipt, count: number): number[] {
  if (receipt.held >> count !== 0) throw new TlogError('bad-receipt')
  return Array.from({ length: count }, (_, j) => j).filter((j) => (receipt.held & (1 << j)) === 0)
}
