// Tiles of 256 hashes as in C2SP tlog-tiles, and hashes of whole subtrees read from them (docs/spec/log.md §4).
import { type Bytes, slice } from '@isnad/bytes'
import { sha256 } from '@isnad/crypto'
import { TlogError } from './errors.ts'
import { hashNode } from './hashing.ts'

/** Hashes in a full tile. */
export const tileWidth = 256
const hashLength = 32
/** How many levels of the tree one tile spans. */
const tileHeight = 8

/** The hashes of consecutive full subtrees of 256^level leaves. */
export interface Tile {
  readonly level: number
  /** From 0; its first hash is number 256 × index of its level. */
  readonly index: number
  /** 1…256; under 256 the tile is partial. */
  readonly width: number
  /** 32 × width bytes. */
  readonly bytes: Bytes
}
/** Fetches a tile: `width` × 32 bytes. The first hashes of a wider one are the same. */
export type TileReader = (level: number, index: number, width: number) => Promise<Bytes>

/** Hashes at a level in a tree of so many leaves. */
export const hashesAt = (size: number, level: number): number => Math.floor(size / tileWidth ** level)
/** Width of a tile in a tree of `size` leaves; 0 where there is no such tile. */
export function widthOf(size: number, level: number, index: number): number {
  return Math.min(Math.max(hashesAt(size, level) - index * tileWidth, 0), tileWidth)
}

const scratch = /* @__PURE__ */ new Uint8Array(65)
/** The root over `count` hashes, a power of two, from the hash at `first`; the fast twin of `hashNode`. */
export function rootOfRow(hashes: Uint8Array, first: number, count: number): Bytes {
  let row: Uint8Array = hashes.subarray(first * hashLength, (first + count) * hashLength)
  if (count === 1) return slice(row, 0, hashLength)
  scratch[0] = 1
  for (let width = count / 2; width >= 1; width /= 2) {
    const above = new Uint8Array(width * hashLength)
    for (let i = 0; i < width; i++) {
      scratch.set(row.subarray(i * 64, i * 64 + 64), 1)
      above.set(sha256(scratch), i * hashLength)
    }
    row = above
  }
  return slice(row, 0, hashLength)
}

/** Reads tiles of a tree of one size, each once, and hashes subtrees from them. */
export class TileView {
  readonly size: number
  readonly #read: TileReader
  readonly #tiles = new Map<string, Promise<Bytes>>()
  constructor(read: TileReader, size: number) {
    this.#read = read
    this.size = size
  }

  /** The whole tile as it stands at this size. @throws {TlogError} `bad-tile`, `out-of-range` */
  tile(level: number, index: number): Promise<Bytes> {
    const key = `${level}/${index}`
    const known = this.#tiles.get(key)
    if (known !== undefined) return known
    const fetched = this.#fetch(level, index)
    this.#tiles.set(key, fetched)
    return fetched
  }
  async #fetch(level: number, index: number): Promise<Bytes> {
    const width = widthOf(this.size, level, index)
    if (width === 0) throw new TlogError('out-of-range')
    const bytes = await this.#read(level, index, width)
    if (bytes.length !== width * hashLength) throw new TlogError('bad-tile')
    return bytes
  }

  /** The hash over leaves `begin` up to `end`, as RFC 6962 §2.1 defines it; `begin` a multiple of the first power under. */
  async rangeHash(begin: number, end: number): Promise<Bytes> {
    const count = end - begin
    const largest = largestPower(count)
    if (largest === count) return this.#subtree(begin, count)
    const [left, right] = [await this.#subtree(begin, largest), await this.rangeHash(begin + largest, end)]
    return hashNode(left, right)
  }
  /** A full subtree of `count` leaves, a power of two that divides `begin`. */
  async #subtree(begin: number, count: number): Promise<Bytes> {
    const level = Math.floor(Math.log2(count) / tileHeight)
    const unit = tileWidth ** level
    const first = begin / unit
    const tile = await this.tile(level, Math.floor(first / tileWidth))
    return rootOfRow(tile, first % tileWidth, count / unit)
  }
}

/** The largest power of two that is at most `n`, for n ≥ 1. */
export function largestPower(n: number): number {
  let power = 1
  while (power * 2 <= n) power *= 2
  return power
}
