import { type Bytes, equal, hex } from '@isnad/bytes'
import { CryptoError, random, type Random } from '@isnad/crypto'
import {
  blobBuckets,
  maxBlob,
  ModelError,
  parseHeader,
  type Report,
  sealedBlobLength,
  sealedBodyLength,
} from '@isnad/model'
import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { EnvelopeError } from '../src/errors.ts'
import { openEnvelope, openPart } from '../src/open.ts'
import { seal, type SealAttachment, type Sealing } from '../src/seal.ts'
import { threadKeys } from '../src/thread.ts'
import { openBy, plainReport, testDesk } from './given.ts'

const deskA = await testDesk(1)
const given: Sealing = { report: plainReport, attachments: [], desks: [deskA], threadSecret: null, random }
const original = (bytes: Bytes): SealAttachment => ({ bytes, type: 'application/octet-stream', role: 'original' })
/** `length` bytes that are quickly made and not alike. */
const filled = (length: number): Bytes => {
  const out = new Uint8Array(length)
  for (let at = 0; at < length; at += 4096) out.fill((at >> 12) % 251, at, at + 4096)
  return out
}

test('no desk, five desks, one twice, a key that is none: refused', async () => {
  const five = await Promise.all([1, 2, 3, 4, 5].map((n) => testDesk(n)))
  for (const desks of [[], five, [deskA, deskA]]) {
    await expect(seal({ ...given, desks })).rejects.toEqual(new EnvelopeError('bad-desks'))
  }
  for (const publicKey of [new Uint8Array(0), deskA.publicKey.slice(1), new Uint8Array(1216).fill(255)]) {
    await expect(seal({ ...given, desks: [{ ...deskA, publicKey }] })).rejects.toEqual(new CryptoError('bad-key'))
  }
})

test('a thread secret of another length, or one that the report denies, is refused', async () => {
  const badThread = new EnvelopeError('bad-thread')
  const hearing = { ...plainReport, hearBack: true }
  await expect(seal({ ...given, threadSecret: random(32) })).rejects.toEqual(badThread)
  await expect(seal({ ...given, report: hearing })).rejects.toEqual(badThread)
  await expect(seal({ ...given, report: hearing, threadSecret: random(31) })).rejects.toEqual(badThread)
})

test('too many, too large, or a copy of what is no original: refused', async () => {
  const many = Array.from({ length: 17 }, () => original(random(1)))
  await expect(seal({ ...given, attachments: many })).rejects.toEqual(new EnvelopeError('too-many-attachments'))
  const copy = { ...original(random(1)), role: 'field-copy', parent: 0 } as const
  await expect(seal({ ...given, attachments: [copy] })).rejects.toEqual(new EnvelopeError('bad-parent'))
  await expect(seal({ ...given, attachments: [{ ...copy, parent: 1 }] })).rejects.toEqual(
    new EnvelopeError('bad-parent'),
  )
  await expect(
    seal({ ...given, attachments: [original(random(1)), { ...original(random(1)), parent: 0 }] }),
  ).rejects.toEqual(new EnvelopeError('bad-parent'))
  const tooLarge = original(new Uint8Array(maxBlob + 1))
  await expect(seal({ ...given, attachments: [tooLarge] })).rejects.toMatchObject({
    code: expect.stringMatching(/too-large|bad-report/),
  })
})

test('a report against its form, or longer than the largest bucket, is refused', async () => {
  const bad = { ...plainReport, category: 'XYZ' } as unknown as Report
  await expect(seal({ ...given, report: bad })).rejects.toBeInstanceOf(ModelError)
  const full = {
    ...plainReport,
    text: 'ا'.repeat(6000),
    links: Array.from({ length: 8 }, (_, i) => `https://${i}${'x'.repeat(2000)}`),
  }
  await expect(seal({ ...given, report: full })).rejects.toMatchObject({ code: 'too-long' })
})

test('1 any text and attachments open to what was sealed', { timeout: 120_000 }, async () => {
  const roles = fc.constantFrom('original', 'field-copy', 'voice', 'link-capture')
  const attachment = fc.record({ bytes: fc.uint8Array({ maxLength: 2000 }).map((b) => new Uint8Array(b)), role: roles })
  const text = fc.string({ unit: 'grapheme', maxLength: 2000 }).filter((t) => !/[\p{Cc}\p{Cs}]/u.test(t))
  await fc.assert(
    fc.asyncProperty(text, fc.array(attachment, { maxLength: 5 }), fc.boolean(), async (body, files, hearBack) => {
      const attachments = files.map(({ bytes, role }) => ({ ...original(bytes), role }))
      const threadSecret = hearBack ? random(32) : null
      const report = { ...plainReport, text: body, hearBack }
      const sealed = await seal({ ...given, report, attachments, threadSecret })
      const opened = await openEnvelope(sealed.envelope, openBy(deskA))
      expect(opened.report.text).toBe(body)
      expect(opened.H).toEqual(sealed.H)
      const open = await Promise.all(sealed.parts.map(({ bytes }, j) => openPart(opened, j, bytes)))
      const sent = [
        ...files.filter(({ role }) => role !== 'original'),
        ...files.filter(({ role }) => role === 'original'),
      ]
      expect(open).toEqual(sent.map(({ bytes }) => bytes))
      expect(sealed.parts.map(({ role }) => role)).toEqual(sent.map(({ role }) => role))
    }),
    { numRuns: 40 },
  )
})

test(
  '1 attachments at the edges of every bucket up to 20 MB open to what was sealed',
  { timeout: 300_000 },
  async () => {
    const edges = blobBuckets.filter((bucket) => bucket <= 20_000_000)
    const sizes = [0, 1, 20_000_000, ...edges.flatMap((edge) => [edge - 1, edge, edge + 1])]
    for (const size of sizes) {
      const bytes = filled(size)
      const sealed = await seal({ ...given, attachments: [original(bytes)] })
      const bucket = blobBuckets.find((candidate) => candidate >= size) ?? 0
      expect(sealed.parts[0]?.length).toBe(sealedBlobLength(bucket))
      const opened = await openEnvelope(sealed.envelope, openBy(deskA))
      const plain = await openPart(opened, 0, sealed.parts[0]?.bytes ?? new Uint8Array(0))
      expect(equal(plain, bytes), `${size} bytes`).toBe(true)
      expect(hex(opened.report.attachments[0]?.sha512 ?? plain)).toBe(createHash('sha512').update(bytes).digest('hex'))
    }
  },
)

test('field copies, voice and links are sent before originals, and copies name theirs', async () => {
  const attachments: SealAttachment[] = [
    { ...original(filled(1)), type: 'image/jpeg' },
    { bytes: filled(2), type: 'image/jpeg', role: 'field-copy', parent: 3 },
    { bytes: filled(3), type: 'audio/ogg', role: 'voice' },
    { ...original(filled(4)), type: 'image/png' },
    { bytes: filled(5), type: 'image/jpeg', role: 'field-copy', parent: 0 },
  ]
  const sealed = await seal({ ...given, attachments })
  const { report } = await openEnvelope(sealed.envelope, openBy(deskA))
  expect(report.attachments.map(({ size, blob, parent }) => [size, blob, parent])).toEqual([
    [2, 0, 4],
    [3, 1, undefined],
    [5, 2, 3],
    [1, 3, undefined],
    [4, 4, undefined],
  ])
})

test('up to four desks open the same report, each with its own reply key, none with another’s', async () => {
  const desks = await Promise.all([1, 2, 3, 4].map((n) => testDesk(n, n * 10)))
  const threadSecret = random(32)
  const sealed = await seal({ ...given, desks, threadSecret, report: { ...plainReport, hearBack: true } })
  const { shard, replyKey } = await threadKeys(threadSecret)
  for (const desk of desks) {
    const opened = await openEnvelope(sealed.envelope, openBy(desk))
    expect(opened.report).toEqual({ ...plainReport, hearBack: true, attachments: [] })
    expect(opened.replyKey).toEqual(await replyKey(desk.deskId))
    expect(opened.shard).toBe(shard)
  }
  expect(sealed.envelope.length).toBe(25 + 4 * 12 + 4 * 1202 + 1096)
})

test('15 one desk, a small report, no part: 2,335 bytes, whatever is said and whether or not there is a code', async () => {
  const texts: Record<string, string> = {
    ar: 'رأيت ثلاث سيارات قرب الجسر عند الفجر، ثم ذهبت غرباً',
    ckb: 'سێ ئۆتۆمبێلم بینی لە نزیک پردەکە لە بەیانی زوو',
    kmr: 'Min sê erebe li nêzîkî pirê dîtin, di berbanga sibê de',
    tr: 'Şafakta köprünün yanında üç araba gördüm',
    en: 'I saw three cars near the bridge at dawn',
  }
  const lengths = new Set<number>()
  for (const [language, text] of [...Object.entries(texts), ['ar', ''], ['ar', 'ا'.repeat(380)]] as [
    string,
    string,
  ][]) {
    for (const threadSecret of [null, random(32)]) {
      const report = { ...plainReport, language, text, hearBack: threadSecret !== null }
      lengths.add((await seal({ ...given, report, threadSecret })).envelope.length)
    }
  }
  expect([...lengths]).toEqual([2335])
})

test('15 a body fills its bucket to the last byte, and one byte more takes the next', async () => {
  let last = 0
  for (let length = 820; length < 1024; length++) {
    const { envelope } = await seal({ ...given, report: { ...plainReport, text: 'x'.repeat(length) } })
    const { bucket } = parseHeader(envelope)
    expect(envelope.length).toBe(37 + 1202 + sealedBodyLength(bucket))
    if (bucket === 0) last = length
  }
  expect(last).toBeGreaterThan(820)
  expect(last).toBeLessThan(1023)
})

test('12 no key, salt, id or encapsulation comes twice', { timeout: 60_000 }, async () => {
  const seen = new Map<string, Set<string>>()
  const note = (kind: string, bytes: Bytes) => seen.set(kind, (seen.get(kind) ?? new Set()).add(hex(bytes)))
  for (let i = 0; i < 300; i++) {
    const { envelope } = await seal(given)
    note('id', envelope.slice(7, 23))
    note('enc', envelope.slice(37, 69))
    note('salt', envelope.slice(37 + 1202, 37 + 1202 + 24))
    note('commitment', envelope.slice(37 + 1226, 37 + 1226 + 32))
    const { contentKey, replyKey } = await openEnvelope(envelope, openBy(deskA))
    note('content key', contentKey)
    note('reply key', replyKey)
  }
  expect([...seen].map(([kind, values]) => [kind, values.size])).toEqual(
    ['id', 'enc', 'salt', 'commitment', 'content key', 'reply key'].map((kind) => [kind, 300]),
  )
})

/** Fails at draw number `at`, in the way given. */
function failingAt(at: number, how: (length: number) => Bytes): { source: Random; draws: () => number } {
  let draws = 0
  return { source: (length) => (draws++ === at ? how(length) : random(length)), draws: () => draws }
}

test('12 17 a random source that fails at any draw stops the seal', { timeout: 60_000 }, async () => {
  const attachments = [original(random(10)), original(random(10))]
  const counting = failingAt(-1, random)
  await seal({ ...given, attachments, random: counting.source })
  expect(counting.draws()).toBeGreaterThanOrEqual(6)
  const ways: ((length: number) => Bytes)[] = [
    (length) => new Uint8Array(length),
    (length) => random(length - 1),
    () => {
      throw new Error('gone')
    },
  ]
  for (let at = 0; at < counting.draws(); at++) {
    for (const way of ways) {
      const { source } = failingAt(at, way)
      await expect(seal({ ...given, attachments, random: source }), `draw ${at}`).rejects.toEqual(
        new CryptoError('no-randomness'),
      )
    }
  }
})
