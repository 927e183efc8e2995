// The second door to primitives: HPKE, AEAD, key derivation. What must stay blind never imports it.
export { aeadOpen, aeadSeal } from './aead.ts'
export { bulkLength, bulkSaltLength, type BulkKey, openBulk, sealBulk } from './bulk.ts'
export { hpkeLength, hpkeOpen, type HpkeOpening, hpkeSeal, type HpkeSealing, kemPublicKey, type Psk } from './hpke.ts'
export { hkdf, hmac, stretch, stretchRounds } from './kdf.ts'
export type { Suite } from './scheme.ts'
export { prepareSuite } from './suites.ts'
