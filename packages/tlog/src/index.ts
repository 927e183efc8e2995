// The log: leaves, receipts, tiles, checkpoints and proofs.
export * from './checkpoint.ts'
export * from './errors.ts'
export * from './hashing.ts'
export * from './receipt.ts'
export * from './proof.ts'
export { type Tile, type TileReader, tileWidth, widthOf } from './tiles.ts'
export * from './tree.ts'
