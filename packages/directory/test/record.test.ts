import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cbor, concat, decodeCbor, encodeCbor, label, u8 } from '@isnad/bytes'
import { sha256, verifySignature } from '@isnad/crypto'
import { recordKinds } from '../src/bodies.ts'
import { appendRecord, chainOf, draftRecord, finishRecord, startChain } from '../src/build.ts'
import { DirectoryError } from '../src/errors.ts'
import { rootFingerprint } from '../src/fingerprint.ts'
import { encodePayload, parsePayload, parseRecord, recordDigest } from '../src/record.ts'
import {
  desk,
  deskBody,
  epochBody,
  memberBody,
  programme,
  root,
  service,
  signerOf,
  small,
  sortedRoots,
} from './world.ts'

const payloads = [
  encodePayload({ seq: 0, day: 100, memberRecords: 0 }, 'programme', programme()),
  encodePayload({ seq: 1, day: 100, memberRecords: 0 }, 'service', service),
  encodePayload({ seq: 2, day: 100, memberRecords: 0 }, 'desk', deskBody(1)),
  encodePayload({ seq: 3, day: 100, memberRecords: 0 }, 'epoch', epochBody(1, 1)),
  encodePayload({ seq: 4, day: 100, memberRecords: 0 }, 'member', await memberBody(1, 1, [1, 2])),
  encodePayload({ seq: 5, day: 100, memberRecords: 1 }, 'removal', {
    memberId: deskBody(1).id as never,
    deskId: desk(1),
  }),
  encodePayload({ seq: 6, day: 100, memberRecords: 2 }, 'desk-end', { deskId: desk(1), successor: null }),
  encodePayload({ seq: 7, day: 100, memberRecords: 2 }, 'root-change', sortedRoots([root], 1)),
]

test('a body with an unknown or missing key is refused, for every kind', () => {
  for (const payload of payloads) {
    const map = new Map(decodeCbor(payload) as ReadonlyMap<number, Cbor>)
    const body = map.get(3) as ReadonlyMap<number, Cbor>
    expect(parsePayload(payload)).toBeTruthy()
    const more = encodeCbor(new Map([...map, [3, new Map([...body, [body.size, 0]])]]))
    expect(() => parsePayload(more)).toThrow('bad-record')
    const fewer = encodeCbor(new Map([...map, [3, new Map([...body].slice(1))]]))
    expect(() => parsePayload(fewer)).toThrow('bad-record')
    expect(() => parsePayload(encodeCbor(new Map([...map, [5, 0]])))).toThrow('bad-record')
    expect(() => parsePayload(encodeCbor(new Map([...map, [0, 9]])))).toThrow('bad-record')
  }
  expect(payloads).toHaveLength(Object.keys(recordKinds).length)
})
test('a body with a value out of its form is not made', () => {
  const start = startChain()
  const wrong = [
    () => draftRecord(start, 'programme', programme(undefined, { names: {} }), 1),
    () => draftRecord(start, 'programme', programme(undefined, { languages: ['ar', 'ar'] }), 1),
    () =>
      draftRecord(start, 'programme', programme(undefined, { emergency: [{ number: 'call', label: { en: 'x' } }] }), 1),
    () =>
      draftRecord(start, 'programme', programme(undefined, { hosts: { source: 'https://x', desk: '', site: '' } }), 1),
    () => draftRecord(start, 'programme', programme({ keys: [root.publicKey], threshold: 2 }), 1),
    () => draftRecord(start, 'programme', programme({ keys: [root.publicKey, root.publicKey], threshold: 1 }), 1),
    () => draftRecord(start, 'service', { ...service, origin: 'two words' }, 1),
    () => draftRecord(start, 'service', { ...service, log: new Uint8Array(31) }, 1),
    () => draftRecord(start, 'desk', deskBody(1, { hours: [{ weekday: 8, from: 0, to: 1 }] }), 1),
    () => draftRecord(start, 'desk', deskBody(1, { hours: [{ weekday: 1, from: 5, to: 5 }] }), 1),
    () => draftRecord(start, 'desk', deskBody(1, { categories: ['NON' as never] }), 1),
    () => draftRecord(start, 'desk', deskBody(1, { places: ['../x'] }), 1),
    () => draftRecord(start, 'desk', deskBody(1, { readers: { ar: 'a\u0000b' } }), 1),
    () => draftRecord(start, 'epoch', epochBody(1, 0), 1),
    () => draftRecord(start, 'epoch', epochBody(1, 1, { suite1: new Uint8Array(1215) }), 1),
    () => draftRecord(start, 'desk', deskBody(1), 65_536),
  ]
  for (const [i, make] of wrong.entries()) expect(make, String(i)).toThrow(DirectoryError)
})
test('14 trailing bytes and signatures out of order are refused', async () => {
  const record = small.records[0] as Uint8Array<ArrayBuffer>
  expect(() => parseRecord(concat(record, u8(0)))).toThrow('bad-record')
  const other = await signerOf(5)
  const draft = draftRecord(startChain(), 'programme', programme(sortedRoots([root, other], 2)), 1)
  const signatures = await Promise.all(
    [root, other].map(async (each) => ({ signer: each.publicKey, signature: await each.sign(draft.message) })),
  )
  const made = finishRecord(draft, signatures).record
  expect(finishRecord(draft, [...signatures].reverse()).record).toEqual(made)
  const [payload, list] = decodeCbor(made) as [Cbor, Cbor[]]
  expect(() => parseRecord(encodeCbor([payload, [...list].reverse()]))).toThrow('bad-record')
})
test('a record over its limit is refused before it is read', () => {
  const [, list] = decodeCbor(small.records[0] as Uint8Array) as [Cbor, Cbor]
  const sized = (length: number) => () => parseRecord(encodeCbor([new Uint8Array(length), list]))
  expect(sized(262_000)).not.toThrow()
  expect(sized(262_144)).toThrow('bad-record')
})
test('14 texts of languages out of order or twice are refused', () => {
  const map = new Map(decodeCbor(payloads[2] as Uint8Array) as ReadonlyMap<number, Cbor>)
  const names = (...pairs: Cbor[]) =>
    encodeCbor(new Map([...map, [3, new Map([...(map.get(3) as typeof map), [1, pairs]])]]))
  expect(() => parsePayload(names(['en', 'a'], ['ar', 'b']))).toThrow('bad-record: names')
  expect(() => parsePayload(names(['ar', 'a'], ['ar', 'b']))).toThrow('bad-record: names')
  expect(() => parsePayload(names(['ar', 'a'], ['en', 'b']))).not.toThrow()
})
test('13 records and payloads under fuzz are refused as a DirectoryError, or parse', () => {
  const quiet = (parse: (bytes: Uint8Array) => unknown) => (bytes: Uint8Array) => {
    try {
      parse(bytes)
    } catch (error) {
      expect(error).toBeInstanceOf(DirectoryError)
    }
  }
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), quiet(parseRecord)))
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), quiet(parsePayload)))
  const mutated = fc
    .tuple(fc.constantFrom(...payloads), fc.array(fc.tuple(fc.nat(300), fc.nat(255)), { minLength: 1, maxLength: 3 }))
    .map(([payload, changes]) => {
      const bytes = payload.slice()
      for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value
      return bytes
    })
  fc.assert(fc.property(mutated, quiet(parsePayload)), { numRuns: 500 })
})
test('signature, digest, chain and fingerprint are over the bytes the specification names', async () => {
  const record = small.records[1] as Uint8Array<ArrayBuffer>
  const first = sha256(concat(label('isnad/v1/record-digest'), small.records[0] as never))
  const chain = sha256(concat(label('isnad/v1/chain'), new Uint8Array(32), first))
  const { payload, signatures } = parseRecord(record)
  const message = concat(label('isnad/v1/record'), chain, payload)
  await verifySignature(root.publicKey, message, signatures[0]?.signature as never)
  expect(recordDigest(small.records[0] as never)).toEqual(first)
  expect(chainOf(small.records.slice(0, 1)).chain).toEqual(chain)
  expect(chainOf(small.records)).toEqual(small.state)
  expect(rootFingerprint(sortedRoots([root], 1))).not.toBe(rootFingerprint(sortedRoots([await signerOf(2)], 1)))
  expect((await appendRecord(startChain(), [root], 'programme', programme(), 100)).record).toEqual(small.records[0])
})
