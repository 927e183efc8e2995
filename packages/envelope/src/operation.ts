// What a desk's operation says, sealed to the desk's own key (docs/spec/envelope.md, "Operations").
import { type Bytes, concat, label, u32 } from '@isnad/bytes'
import type { Random } from '@isnad/crypto'
import { hkdf, hmac, hpkeOpen, hpkeSeal } from '@isnad/crypto/seal'
import {
  type DeskId,
  encodeOperationPayload,
  type OperationPayload,
  parseOperationPayload,
  type ReportId,
  reportIdBytes,
  shortIdBytes,
} from '@isnad/model'
import { EnvelopeError } from './errors.ts'
import { failingAs } from './failing.ts'
import { pad, unpad } from './padding.ts'

/** So that the server learns neither the step's words nor how long they are. */
const buckets = [256, 1024, 4096, 16_384] as const

const info = /* @__PURE__ */ label('isnad/v1/operation-payload')
const none = new Uint8Array(0)

export interface OperationAddress {
  readonly deskId: DeskId
  /** Number of the desk's key; it stands in the operation's frame. */
  readonly epoch: number
}
const aadOf = ({ deskId, epoch }: OperationAddress): Bytes => concat(shortIdBytes(deskId), u32(epoch))

/**
 * 1,136 bytes more than the bucket, 256 to 16,384.
 * @param to `publicKey` is the epoch's suite 1 key. @throws {ModelError} `bad-operation`. @throws {CryptoError} `bad-key`, `no-randomness`
 */
export function sealOperationPayload(
  payload: OperationPayload,
  to: OperationAddress & { readonly publicKey: Bytes; readonly random: Random },
): Promise<Bytes> {
  const content = encodeOperationPayload(payload)
  const bucket = buckets.find((size) => content.length + 4 <= size)
  if (bucket === undefined) throw new EnvelopeError('bad-payload')
  const { publicKey, random } = to
  return hpkeSeal({ suite: 1, publicKey, info, aad: aadOf(to), plaintext: pad(content, bucket), random })
}

/** @param by `seed` is the epoch's suite 1 seed. @throws {EnvelopeError} `bad-payload` */
export function openOperationPayload(
  sealed: Bytes,
  by: OperationAddress & { readonly seed: Bytes },
): Promise<OperationPayload> {
  return failingAs('bad-payload', async () => {
    const content = unpad(await hpkeOpen({ suite: 1, seed: by.seed, info, aad: aadOf(by), sealed }))
    if (content === undefined) throw new EnvelopeError('bad-payload')
    return parseOperationPayload(content)
  })
}

/**
 * 16 bytes that name a report to its desk alone, in the clear frame of its operations.
 * @param seed the suite 1 seed of the epoch the *envelope* was sealed to, so that the name never changes
 */
export async function itemRef(seed: Bytes, reportId: ReportId): Promise<Bytes> {
  const key = await hkdf(seed, none, label('isnad/v1/item'), 32)
  return (await hmac(key, reportIdBytes(reportId))).slice(0, 16)
}
