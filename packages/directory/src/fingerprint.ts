// Names made of public keys: of a programme's roots, and of a device (docs/spec/directory.md §1).
import { type Bytes, concat, label, printId, u8 } from '@isnad/bytes'
import { sha256 } from '@isnad/crypto'
import { type DeviceId, deviceIdOf } from '@isnad/model'
import type { Roots } from './bodies.ts'

/**
 * The fingerprint of the first record's roots: 16 bytes of SHA-256(label ‖ threshold[1] ‖ count[1] ‖ keys), as 26 letters.
 * The threshold is in it, so that one of three roots cannot pass off a programme of its own under the same fingerprint.
 */
export function rootFingerprint(roots: Roots): string {
  const keys = concat(label('isnad/v1/roots'), u8(roots.threshold), u8(roots.keys.length), ...roots.keys)
  return printId(sha256(keys).subarray(0, 16))
}
/** A device's id: 8 bytes of SHA-256(label ‖ its Ed25519 public key). */
export function deviceIdOfKey(publicKey: Bytes): DeviceId {
  return deviceIdOf(sha256(concat(label('isnad/v1/device'), publicKey)).subarray(0, 8))
}
