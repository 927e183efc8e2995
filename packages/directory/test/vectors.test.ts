// Rebuilds vectors/directory.json with the second implementation, compares it with the file, and runs the product over it.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type Bytes, hex, parseHex } from '@isnad/bytes'
import { newSigner, sha256 } from '@isnad/crypto'
import { deskIdOf, memberIdOf, parseDeviceId } from '@isnad/model'
import {
  type RecordBodies,
  type RecordKind,
  appendRecord,
  openDirectory,
  openOperation,
  parsePayload,
  parseRecord,
  publicEntries,
  signHead,
  signOperation,
  startChain,
} from '../src/index.ts'
import { directoryVectors } from './reference/vectors.ts'

const vectors = directoryVectors()
const records = vectors.records.map(({ record }) => parseHex(record))
const head = parseHex(vectors.head)
const secret = (name: string) => sha256(new TextEncoder().encode(`isnad test vector: ${name}`))
const signers = await Promise.all(Object.keys(vectors.keys).map((name) => newSigner(secret(name))))

test('4 vectors/directory.json is what the second implementation makes', () => {
  const path = fileURLToPath(new URL('../../../vectors/directory.json', import.meta.url))
  const made = `${JSON.stringify(vectors, null, 1)}\n`
  if (process.env['ISNAD_WRITE_VECTORS'] === '1') writeFileSync(path, made)
  expect(readFileSync(path, 'utf8') === made, 'vectors/directory.json differs from what is built').toBe(true)
})
test('4 refused directories and operations of the vectors are refused with their code', async () => {
  for (const { why, records: given, head: signed, code, at } of vectors.refused) {
    const entries = given.map((each) => ({
      record: typeof each === 'number' ? (records[each] as Bytes) : parseHex(each),
    }))
    const opening = openDirectory({ entries, head: parseHex(signed), today: 105 })
    await expect(opening, why).rejects.toMatchObject({ code, at })
  }
  const key = parseHex(vectors.operations.device.publicKey)
  for (const { why, operation, code } of vectors.operations.refused)
    await expect(openOperation(parseHex(operation), key), why).rejects.toMatchObject({ code })
})
test('4 the directory of the vectors opens, in full and in its public form', async () => {
  for (const entries of [records.map((record) => ({ record })), publicEntries(records)]) {
    const directory = await openDirectory({ entries, head, today: 105, pinnedFingerprint: vectors.fingerprint })
    expect(hex(directory.programmeId)).toBe(vectors.programmeId)
    expect(hex(directory.chain)).toBe(vectors.records.at(-1)?.chain)
    expect(directory.headDay).toBe(vectors.headDay)
    expect(directory.desks.map(({ id }) => id)).toEqual([deskIdOf(new Uint8Array(8).fill(1))])
    expect(directory.newestEpoch(deskIdOf(new Uint8Array(8).fill(1))).number).toBe(2)
    const shown = directory.complete ? [memberIdOf(new Uint8Array(8).fill(7))] : []
    expect(directory.members.map(({ memberId }) => memberId)).toEqual(shown)
  }
})
test('4 the records, chain and head of the vectors are made by the product', async () => {
  let state = startChain()
  for (const [at, record] of records.entries()) {
    const { payload, signatures } = parseRecord(record)
    const { content, day } = parsePayload(payload)
    const by = signatures.map(({ signer }) => signers.find((each) => hex(each.publicKey) === hex(signer)) as never)
    const { kind, body } = content as { kind: RecordKind; body: RecordBodies[RecordKind] }
    const made = await appendRecord(state, by, kind, body, day)
    expect(hex(made.record)).toBe(vectors.records[at]?.record)
    expect(hex(made.state.chain)).toBe(vectors.records[at]?.chain)
    state = made.state
  }
  const headKey = await newSigner(secret('head'))
  expect(hex(await signHead(headKey, { ...state, day: vectors.headDay }))).toBe(vectors.head)
})
test('4 the operations of the vectors are opened and made by the product', async () => {
  const device = await newSigner(secret('device one'))
  for (const { operation, step, digest, to, id } of vectors.operations.good) {
    const { id: made, ...frame } = await openOperation(parseHex(operation), device.publicKey)
    expect(hex(made)).toBe(id)
    expect(frame).toMatchObject({ step, to, device: parseDeviceId(vectors.operations.device.id) })
    expect(frame.digest === null ? null : hex(frame.digest)).toBe(digest)
    expect(hex(await signOperation(device, frame))).toBe(operation)
  }
})
