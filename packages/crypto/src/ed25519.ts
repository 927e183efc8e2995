// What an implementation of Ed25519 gives.
import type { Bytes } from '@isnad/bytes'

/** Signs with one key. The private half stays inside. */
export interface Signer {
  /** 32 bytes. */
  readonly publicKey: Bytes
  /** 64 bytes; the same message gives the same signature. */
  sign(message: Bytes): Promise<Bytes>
}

/** `verify` may also throw, on a key or signature that has no valid form. */
export interface Ed25519 {
  newSigner(seed: Bytes): Promise<Signer>
  verify(publicKey: Bytes, message: Bytes, signature: Bytes): Promise<boolean>
}
