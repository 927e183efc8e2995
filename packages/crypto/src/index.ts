// The first door to primitives: hash, sign, verify, random. It opens and seals nothing; that is `./seal`.
export { digest } from './digest.ts'
export type { Signer } from './ed25519.ts'
export { CryptoError, type CryptoErrorCode } from './errors.ts'
export { random, type Random, watched } from './random.ts'
export { newSha256, sha256, type Sha256 } from './sha256.ts'
export { newSigner, verifySignature } from './sign.ts'
