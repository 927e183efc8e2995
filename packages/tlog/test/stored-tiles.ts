// Tiles as a server keeps them: the widest of each place, whose beginning serves for a narrower one.
import type { Bytes } from '@isnad/bytes'
import type { Tile, TileReader } from '../src/tiles.ts'

export function storedTiles(): {
  readonly read: TileReader
  store(tiles: readonly Tile[]): void
  readonly asked: string[]
} {
  const kept = new Map<string, Bytes>()
  const asked: string[] = []
  return {
    asked,
    store(tiles) {
      for (const { level, index, bytes } of tiles) kept.set(`${level}/${index}`, bytes)
    },
    read(level, index, width) {
      asked.push(`${level}/${index}/${width}`)
      const bytes = kept.get(`${level}/${index}`)
      return bytes
        ? Promise.resolve(bytes.slice(0, width * 32))
        : Promise.reject(new Error(`no tile ${level}/${index}`))
    },
  }
}
