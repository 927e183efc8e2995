// The vectors of vectors/*.json, made by the second implementation. Every input is a seed, a rule or a literal below.
import {
  type AttachmentRole,
  type Consent,
  encodeReport,
  encodeOperationPayload,
  purposes,
  type Report,
  reportIdOf,
} from '@isnad/model'
import { wordsAr } from '../../src/words-ar.ts'
import { wordsEn } from '../../src/words-en.ts'
import * as formats from './formats.ts'
import { bulk, bytes, ed25519Public, hkdf, hpkeSeal, label, publicKey, sha256, sha512, stream } from './primitives.ts'

const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex')
/** A 32-byte secret for the vectors: SHA-256 of its name. Never used for anything else. */
const secret = (name: string): Buffer => sha256(bytes(`isnad test vector: ${name}`))
const eight = (n: number): Buffer => Buffer.alloc(8, n)
/** Byte i is i mod 251. */
export const pattern = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(length).map((_, i) => i % 251)

const made =
  'by packages/envelope/test/reference (OpenSSL and noble, from the page alone); packages/crypto and packages/envelope make and open the same in Node, and open them by WebCrypto in Chromium'
const rules = {
  secret: 'a secret called NAME is SHA-256 of the text "isnad test vector: NAME"',
  stream:
    'draws from seed S take the next bytes of block 0, block 1, …; block i is SHA-256(0x14 "isnad/v1/test-random" ‖ S ‖ i as 4 bytes)',
  pattern: 'byte i of a pattern is i mod 251',
  edits: 'xor [at, value]; cut to a length; append bytes; put [at, bytes]',
}
const programmeId = secret('programme')

function codes() {
  const bits = [
    '00000000000000000001',
    'ffffffffffffffffffff',
    '0123456789abcdef0123',
    hex(secret('code').subarray(0, 10)),
  ]
  return bits.map((text) => {
    const code = formats.codeOf(Buffer.from(text, 'hex'))
    return {
      bits: text,
      code: hex(code),
      digits: formats.digitsOf(code),
      en: formats.wordsOf(code, wordsEn),
      ar: formats.wordsOf(code, wordsAr),
    }
  })
}

function refusedCodes() {
  const [, , good] = codes()
  const words = (good?.en ?? '').split(' ')
  return [
    { text: '', error: 'code-length', position: 0 },
    { text: '12345', error: 'code-length', position: 5 },
    { text: words.slice(0, 7).join(' '), error: 'code-length', position: 7 },
    { text: [...words.slice(0, 4), 'zzzz', ...words.slice(5)].join(' '), error: 'unknown-word', position: 5 },
    { text: (1n << 88n).toString(), error: 'code-range', position: 0 },
    { text: '9'.repeat(27), error: 'code-range', position: 0 },
    { text: (BigInt(good?.digits ?? 0) + 1n).toString().padStart(27, '0'), error: 'code-checksum', position: 0 },
    { text: [words[1], words[0], ...words.slice(2)].join(' '), error: 'code-checksum', position: 0 },
  ]
}

export function keysVectors() {
  const code = Buffer.from(codes()[2]?.code ?? '', 'hex')
  const [deskId, deviceId, memberId] = [eight(1), eight(2), eight(3)]
  const seeds = { kem: secret('kem'), sms: secret('sms'), answer: secret('answer') }
  const deviceSeed = secret('device xwing')
  const wrapTo = { publicKey: publicKey(1, deviceSeed), programmeId, deskId, epoch: 7, deviceId }
  const stretchedMember = formats.stretched(code, 'member', programmeId)
  const ring = formats.keyring(
    stretchedMember,
    secret('device ed25519'),
    deviceSeed,
    bytes(memberId, deskId, deviceId),
    stream(secret('keyring stream')),
  )
  return {
    spec: 'docs/spec/keys.md',
    made,
    rules,
    stream: { seed: hex(secret('stream')), first80: hex(stream(secret('stream'))(80)) },
    codes: codes(),
    refusedCodes: refusedCodes(),
    stretched: [
      {
        code: hex(code),
        programmeId: hex(programmeId),
        source: hex(formats.stretched(code, 'source', programmeId)),
        member: hex(stretchedMember),
      },
    ],
    keyrings: [
      {
        stretched: hex(stretchedMember),
        ed25519: hex(secret('device ed25519')),
        xwing: hex(deviceSeed),
        memberId: hex(memberId),
        deskId: hex(deskId),
        deviceId: hex(deviceId),
        stream: hex(secret('keyring stream')),
        id: hex(ring.id),
        auth: hex(ring.auth),
        key: hex(ring.key),
        sealed: hex(ring.sealed),
      },
    ],
    refusedKeyrings: [{ xor: [0, 1] }, { xor: [30, 128] }, { xor: [327, 1] }, { cut: 327 }, { append: '00' }],
    seeds: [
      {
        kem: hex(seeds.kem),
        sms: hex(seeds.sms),
        answer: hex(seeds.answer),
        suite1: hex(publicKey(1, seeds.kem)),
        suite2: hex(publicKey(2, seeds.sms)),
        answerKey: hex(ed25519Public(seeds.answer)),
        deviceSeed: hex(deviceSeed),
        programmeId: hex(programmeId),
        deskId: hex(deskId),
        epoch: 7,
        deviceId: hex(deviceId),
        stream: hex(secret('seeds stream')),
        wrap: hex(formats.seedsWrap(wrapTo, seeds, stream(secret('seeds stream')))),
      },
    ],
    refusedSeeds: [
      { xor: [0, 1], error: 'does-not-open' },
      { xor: [1231, 1], error: 'does-not-open' },
      { cut: 1231, error: 'does-not-open' },
      { epoch: 8, error: 'does-not-open' },
      { answerKey: hex(ed25519Public(seeds.kem)), error: 'wrong-seeds' },
    ],
  }
}

const consent = Object.fromEntries(purposes.map((purpose) => [purpose, 'no'])) as Consent
const plain: Omit<Report, 'attachments'> = {
  form: 1,
  category: 'SIG',
  language: 'ar',
  composedAt: 1_795_600_000,
  when: { from: 1_795_500_000, to: null, precision: 'day' },
  place: null,
  text: 'سيارتان بيضاوان قرب المدرسة',
  told: {},
  details: {},
  certainty: 'SAW',
  consent,
  links: [],
  hearBack: false,
}

interface Given {
  readonly name: string
  readonly report: Omit<Report, 'attachments'>
  readonly desks: number
  readonly files: readonly { length: number; role: AttachmentRole; type: string }[]
}
const given: readonly Given[] = [
  { name: 'one desk, no code, no part', report: plain, desks: 1, files: [] },
  { name: 'one desk, a code', report: { ...plain, hearBack: true }, desks: 1, files: [] },
  {
    name: 'two desks, a code, 4 KiB, two parts',
    report: { ...plain, hearBack: true, text: 'x'.repeat(1500), links: ['https://example.org/'] },
    desks: 2,
    files: [
      { length: 5, role: 'voice', type: 'audio/ogg' },
      { length: 70_000, role: 'original', type: 'image/jpeg' },
    ],
  },
  {
    name: 'four desks, 16 KiB, a part of two chunks',
    report: { ...plain, text: 'ش'.repeat(5000) },
    desks: 4,
    files: [{ length: 300_000, role: 'original', type: 'image/png' }],
  },
]
const paddedTo = (length: number): number => [65_536, 131_072, 393_216].find((size) => length <= size) ?? 0

function envelopeVector({ name, report, desks, files }: Given) {
  const attachments = files.map(({ length, role, type }, blob) => {
    const data = pattern(length)
    return {
      sha256: new Uint8Array(sha256(data)),
      sha512: new Uint8Array(sha512(data)),
      size: length,
      type,
      role,
      blob,
    }
  })
  const cbor = encodeReport({ ...report, attachments })
  const bucket = cbor.length + 4 <= 1024 ? 0 : cbor.length + 4 <= 4096 ? 1 : 2
  const to = Array.from({ length: desks }, (_, i) => ({
    deskId: eight(i + 1),
    epoch: i + 1,
    seed: secret(`desk ${i + 1}`),
  }))
  const threadSecret = report.hearBack ? secret('thread') : null
  const sealed = formats.envelope(
    {
      cbor,
      bucket,
      parts: files.map(({ length }) => ({ plaintext: pattern(length), padded: paddedTo(length) })),
      desks: to.map(({ deskId, epoch, seed }) => ({ deskId, epoch, publicKey: publicKey(1, seed) })),
      threadSecret,
    },
    stream(secret(name)),
  )
  return {
    name,
    report,
    files,
    cbor: hex(cbor),
    desks: to.map(({ deskId, epoch, seed }) => ({ deskId: hex(deskId), epoch, seed: hex(seed) })),
    threadSecret: threadSecret === null ? null : hex(threadSecret),
    stream: hex(secret(name)),
    reportId: hex(sealed.reportId),
    contentKey: hex(sealed.contentKey),
    H: hex(sealed.H),
    parts: sealed.parts.map((part) => ({
      length: part.length,
      sha256: hex(sha256(part)),
      first56: hex(part.subarray(0, 56)),
    })),
    envelope: hex(sealed.envelope),
  }
}

/** What must be refused, each an edit of the first envelope, opened by its first desk. */
const refusedEnvelopes = [
  { edit: { xor: [0, 1] }, error: 'bad-header' },
  { edit: { xor: [3, 3] }, error: 'unknown-version' },
  { edit: { xor: [4, 3] }, error: 'unknown-suite' },
  { edit: { xor: [5, 3] }, error: 'bad-header' },
  { edit: { xor: [6, 1] }, error: 'unknown-flag' },
  { edit: { xor: [7, 1] }, error: 'slot-does-not-open' },
  { edit: { xor: [23, 1] }, error: 'bad-header' },
  { edit: { xor: [23, 3] }, error: 'wrong-length' },
  { edit: { xor: [24, 17] }, error: 'bad-header' },
  { edit: { xor: [25, 1] }, error: 'not-for-this-desk' },
  { edit: { xor: [36, 2] }, error: 'unknown-epoch' },
  { edit: { xor: [37, 1] }, error: 'slot-does-not-open' },
  { edit: { xor: [37 + 1088, 1] }, error: 'slot-does-not-open' },
  { edit: { xor: [37 + 1201, 1] }, error: 'slot-does-not-open' },
  { edit: { xor: [1239, 1] }, error: 'slot-does-not-open' },
  { edit: { xor: [2334, 1] }, error: 'slot-does-not-open' },
  { edit: { cut: 2334 }, error: 'wrong-length' },
  { edit: { cut: 24 }, error: 'bad-header' },
  { edit: { cut: 0 }, error: 'bad-header' },
  { edit: { append: '00' }, error: 'wrong-length' },
]

function suites() {
  const info = label('isnad/v1/test')
  const plaintext = pattern(66)
  return ([1, 2] as const).flatMap((suite) =>
    [undefined, { key: secret('psk'), id: bytes('psk') }].map((psk) => {
      const seed = secret(`suite ${suite}`)
      const draws = secret(`suite ${suite} stream`)
      const to = publicKey(suite, seed)
      const input = { info, aad: bytes('bound'), plaintext, ...(psk ? { psk } : {}) }
      return {
        suite,
        psk: psk ? { key: hex(psk.key), id: hex(psk.id) } : null,
        seed: hex(seed),
        publicKey: hex(to),
        info: hex(info),
        aad: hex(input.aad),
        plaintext: hex(plaintext),
        stream: hex(draws),
        sealed: hex(hpkeSeal(suite, to, stream(draws), input)),
      }
    }),
  )
}

function bulks() {
  return [0, 1, 63, 64, 65, 128, 150].map((length) => {
    const how = {
      salt: secret(`salt ${length}`).subarray(0, 24),
      info: label('isnad/v1/test'),
      aad: bytes('bound'),
      chunk: 64,
    }
    const objectKey = secret('object key')
    return {
      objectKey: hex(objectKey),
      info: hex(how.info),
      aad: hex(how.aad),
      chunk: 64,
      length,
      salt: hex(how.salt),
      sealed: hex(bulk(objectKey, how, pattern(length))),
    }
  })
}

function operations() {
  const seed = secret('desk 1')
  const reportId = reportIdOf(bytes(eight(4), eight(5)))
  return [
    { payload: { kind: 'opened', reportId } as const, bucket: 256 },
    { payload: { kind: 'answer', reportId, text: 'ش'.repeat(300), n: [0, 1] } as const, bucket: 1024 },
  ].map(({ payload, bucket }) => {
    const draws = secret(`operation ${payload.kind}`)
    const cbor = encodeOperationPayload(payload)
    const to = { publicKey: publicKey(1, seed), deskId: eight(1), epoch: 1 }
    return {
      payload,
      cbor: hex(cbor),
      seed: hex(seed),
      deskId: hex(to.deskId),
      epoch: 1,
      stream: hex(draws),
      itemRef: hex(formats.itemRef(seed, bytes(eight(4), eight(5)))),
      sealed: hex(formats.operationPayload(to, cbor, bucket, stream(draws))),
    }
  })
}

export function envelopeVectors() {
  return {
    spec: 'docs/spec/envelope.md',
    made,
    rules,
    suites: suites(),
    bulks: bulks(),
    envelopes: given.map(envelopeVector),
    refusedEnvelopes,
    operations: operations(),
  }
}

export function repliesVectors() {
  const [threadSecret, deskId, H] = [secret('thread'), eight(1), secret('H')]
  const keys = formats.thread(threadSecret, deskId)
  const receipt = pattern(213)
  const answers = [
    { kind: 'answer', text: 'وصلنا بلاغك، شكراً', n: 0, receipt: null },
    { kind: 'answer', text: '', n: 1, receipt: null },
    { kind: 'answer', text: 'x'.repeat(2000), n: 2, receipt: null },
    { kind: 'acknowledgement', text: 'نحن نتحقق', n: 5, receipt },
    { kind: 'answer', text: 'last', n: 255, receipt: null },
  ].map(({ kind, text, n, receipt: held }) => {
    const content = held === null ? bytes(text) : bytes([0, held.length], held, text)
    const draws = secret(`answer ${n}`)
    const input = { deskId, epoch: 1, answerSeed: secret('answer'), threadSecret, H, content, n }
    const replies = formats.replies({ ...input, kind: kind === 'answer' ? 1 : 2 }, stream(draws))
    return { kind, text, n, receipt: held === null ? null : hex(held), stream: hex(draws), replies: replies.map(hex) }
  })
  return {
    spec: 'docs/spec/replies.md',
    made,
    rules,
    thread: {
      threadSecret: hex(threadSecret),
      deskId: hex(deskId),
      replySeed: hex(keys.replySeed),
      replyKey: hex(keys.replyKey),
      shard: hex(keys.shard),
      firstTags: [0, 1, 2].map((n) => hex(keys.tags.subarray(8 * n, 8 * n + 8))),
      tagsDigest: hex(sha256(keys.tags)),
      psk: hex(hkdf(keys.replyKey, bytes(), label('isnad/v1/reply-psk'), 32)),
    },
    H: hex(H),
    epochs: [
      { number: 1, fromDay: 100, answerSeed: hex(secret('answer')), answer: hex(ed25519Public(secret('answer'))) },
      { number: 2, fromDay: 200, answerSeed: hex(secret('answer 2')), answer: hex(ed25519Public(secret('answer 2'))) },
    ],
    answers,
    /** Each an edit of the first reply of the first answer, published on `day`: `shown` says whether it is. */
    days: [
      { day: 100, edit: {}, shown: true },
      { day: 99, edit: {}, shown: false },
      { day: 200, edit: {}, shown: true },
      { day: 201, edit: {}, shown: true },
      { day: 202, edit: {}, shown: false },
      { day: 150, edit: { xor: [0, 1] }, shown: false },
      { day: 150, edit: { xor: [8, 1] }, shown: false },
      { day: 150, edit: { xor: [39, 128] }, shown: false },
      { day: 150, edit: { xor: [40, 1] }, shown: false },
      { day: 150, edit: { xor: [1023, 1] }, shown: false },
      { day: 150, edit: { cut: 1023 }, shown: false },
      { day: 150, edit: { append: '00' }, shown: false },
      { day: 150, edit: { put: [0, hex(keys.tags.subarray(8, 16))] }, shown: false },
    ],
  }
}
