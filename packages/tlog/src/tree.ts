// The growing tree of a log: it keeps the right edge alone, and hands out the tiles to be kept (docs/spec/log.md §4).
import { type Bytes, slice } from '@isnad/bytes'
import { TlogError } from './errors.ts'
import { emptyRoot, hashNode } from './hashing.ts'
import { type Tile, type TileReader, hashesAt, rootOfRow, tileWidth } from './tiles.ts'

const hashLength = 32
const tileBytes = tileWidth * hashLength

/**
 * Append only. Durable are the tiles of `takeTiles` once its owner has stored them; after a failure to store, throw the tree
 * away and resume. Not for two writers.
 */
export class Tree {
  #size = 0
  #taken = 0
  /** The partial tile of each level, with room for a full one. */
  readonly #edge: Bytes[] = []
  #full: Tile[] = []

  /** Takes up a stored tree of `size` leaves by its partial tiles. @throws {TlogError} `bad-tile`, and what `read` throws */
  static async resume(size: number, read: TileReader): Promise<Tree> {
    if (!Number.isSafeInteger(size) || size < 0) throw new TlogError('out-of-range')
    const tree = new Tree()
    for (let level = 0; hashesAt(size, level) > 0; level++) {
      const hashes = hashesAt(size, level)
      const width = hashes % tileWidth
      const row = new Uint8Array(tileBytes)
      if (width > 0) {
        const bytes = await read(level, Math.floor(hashes / tileWidth), width)
        if (bytes.length !== width * hashLength) throw new TlogError('bad-tile')
        row.set(bytes)
      }
      tree.#edge.push(row)
    }
    tree.#size = size
    tree.#taken = size
    return tree
  }

  /** Leaves so far. */
  get size(): number {
    return this.#size
  }

  /** @param leaf the leaf's hash, 32 bytes. @throws {TlogError} `bad-leaf` */
  append(leaf: Uint8Array): void {
    if (leaf.length !== hashLength) throw new TlogError('bad-leaf')
    let hash = leaf
    for (let level = 0, unit = 1; ; level++, unit *= tileWidth) {
      const row = this.#rowAt(level)
      const at = Math.floor(this.#size / unit) % tileWidth
      row.set(hash, at * hashLength)
      if (at < tileWidth - 1) break
      const index = Math.floor(this.#size / unit / tileWidth)
      this.#full.push({ level, index, width: tileWidth, bytes: row.slice() })
      hash = rootOfRow(row, 0, tileWidth)
    }
    this.#size++
  }

  /** The root over all leaves so far. */
  root(): Bytes {
    let root: Bytes | null = null
    for (const [level, row] of this.#edge.entries()) {
      // From right to left: the widths of full subtrees are the bits of the width, the lowest being the rightmost.
      let rest = hashesAt(this.#size, level) % tileWidth
      for (let count = 1; rest > 0; count *= 2) {
        if (rest % (count * 2) === 0) continue
        rest -= count
        const subtree = rootOfRow(row, rest, count)
        root = root === null ? subtree : hashNode(subtree, root)
      }
    }
    return root ?? emptyRoot()
  }

  /** The tiles changed since this was last called, full ones first: to be stored before a checkpoint over them is signed. */
  takeTiles(): Tile[] {
    const tiles = this.#full
    for (const [level, row] of this.#edge.entries()) {
      const hashes = hashesAt(this.#size, level)
      const width = hashes % tileWidth
      if (width === 0 || hashes === hashesAt(this.#taken, level)) continue
      tiles.push({ level, index: Math.floor(hashes / tileWidth), width, bytes: slice(row, 0, width * hashLength) })
    }
    this.#full = []
    this.#taken = this.#size
    return tiles
  }

  #rowAt(level: number): Bytes {
    const known = this.#edge[level]
    if (known !== undefined) return known
    const row = new Uint8Array(tileBytes)
    this.#edge.push(row)
    return row
  }
}
