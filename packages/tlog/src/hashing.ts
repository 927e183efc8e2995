// Hashes of leaves and nodes as in RFC 6962 §2.1, and the blinded leaf (docs/spec/log.md §1, §2).
import type { Bytes } from '@isnad/bytes'
import { sha256 } from '@isnad/crypto'
import { TlogError } from './errors.ts'

/** What a leaf stands for, by its number. */
export const leafKinds = { envelope: 1, operation: 2, record: 3, referral: 4 } as const
export type LeafKind = keyof typeof leafKinds

/** The root of a tree without leaves: SHA-256 of nothing. */
export const emptyRoot = (): Bytes => sha256(new Uint8Array(0))

/** Hash of a leaf with any content: SHA-256(0x00 ‖ data). */
export function hashLeaf(data: Uint8Array): Bytes {
  const input = new Uint8Array(1 + data.length)
  input.set(data, 1)
  return sha256(input)
}
// One buffer for all nodes: hashing is synchronous, so nobody else writes to it in between.
const nodeInput = /* @__PURE__ */ new Uint8Array(65)
/** Hash of a node over two of 32 bytes: SHA-256(0x01 ‖ left ‖ right). */
export function hashNode(left: Uint8Array, right: Uint8Array): Bytes {
  nodeInput[0] = 1
  nodeInput.set(left, 1)
  nodeInput.set(right, 33)
  return sha256(nodeInput)
}

/**
 * The leaf of one entry: SHA-256(0x00 ‖ nonce[32] ‖ kind[1] ‖ digest[32]). Who lacks the nonce cannot test a digest.
 * @throws {TlogError} `bad-leaf`
 */
export function entryLeaf(nonce: Uint8Array, kind: LeafKind, digest: Uint8Array): Bytes {
  if (nonce.length !== 32 || digest.length !== 32) throw new TlogError('bad-leaf')
  const input = new Uint8Array(66)
  input.set(nonce, 1)
  input[33] = leafKinds[kind]
  input.set(digest, 34)
  return sha256(input)
}
