// The log: leaves, receipts, tiles, checkpoints and proofs.
export * from './errors.ts'
export * from './hashing.ts'
export * from './receipt.ts'
