// A second implementation, word by word from RFC 6962 §2.1 and with nothing of the product in it: the log as one list.
import { createHash } from 'node:crypto'

export type Hash = Uint8Array<ArrayBuffer>
export function sha(...parts: readonly Uint8Array[]): Hash {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return new Uint8Array(hash.digest())
}
export const leafOf = (data: Uint8Array): Hash => sha(Uint8Array.of(0), data)
const node = (left: Uint8Array, right: Uint8Array): Hash => sha(Uint8Array.of(1), left, right)
/** The largest power of two smaller than n. */
function split(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/** MTH over leaf hashes. */
export function rootOf(leaves: readonly Hash[]): Hash {
  if (leaves.length === 0) return sha()
  if (leaves.length === 1) return leaves[0] as Hash
  const k = split(leaves.length)
  return node(rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)))
}
/** PATH(m, D[n]). */
export function pathOf(m: number, leaves: readonly Hash[]): Hash[] {
  if (leaves.length <= 1) return []
  const k = split(leaves.length)
  return m < k
    ? [...pathOf(m, leaves.slice(0, k)), rootOf(leaves.slice(k))]
    : [...pathOf(m - k, leaves.slice(k)), rootOf(leaves.slice(0, k))]
}
/** PROOF(m, D[n]). */
export const proofOf = (m: number, leaves: readonly Hash[]): Hash[] => subproof(m, leaves, true)
function subproof(m: number, leaves: readonly Hash[], whole: boolean): Hash[] {
  if (m === leaves.length) return whole ? [] : [rootOf(leaves)]
  const k = split(leaves.length)
  return m <= k
    ? [...subproof(m, leaves.slice(0, k), whole), rootOf(leaves.slice(k))]
    : [...subproof(m - k, leaves.slice(k), false), rootOf(leaves.slice(0, k))]
}
/** The tile of C2SP tlog-tiles: MTH over each 256^level leaves, in the tree of these leaves. */
export function tileOf(leaves: readonly Hash[], level: number, index: number): Hash {
  const unit = 256 ** level
  const hashes: Hash[] = []
  for (let i = index * 256; i < (index + 1) * 256 && (i + 1) * unit <= leaves.length; i++)
    hashes.push(rootOf(leaves.slice(i * unit, (i + 1) * unit)))
  return new Uint8Array(Buffer.concat(hashes))
}
