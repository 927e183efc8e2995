// Proofs of inclusion and consistency (RFC 6962 §2.1.1, §2.1.2; verified as in RFC 9162 §2.1.3.2, §2.1.4.2), built from whole
// tiles so that the server does not learn which leaf is asked about (docs/spec/log.md §6).
import { type Bytes, equal, slice } from '@isnad/bytes'
import type { Checkpoint } from './checkpoint.ts'
import { TlogError } from './errors.ts'
import { emptyRoot, hashNode } from './hashing.ts'
import { type TileReader, TileView, hashesAt, largestPower, tileWidth } from './tiles.ts'

/** A leaf that stands in a log, verified against a checkpoint. */
export interface Inclusion {
  readonly leaf: Bytes
  readonly index: number
  readonly checkpoint: Checkpoint
}

/** Hashes beside the way from leaf `index` to the root, lowest first. @throws {TlogError} `out-of-range`, `bad-tile` */
export async function inclusionProof(read: TileReader, index: number, size: number): Promise<Bytes[]> {
  if (!isIndex(index, size)) throw new TlogError('out-of-range')
  const view = new TileView(read, size)
  const proof: Bytes[] = []
  let [begin, end] = [0, size]
  while (end - begin > 1) {
    const middle = begin + splitOf(end - begin)
    if (index < middle) {
      proof.push(await view.rangeHash(middle, end))
      end = middle
    } else {
      proof.push(await view.rangeHash(begin, middle))
      begin = middle
    }
  }
  return proof.reverse()
}

/** The root to which a leaf and its proof lead. @throws {TlogError} `bad-proof` where the proof's length is not that of the place */
export function rootFromInclusion(leaf: Uint8Array, index: number, size: number, proof: readonly Uint8Array[]): Bytes {
  if (!isIndex(index, size) || leaf.length !== 32) throw new TlogError('bad-proof')
  let [at, last, hash] = [index, size - 1, slice(leaf, 0, 32)]
  for (const beside of proof) {
    if (last === 0 || beside.length !== 32) throw new TlogError('bad-proof')
    if (at % 2 === 1 || at === last) {
      hash = hashNode(beside, hash)
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)]
    } else {
      hash = hashNode(hash, beside)
    }
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  if (last !== 0) throw new TlogError('bad-proof')
  return hash
}

/** @throws {TlogError} `bad-proof` */
export function verifyInclusion(
  checkpoint: Checkpoint,
  leaf: Bytes,
  index: number,
  proof: readonly Uint8Array[],
): Inclusion {
  const root = rootFromInclusion(leaf, index, checkpoint.size, proof)
  if (!equal(root, checkpoint.root)) throw new TlogError('bad-proof')
  return { leaf, index, checkpoint }
}

/** What shows that a tree of `older` leaves is the beginning of one of `newer`. @throws {TlogError} `out-of-range`, `bad-tile` */
export async function consistencyProof(read: TileReader, older: number, newer: number): Promise<Bytes[]> {
  if (!isIndex(older, newer + 1)) throw new TlogError('out-of-range')
  if (older === 0 || older === newer) return []
  const view = new TileView(read, newer)
  const proof: Bytes[] = []
  let [begin, end, whole] = [0, newer, true]
  // As in RFC 6962 §2.1.2: go down to where the older tree ends, noting what is beside.
  while (older !== end) {
    const middle = begin + splitOf(end - begin)
    if (older <= middle) {
      proof.push(await view.rangeHash(middle, end))
      end = middle
    } else {
      proof.push(await view.rangeHash(begin, middle))
      begin = middle
      whole = false
    }
  }
  // The older tree's own root is known to who asks, and left out.
  if (!whole) proof.push(await view.rangeHash(begin, end))
  return proof.reverse()
}

/**
 * That the newer checkpoint only adds to the older.
 * @returns the newer. @throws {TlogError} `rollback` where it is smaller, `bad-proof` where it does not follow: the log contradicts itself
 */
export function verifyConsistency(older: Checkpoint, newer: Checkpoint, proof: readonly Uint8Array[]): Checkpoint {
  if (newer.size < older.size) throw new TlogError('rollback')
  if (older.size === 0 || older.size === newer.size) {
    const same = older.size === 0 ? equal(older.root, emptyRoot()) : equal(older.root, newer.root)
    if (!same || proof.length > 0) throw new TlogError('bad-proof')
    return newer
  }
  const [oldRoot, newRoot] = rootsFromConsistency(older, newer.size, proof)
  if (!equal(oldRoot, older.root) || !equal(newRoot, newer.root)) throw new TlogError('bad-proof')
  return newer
}

function rootsFromConsistency(older: Checkpoint, newer: number, proof: readonly Uint8Array[]): [Bytes, Bytes] {
  // A whole older tree that is a subtree of the newer is its own first hash.
  const path = largestPower(older.size) === older.size ? [older.root, ...proof] : proof
  const [first, ...rest] = path
  if (first === undefined || first.length !== 32) throw new TlogError('bad-proof')
  let [at, last] = [older.size - 1, newer - 1]
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  let [oldRoot, newRoot] = [slice(first, 0, 32), slice(first, 0, 32)]
  for (const beside of rest) {
    if (last === 0 || beside.length !== 32) throw new TlogError('bad-proof')
    if (at % 2 === 1 || at === last) {
      oldRoot = hashNode(beside, oldRoot)
      newRoot = hashNode(beside, newRoot)
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)]
    } else {
      newRoot = hashNode(newRoot, beside)
    }
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  if (last !== 0) throw new TlogError('bad-proof')
  return [oldRoot, newRoot]
}

/**
 * Where a leaf stands, found by reading whole tiles from the newest back; undefined where it does not stand before `size`.
 * @param from the first index that comes into question. @throws {TlogError} `bad-tile`
 */
export async function findLeaf(
  read: TileReader,
  leaf: Uint8Array,
  size: number,
  from = 0,
): Promise<number | undefined> {
  const view = new TileView(read, size)
  for (let index = Math.ceil(hashesAt(size, 0) / tileWidth) - 1; index >= Math.floor(from / tileWidth); index--) {
    const tile = await view.tile(0, index)
    for (let i = 0; i < tile.length; i += 32) {
      if (equal(tile.subarray(i, i + 32), leaf)) return index * tileWidth + i / 32
    }
  }
  return undefined
}

const isIndex = (index: number, size: number): boolean =>
  Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size
/** The largest power of two under `count`, for count ≥ 2. */
const splitOf = (count: number): number => largestPower(count - 1)
