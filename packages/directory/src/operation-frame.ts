// The frame of a desk's operation: what stands in clear and is signed by the device (docs/spec/directory.md §6).
import { type Bytes, type Cbor, concat, decodeCbor, encodeCbor, label } from '@isnad/bytes'
import { type Signer, sha256, verifySignature } from '@isnad/crypto'
import {
  type DeskId,
  type DeviceId,
  type OperationStep,
  deskIdOf,
  deviceIdOf,
  operationSteps,
  shortIdBytes,
} from '@isnad/model'
import { readers } from '@isnad/model/fields'
import { DirectoryError } from './errors.ts'
import { deviceIdOfKey } from './fingerprint.ts'

export interface OperationFrame {
  readonly desk: DeskId
  readonly device: DeviceId
  /** Digest of the device's operation before, or 32 zeros. */
  readonly previous: Bytes
  /** The newest sequence of the desk's operations that the device had seen; 0 for none. */
  readonly seen: number
  /** Names the item to the desk alone, 16 bytes. */
  readonly itemRef: Bytes
  readonly step: OperationStep
  /** Digest of the package approved or exported, 32 bytes, or null. */
  readonly digest: Bytes | null
  /** The desk that receives, for `shared` alone; else null. */
  readonly to: DeskId | null
  /** Number of the desk's key to which the payload is sealed. */
  readonly epoch: number
  /** The sealed payload. */
  readonly sealed: Bytes
}
/** An operation whose signature was checked. */
export interface Operation extends OperationFrame {
  /** `operationDigest` of its bytes: what the device's next operation names. */
  readonly id: Bytes
}

/** The most bytes of an operation. */
export const maxOperation = 65_536
/** What the first operation of a device names as the one before. */
export const noPrevious = (): Bytes => new Uint8Array(32)

const prefix = label('isnad/v1/operation')
const digestPrefix = label('isnad/v1/operation-digest')
const read = readers((field) => new DirectoryError('bad-operation', { field }))
const nothing = new Uint8Array(0)
const frameKeys = Array.from({ length: 10 }, (_, key) => key)

/** SHA-256(label ‖ operation bytes). */
export const operationDigest = (bytes: Uint8Array): Bytes => sha256(concat(digestPrefix, bytes))

/** CBOR [frame, signature by the device over label ‖ frame]. @throws {DirectoryError} `bad-operation` */
export async function signOperation(signer: Signer, frame: OperationFrame): Promise<Bytes> {
  const bytes = encodeFrame(frame)
  if (parseFrame(bytes).device !== deviceIdOfKey(signer.publicKey))
    throw new DirectoryError('bad-operation', { field: 'device' })
  const operation = encodeCbor([bytes, await signer.sign(concat(prefix, bytes))])
  if (operation.length > maxOperation) throw new DirectoryError('bad-operation')
  return operation
}

/** Who an operation says it is of, unchecked: to find the key by which to open it. @throws {DirectoryError} `bad-operation` */
export function claimedDevice(bytes: Uint8Array): DeviceId {
  return parseFrame(takeApart(bytes).frame).device
}

/** Checks the signature, then reads. @throws {DirectoryError} `bad-signature`, `bad-operation` */
export async function openOperation(bytes: Uint8Array, devicePublicKey: Bytes): Promise<Operation> {
  const { frame, signature } = takeApart(bytes)
  try {
    await verifySignature(devicePublicKey, concat(prefix, frame), signature)
  } catch (cause) {
    throw new DirectoryError('bad-signature', { cause })
  }
  const parsed = parseFrame(frame)
  if (parsed.device !== deviceIdOfKey(devicePublicKey)) throw new DirectoryError('bad-operation', { field: 'device' })
  return { ...parsed, id: operationDigest(bytes) }
}

function takeApart(bytes: Uint8Array): { frame: Bytes; signature: Bytes } {
  if (bytes.length > maxOperation) throw new DirectoryError('bad-operation')
  const [frame, signature] = read.list(cbor(bytes), 'operation', 2, 2)
  return { frame: read.blob(frame, 'frame', maxOperation), signature: read.bytes(signature, 'signature', 64) }
}

function encodeFrame(frame: OperationFrame): Bytes {
  const values: Cbor[] = [
    ...[shortIdBytes(frame.desk), shortIdBytes(frame.device), frame.previous, frame.seen, frame.itemRef],
    ...[operationSteps.indexOf(frame.step), frame.digest ?? nothing, frame.epoch, frame.sealed],
    frame.to === null ? nothing : shortIdBytes(frame.to),
  ]
  return encodeCbor(new Map(values.map((value, key) => [key, value])))
}
function parseFrame(bytes: Uint8Array): OperationFrame {
  const map = read.map(cbor(bytes), 'frame', frameKeys, true)
  const step = read.code(map.get(5), 'step', operationSteps)
  const digest = read.blob(map.get(6), 'digest', 32)
  const to = read.blob(map.get(9), 'to', 8)
  if (to.length !== (step === 'shared' ? 8 : 0)) throw new DirectoryError('bad-operation', { field: 'to' })
  return {
    desk: deskIdOf(read.bytes(map.get(0), 'desk', 8)),
    device: deviceIdOf(read.bytes(map.get(1), 'device', 8)),
    previous: read.bytes(map.get(2), 'previous', 32),
    seen: read.int(map.get(3), 'seen', 0, Number.MAX_SAFE_INTEGER),
    itemRef: read.bytes(map.get(4), 'itemRef', 16),
    step,
    digest: digest.length === 0 ? null : read.bytes(digest, 'digest', 32),
    epoch: read.int(map.get(7), 'epoch', 1, 0xffff_ffff),
    sealed: read.blob(map.get(8), 'sealed', maxOperation),
    to: to.length === 0 ? null : deskIdOf(to),
  }
}
function cbor(bytes: Uint8Array): Cbor {
  try {
    return decodeCbor(bytes)
  } catch (cause) {
    throw new DirectoryError('bad-operation', { cause })
  }
}
