import { type Bytes, concat, label, u32, utf8 } from '@isnad/bytes'
import { CryptoError, digest, random } from '@isnad/crypto'
import { sealBulk } from '@isnad/crypto/seal'
import {
  bodyBuckets,
  encodeHeader,
  encodeReport,
  type HeaderPart,
  ModelError,
  parseHeader,
  sealedBlobLength,
  slotLength,
} from '@isnad/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openBody, sealBlob, sealBody } from '../src/content.ts'
import { EnvelopeError, type EnvelopeErrorCode } from '../src/errors.ts'
import { openEnvelope, openPart } from '../src/open.ts'
import { seal, type SealAttachment, type SealedReport } from '../src/seal.ts'
import { sealSlot } from '../src/slot.ts'
import { flip } from './flip.ts'
import { openBy, plainReport, report as reportId, testDesk, type TestDesk } from './given.ts'

const [deskA, deskB] = [await testDesk(1), await testDesk(2)]
const sealTo = (desks: readonly TestDesk[], attachments: readonly SealAttachment[] = []): Promise<SealedReport> =>
  seal({ report: plainReport, attachments, desks, threadSecret: null, random })

/** The code with which something is refused, or `opened`. */
async function refusal(opening: Promise<unknown>): Promise<string> {
  try {
    await opening
  } catch (error) {
    if (error instanceof EnvelopeError || error instanceof ModelError) return error.code
    throw error
  }
  return 'opened'
}
const refused = (envelope: Bytes, desk = deskA) => refusal(openEnvelope(envelope, openBy(desk)))

/** Header, slots and body of an envelope to one desk and no part. */
const cut = (envelope: Bytes) => {
  const { length, desks } = parseHeader(envelope)
  const bodyAt = length + desks.length * slotLength(1)
  return {
    header: envelope.slice(0, length),
    slots: envelope.slice(length, bodyAt),
    body: envelope.slice(bodyAt),
    bodyAt,
  }
}

test('5 every flipped bit of the header is refused', async () => {
  const { envelope } = await sealTo([deskA], [{ bytes: random(9), type: 'image/jpeg', role: 'original' }])
  const { header } = cut(envelope)
  expect(header.length).toBe(37 + 40)
  const codes = new Set<string>()
  for (let bit = 0; bit < header.length * 8; bit++) codes.add(await refused(flip(envelope, bit)))
  expect([...codes].sort()).toEqual([
    'bad-header',
    'not-for-this-desk',
    'slot-does-not-open',
    'unknown-epoch',
    'unknown-flag',
    'unknown-suite',
    'unknown-version',
    'wrong-length',
  ])
})

test('5 flipped bits of slot, salt, commitment, chunk and tag are refused', { timeout: 120_000 }, async () => {
  const { envelope } = await sealTo([deskA])
  const { bodyAt } = cut(envelope)
  for (let bit = 37 * 8; bit < bodyAt * 8; bit += 31)
    expect(await refused(flip(envelope, bit)), `bit ${bit}`).toBe('slot-does-not-open')
  for (let bit = bodyAt * 8; bit < envelope.length * 8; bit += bit < (bodyAt + 56) * 8 ? 3 : 23) {
    expect(await refused(flip(envelope, bit)), `bit ${bit}`).toBe('slot-does-not-open')
  }
})

test('6 an envelope cut anywhere, or with bytes behind it, is refused', async () => {
  const { envelope } = await sealTo([deskA])
  for (let length = 0; length < 60; length++)
    expect(await refused(envelope.slice(0, length))).toMatch(/^(bad-header|wrong-length)$/)
  for (let length = 60; length < envelope.length; length += 97)
    expect(await refused(envelope.slice(0, length))).toBe('wrong-length')
  expect(await refused(envelope.slice(0, -1))).toBe('wrong-length')
  expect(await refused(concat(envelope, Uint8Array.of(0)))).toBe('wrong-length')
})

test('7 8 header, slots or body of another report do not fit', async () => {
  const [one, other] = [cut((await sealTo([deskA])).envelope), cut((await sealTo([deskA])).envelope)]
  expect(await refused(concat(one.header, one.slots, other.body))).toBe('slot-does-not-open')
  expect(await refused(concat(one.header, other.slots, one.body))).toBe('slot-does-not-open')
  expect(await refused(concat(other.header, one.slots, one.body))).toBe('slot-does-not-open')
  expect(await refused(concat(one.header, other.slots, other.body))).toBe('slot-does-not-open')
})

test('8 slots moved between desks and epochs are refused', async () => {
  const { envelope } = await sealTo([deskA, deskB])
  const { header, slots, body } = cut(envelope)
  const each = slotLength(1)
  const swapped = concat(header, slots.slice(each), slots.slice(0, each), body)
  for (const desk of [deskA, deskB]) expect(await refused(swapped, desk)).toBe('slot-does-not-open')
  const doubled = concat(header, slots.slice(0, each), slots.slice(0, each), body)
  expect(await refused(doubled, deskA)).toBe('opened')
  expect(await refused(doubled, deskB)).toBe('slot-does-not-open')
  // A desk that uses one seed for two epochs would still notice the other number.
  const moved = new Uint8Array(envelope)
  moved.set(u32(2), 25 + 8)
  expect(await refused(moved, { ...deskA, epoch: 2 })).toBe('slot-does-not-open')
  // And one that would take another desk's slot for its own does not find itself in the header.
  expect(await refused(envelope, await testDesk(3))).toBe('not-for-this-desk')
})

test('8 a body sealed under the same key for another header does not open', async () => {
  const contentKey = random(32)
  const [H, otherH] = [random(32), random(32)]
  const body = await sealBody(encodeReport({ ...plainReport, attachments: [] }), random(24), {
    contentKey,
    H,
    bucket: 0,
  })
  await expect(openBody(body, { contentKey, H: otherH, bucket: 0 })).rejects.toEqual(new CryptoError('does-not-open'))
})

/** An envelope made by hand, for what an honest sender never makes. */
async function handmade(change: {
  readonly keyOfB?: Bytes
  readonly cbor?: Bytes
  /** Takes the place of the padded body. */
  readonly padded?: Bytes
  /** Parts named in the header. */
  readonly parts?: readonly HeaderPart[]
  /** What the slots are told of the body. */
  readonly told?: (body: Bytes) => Bytes
}): Promise<Bytes> {
  const contentKey = random(32)
  const header = encodeHeader({ bucket: 0, reportId: reportId(7), desks: [deskA, deskB], parts: change.parts ?? [] })
  const H = await digest('SHA-256', header)
  const cbor = change.cbor ?? encodeReport({ ...plainReport, attachments: [] })
  const padded = change.padded ?? concat(u32(cbor.length), cbor)
  const how = { objectKey: contentKey, info: label('isnad/v1/body'), aad: concat(H, utf8('body')), chunk: 16_384 }
  const body = await sealBulk({ ...how, salt: random(24), plaintext: padded, length: bodyBuckets[0] })
  const bodyDigest = await digest('SHA-256', change.told?.(body) ?? body)
  const slot = { contentKey, replyKey: random(32), shard: 0 }
  const to = (desk: TestDesk) => ({ H, bodyDigest, desk, publicKey: desk.publicKey, random })
  const slots = [
    await sealSlot(slot, to(deskA)),
    await sealSlot({ ...slot, contentKey: change.keyOfB ?? contentKey }, to(deskB)),
  ]
  return concat(header, ...slots, body)
}

test('8 a desk that has the content key cannot give another desk another body', async () => {
  expect(await refused(await handmade({ told: () => random(1096) }), deskB)).toBe('slot-does-not-open')
  expect(await refused(await handmade({ told: (body) => flip(body, 0) }), deskB)).toBe('slot-does-not-open')
})

test('9 a sender who gives two desks two keys cannot make both open', async () => {
  expect(await refused(await handmade({}), deskA)).toBe('opened')
  expect(await refused(await handmade({}), deskB)).toBe('opened')
  const forked = await handmade({ keyOfB: random(32) })
  expect(await refused(forked, deskA)).toBe('opened')
  expect(await refused(forked, deskB)).toBe('body-does-not-open')
})

test('11 unknown versions, suites and flags are refused; suite 2 is never an envelope', async () => {
  const { envelope } = await sealTo([deskA])
  const changed = (at: number, value: number) => {
    const out = new Uint8Array(envelope)
    out[at] = value
    return out
  }
  for (const version of [0, 2, 255]) expect(await refused(changed(3, version))).toBe('unknown-version')
  for (const suite of [0, 2, 3, 255]) expect(await refused(changed(4, suite))).toBe('unknown-suite')
  for (const flag of [1, 2, 128, 255]) expect(await refused(changed(6, flag))).toBe('unknown-flag')
  for (const bucket of [3, 255]) expect(await refused(changed(5, bucket))).toBe('bad-header')
})

test('14 a body that is not this form, or not canonical, is refused', async () => {
  const good = encodeReport({ ...plainReport, attachments: [] })
  for (const cbor of [
    new Uint8Array(0),
    Uint8Array.of(0),
    random(300),
    concat(good, Uint8Array.of(0)),
    good.slice(0, -1),
  ]) {
    expect(await refused(await handmade({ cbor }))).toBe('bad-body')
  }
  // Two attachments named, no part in the header.
  const attachment = {
    sha256: random(32),
    sha512: random(64),
    size: 1,
    type: 'image/png',
    role: 'original',
    blob: 0,
  } as const
  expect(await refused(await handmade({ cbor: encodeReport({ ...plainReport, attachments: [attachment] }) }))).toBe(
    'bad-body',
  )
  // A part in the header that the report does not name, and one of another size than it names.
  const part = { sha256: random(32), length: sealedBlobLength(65_536) }
  expect(await refused(await handmade({ parts: [part] }))).toBe('bad-body')
  const named = (size: number) => encodeReport({ ...plainReport, attachments: [{ ...attachment, size }] })
  expect(await refused(await handmade({ parts: [part], cbor: named(65_537) }))).toBe('bad-body')
  expect(await refused(await handmade({ parts: [part], cbor: named(65_536) }))).toBe('opened')
})

test('15 padding that is not zero, or a length past the end, is refused', async () => {
  const good = encodeReport({ ...plainReport, attachments: [] })
  const withPadded = async (padded: Bytes) => refused(await handmade({ padded }))
  expect(await withPadded(concat(u32(good.length), good))).toBe('opened')
  const dirty = new Uint8Array(bodyBuckets[0])
  dirty.set(concat(u32(good.length), good))
  dirty[1023] = 1
  expect(await withPadded(dirty)).toBe('bad-body')
  for (const length of [good.length + 1, good.length - 1, 1021, 0xffff_ffff]) {
    expect(await withPadded(concat(u32(length), good))).toBe('bad-body')
  }
})

test('16 a slot that does not open for one desk is reported there, while the other opens', async () => {
  const { envelope } = await sealTo([deskA, deskB])
  const { header } = cut(envelope)
  const broken = flip(envelope, (header.length + slotLength(1) + 5) * 8)
  expect(await refused(broken, deskA)).toBe('opened')
  expect(await refused(broken, deskB)).toBe('slot-does-not-open')
})

test('31 an envelope to an earlier epoch opens and is marked; without its seed that is said', async () => {
  const old = await testDesk(1, 4)
  const { envelope } = await sealTo([old])
  expect((await openEnvelope(envelope, openBy(old))).oldKey).toBe(false)
  const opened = await openEnvelope(envelope, { ...openBy(old), newestEpoch: 5 })
  expect([opened.oldKey, opened.epoch, opened.report.text]).toEqual([true, 4, plainReport.text])
  expect(await refusal(openEnvelope(envelope, { ...openBy(old), seeds: () => undefined }))).toBe('unknown-epoch')
})

const threeParts: readonly SealAttachment[] = [
  { bytes: random(300_000), type: 'image/jpeg', role: 'original' },
  { bytes: random(300_000), type: 'image/jpeg', role: 'original' },
  { bytes: random(5), type: 'audio/ogg', role: 'voice' },
]

test('5 6 7 8 a part that is changed, cut, of another place or of another report is refused', async () => {
  const [one, other] = [await sealTo([deskA], threeParts), await sealTo([deskA], threeParts)]
  const opened = await openEnvelope(one.envelope, openBy(deskA))
  const part = (j: number, sealed = one) => sealed.parts[j]?.bytes ?? new Uint8Array(0)
  expect(await refusal(openPart(opened, 3, part(0)))).toBe('no-such-part')
  expect(await refusal(openPart(opened, -1, part(0)))).toBe('no-such-part')
  expect(await refusal(openPart(opened, 0, part(0).slice(1)))).toBe('wrong-length')
  expect(await refusal(openPart(opened, 1, part(0)))).toBe('wrong-length')
  expect(await refusal(openPart(opened, 1, part(2)))).toBe('part-digest')
  expect(await refusal(openPart(opened, 1, part(1, other)))).toBe('part-digest')
  for (const bit of [0, 24 * 8, 55 * 8, 56 * 8, 300_000 * 8, part(1).length * 8 - 1]) {
    expect(await refusal(openPart(opened, 1, flip(part(1), bit)))).toBe('part-digest')
  }
})

test('7 8 a sender who names swapped, changed or foreign blobs is found out when they are opened', async () => {
  const [one, other] = [await sealTo([deskA], threeParts), await sealTo([deskA], threeParts)]
  const opened = await openEnvelope(one.envelope, openBy(deskA))
  /** As if the header had named `bytes` as part `j`. */
  const named = async (j: number, bytes: Bytes) => {
    const parts = [...opened.header.parts]
    parts[j] = { sha256: await digest('SHA-256', bytes), length: bytes.length }
    return refusal(openPart({ ...opened, header: { ...opened.header, parts } }, j, bytes))
  }
  const bytes = (j: number, sealed = one) => sealed.parts[j]?.bytes ?? new Uint8Array(0)
  expect(await named(1, bytes(1))).toBe('opened')
  expect(await named(1, bytes(2))).toBe('part-does-not-open')
  expect(await named(1, bytes(1, other))).toBe('part-does-not-open')
  for (const bit of [0, 24 * 8, 56 * 8, (56 + 262_144 + 16) * 8]) {
    expect(await named(1, flip(bytes(1), bit))).toBe('part-does-not-open')
  }
})

test('1 a part whose content is not what the report says is refused', async () => {
  const sealed = await sealTo([deskA], [{ bytes: random(100), type: 'image/png', role: 'original' }])
  const opened = await openEnvelope(sealed.envelope, openBy(deskA))
  const [attachment] = opened.report.attachments
  const bytes = sealed.parts[0]?.bytes ?? new Uint8Array(0)
  if (attachment === undefined) throw new Error('no attachment')
  const saying = (change: object) =>
    refusal(
      openPart({ ...opened, report: { ...opened.report, attachments: [{ ...attachment, ...change }] } }, 0, bytes),
    )
  expect(await saying({})).toBe('opened')
  expect(await saying({ sha256: random(32) })).toBe('bad-part')
  expect(await saying({ sha512: random(64) })).toBe('bad-part')
  expect(await saying({ size: 99 })).toBe('bad-part')
  expect(await saying({ size: 101 })).toBe('bad-part')
})

test('15 a part with something in its padding is refused', async () => {
  const sealed = await sealTo([deskA], [{ bytes: random(100), type: 'image/png', role: 'original' }])
  const opened = await openEnvelope(sealed.envelope, openBy(deskA))
  const [attachment] = opened.report.attachments
  if (attachment === undefined) throw new Error('no attachment')
  const filled = random(65_536)
  const said = {
    size: 100,
    sha256: await digest('SHA-256', filled.slice(0, 100)),
    sha512: await digest('SHA-512', filled.slice(0, 100)),
  }
  const place = { contentKey: opened.contentKey, j: 0, reportId: opened.header.reportId, bucket: 65_536 }
  const blob = await sealBlob(filled, random(24), place)
  const parts = [{ sha256: await digest('SHA-256', blob), length: blob.length }]
  const lying = {
    ...opened,
    header: { ...opened.header, parts },
    report: { ...opened.report, attachments: [{ ...attachment, ...said }] },
  }
  expect(await refusal(openPart(lying, 0, blob))).toBe('bad-part')
})

test('13 any bytes are refused with a code, in time', { timeout: 120_000 }, async () => {
  const { envelope } = await sealTo([deskA])
  const codes: EnvelopeErrorCode[] = [
    'wrong-length',
    'not-for-this-desk',
    'unknown-epoch',
    'slot-does-not-open',
    'body-does-not-open',
  ]
  const expected = ['bad-header', 'unknown-version', 'unknown-suite', 'unknown-flag', ...codes]
  const garbage = fc.uint8Array({ maxLength: 4000 }).map((bytes) => new Uint8Array(bytes))
  const mangled = fc
    .array(fc.tuple(fc.nat(envelope.length - 1), fc.nat(254)), { minLength: 1, maxLength: 5 })
    .map((edits) =>
      edits.reduce((bytes, [at, add]) => bytes.map((byte, i) => (i === at ? byte + add + 1 : byte)), envelope),
    )
    .filter((bytes) => bytes.some((byte, i) => byte !== envelope[i]))
  const headed = garbage.map((bytes) => concat(envelope.slice(0, 25), bytes))
  await fc.assert(
    fc.asyncProperty(fc.oneof(garbage, mangled, headed), async (bytes) => {
      expect(expected).toContain(await refused(bytes as Bytes))
    }),
    { numRuns: 600 },
  )
})
