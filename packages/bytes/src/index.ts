// What every other package writes bytes with.
export * from './bytes.ts'
export * from './cbor.ts'
export * from './errors.ts'
export * from './text.ts'
