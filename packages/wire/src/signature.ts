// How a desk's request is signed: over method, path, digest of the body and a challenge; there is no clock in it.
import { type Bytes, base64url, concat, label, parseBase64url, utf8 } from '@isnad/bytes'
import { type DeviceId, parseDeviceId } from '@isnad/model'
import { WireError } from './errors.ts'

/** The signed bytes. `path` as sent, query included; `bodyDigest` is the SHA-256 of the body, of nothing when there is none. */
export function requestBytes(method: string, path: string, bodyDigest: Bytes, challenge: Bytes): Bytes {
  return concat(label('isnad/v1/request'), utf8(`${method}\n${path}\n`), bodyDigest, challenge)
}

export interface RequestSignature {
  readonly device: DeviceId
  readonly challenge: Bytes
  readonly signature: Bytes
}

/** The value of the `authorization` header. */
export function printRequestSignature(value: RequestSignature): string {
  const challenge = base64url(value.challenge)
  return `Isnad device="${value.device}", challenge="${challenge}", signature="${base64url(value.signature)}"`
}

const form = /^Isnad device="([0-9a-z]{13})", challenge="([A-Za-z0-9_-]{43})", signature="([A-Za-z0-9_-]{86})"$/

/** Takes the printed form alone. @throws {WireError} `not-signed` */
export function parseRequestSignature(header: string | undefined): RequestSignature {
  const [, device, challenge, signature] = form.exec(header ?? '') ?? []
  if (device === undefined || challenge === undefined || signature === undefined) throw new WireError('not-signed')
  try {
    return {
      device: parseDeviceId(device),
      challenge: parseBase64url(challenge),
      signature: parseBase64url(signature),
    }
  } catch (cause) {
    throw new WireError('not-signed', {}, { cause })
  }
}
