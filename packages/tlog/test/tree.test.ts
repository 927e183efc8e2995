import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hex, u32 } from '@isnad/bytes'
import { hashLeaf } from '../src/hashing.ts'
import { type Tile, widthOf } from '../src/tiles.ts'
import { Tree } from '../src/tree.ts'
import { leafOf, rootOf, tileOf } from './reference/merkle.ts'
import { storedTiles } from './stored-tiles.ts'

const leaves = Array.from({ length: 1100 }, (_, i) => leafOf(u32(i)))
/** The leaves of the Certificate Transparency reference tests (transparency-dev/merkle, proof/verify_test.go) and the roots they give there. */
const publicLeaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const publicRoots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

test('what is no leaf is not appended, and tiles of another length or size do not resume', async () => {
  expect(() => new Tree().append(new Uint8Array(31))).toThrow('bad-leaf')
  await expect(Tree.resume(-1, storedTiles().read)).rejects.toThrow('out-of-range')
  await expect(Tree.resume(3, () => Promise.resolve(new Uint8Array(64)))).rejects.toThrow('bad-tile')
  await expect(Tree.resume(3, storedTiles().read)).rejects.toThrow('no tile 0/0')
})
test('2 the roots of the Certificate Transparency reference leaves', () => {
  const tree = new Tree()
  expect(hex(tree.root())).toBe(publicRoots[0])
  for (const [i, leaf] of publicLeaves.entries()) {
    tree.append(hashLeaf(Uint8Array.from(Buffer.from(leaf, 'hex'))))
    expect(hex(tree.root()), String(i)).toBe(publicRoots[i + 1])
  }
})
test('every size up to 1,100 has the root of the second implementation', () => {
  const tree = new Tree()
  for (const [i, leaf] of leaves.entries()) {
    tree.append(leaf)
    if (i < 70 || i % 37 === 0 || (i + 2) % 256 < 4)
      expect(hex(tree.root()), String(i + 1)).toBe(hex(rootOf(leaves.slice(0, i + 1))))
  }
})
test('tiles are those of C2SP tlog-tiles, full and partial, and only changed ones are handed out', () => {
  const tree = new Tree()
  const kept = new Map<string, Tile>()
  const sizes = [1, 5, 255, 256, 257, 512, 700, 1024, 1100]
  let at = 0
  for (const size of sizes) {
    for (; at < size; at++) tree.append(leaves[at] as never)
    const tiles = tree.takeTiles()
    for (const tile of tiles) {
      expect(tile.bytes).toHaveLength(32 * tile.width)
      kept.set(`${tile.level}/${tile.index}`, tile)
    }
    expect(tree.takeTiles()).toEqual([])
    for (const level of [0, 1, 2]) {
      for (let index = 0; widthOf(size, level, index) > 0; index++) {
        const tile = kept.get(`${level}/${index}`)
        expect(tile?.width, `${size} ${level}/${index}`).toBe(widthOf(size, level, index))
        expect(hex(tile?.bytes as never)).toBe(hex(tileOf(leaves.slice(0, size), level, index)))
      }
    }
  }
  expect(widthOf(70_000, 0, 273)).toBe(112)
  expect([widthOf(70_000, 1, 1), widthOf(70_000, 2, 0), widthOf(70_000, 3, 0)]).toEqual([17, 1, 0])
})
test('a tree resumed from its stored right edge at any size goes on as if it had never stopped', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 6 }), async (steps) => {
      const tiles = storedTiles()
      const straight = new Tree()
      let size = 0
      for (const step of steps) {
        const tree = await Tree.resume(size, tiles.read)
        expect(tree.takeTiles()).toEqual([])
        for (const leaf of leaves.slice(size, size + step)) {
          tree.append(leaf)
          straight.append(leaf)
        }
        size = tree.size
        tiles.store(tree.takeTiles())
        expect(hex(tree.root())).toBe(hex(straight.root()))
      }
    }),
    { numRuns: 40 },
  )
})
