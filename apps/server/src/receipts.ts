// Receipts of what is held: the same bytes each time, since day and nonce were fixed by the first arrival.
import type { Bytes } from '@isnad/bytes'
import { type Signer, sha256 } from '@isnad/crypto'
import { type Header, slotLength } from '@isnad/model'
import { entryLeaf, envelopeDigest, issueReceipt } from '@isnad/tlog'
import type { Stored } from './store/envelopes.ts'

export interface Digests {
  readonly H: Bytes
  readonly slotsDigest: Bytes
  readonly bodyDigest: Bytes
}

/** Of header, slots and body of an envelope whose length was checked. */
export function digestsOf(header: Header, envelope: Uint8Array): Digests {
  const bodyAt = header.length + header.desks.length * slotLength(header.suite)
  return {
    H: sha256(envelope.subarray(0, header.length)),
    slotsDigest: sha256(envelope.subarray(header.length, bodyAt)),
    bodyDigest: sha256(envelope.subarray(bodyAt)),
  }
}

export function leafOf({ H, slotsDigest, bodyDigest }: Digests, nonce: Bytes): Bytes {
  return entryLeaf(nonce, 'envelope', envelopeDigest(H, slotsDigest, bodyDigest))
}

export async function receiptOf(logKey: Signer, digests: Digests, stored: Omit<Stored, 'bytes'>): Promise<Bytes> {
  const { day, nonce, held } = stored
  return await issueReceipt(logKey, { ...digests, day, nonce, held })
}
