import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cbor, concat, decodeCbor, encodeCbor, label } from '@isnad/bytes'
import { sha256 } from '@isnad/crypto'
import { operationSteps } from '@isnad/model'
import { DirectoryError } from '../src/errors.ts'
import { deviceIdOfKey } from '../src/fingerprint.ts'
import {
  type OperationFrame,
  claimedDevice,
  noPrevious,
  openOperation,
  operationDigest,
  signOperation,
} from '../src/operation-frame.ts'
import { desk, signerOf } from './world.ts'

const signer = await signerOf(5)
const other = await signerOf(6)
const frame: OperationFrame = {
  desk: desk(1),
  device: deviceIdOfKey(signer.publicKey),
  previous: noPrevious(),
  seen: 7,
  itemRef: new Uint8Array(16).fill(3),
  step: 'opened',
  digest: null,
  to: null,
  epoch: 1,
  sealed: new Uint8Array(100).fill(9),
}
const operation = await signOperation(signer, frame)

test('5 an operation with any one bit changed is refused', async () => {
  for (let bit = 0; bit < operation.length * 8; bit += 3) {
    const changed = operation.slice()
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    await expect(openOperation(changed, signer.publicKey), String(bit)).rejects.toBeInstanceOf(DirectoryError)
  }
})
test('another device can neither sign in the name of one nor be taken for it', async () => {
  await expect(openOperation(operation, other.publicKey)).rejects.toThrow('bad-signature')
  await expect(signOperation(other, frame)).rejects.toThrow('bad-operation: device')
  const [bytes] = decodeCbor(operation) as [Uint8Array<ArrayBuffer>]
  const signature = await other.sign(concat(label('isnad/v1/operation'), bytes))
  await expect(openOperation(encodeCbor([bytes, signature]), other.publicKey)).rejects.toThrow('bad-operation: device')
})
test('an operation over 65,536 bytes is refused, though its device signed it', async () => {
  const [bytes] = decodeCbor(operation) as [Uint8Array<ArrayBuffer>]
  const long = new Map([
    ...(decodeCbor(bytes) as ReadonlyMap<number, Cbor>),
    [8, new Uint8Array(65_600 - bytes.length)],
  ])
  const encoded = encodeCbor(long)
  const signed = encodeCbor([encoded, await signer.sign(concat(label('isnad/v1/operation'), encoded))])
  expect(encoded.length).toBeLessThan(65_536)
  expect(signed.length).toBeGreaterThan(65_536)
  await expect(openOperation(signed, signer.publicKey)).rejects.toThrow('bad-operation')
})
test('the receiving desk stands exactly in a shared operation, lengths and codes are as said', async () => {
  const wrong: Partial<OperationFrame>[] = [
    { step: 'shared' },
    { to: desk(2) },
    { step: 'lost' as never },
    { itemRef: new Uint8Array(15) },
    { previous: new Uint8Array(31) },
    { digest: new Uint8Array(31) },
    { seen: -1 },
    { epoch: 0 },
    { sealed: new Uint8Array(65_536) },
  ]
  for (const part of wrong) await expect(signOperation(signer, { ...frame, ...part })).rejects.toThrow('bad-operation')
})
test('13 operations under fuzz are refused as a DirectoryError', () => {
  const quiet = (bytes: Uint8Array) => {
    try {
      claimedDevice(bytes)
    } catch (error) {
      expect(error).toBeInstanceOf(DirectoryError)
    }
  }
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), quiet))
  const [bytes, signature] = decodeCbor(operation) as [Uint8Array<ArrayBuffer>, Cbor]
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
      const changed = bytes.slice()
      changed[at] = value
      quiet(encodeCbor([changed, signature]))
    }),
    { numRuns: 500 },
  )
})
test('every step comes back as it went, with its id', async () => {
  for (const step of operationSteps) {
    const sent = {
      ...frame,
      step,
      to: step === 'shared' ? desk(2) : null,
      digest: step === 'gate-1' ? noPrevious() : null,
    }
    const bytes = await signOperation(signer, sent)
    expect(claimedDevice(bytes)).toBe(frame.device)
    expect(await openOperation(bytes, signer.publicKey)).toEqual({ ...sent, id: operationDigest(bytes) })
  }
  expect(operationDigest(operation)).toEqual(sha256(concat(label('isnad/v1/operation-digest'), operation)))
})
