// The vectors of vectors/report.json, made by the second implementation from the page alone.
import { type Item, cbor } from './cbor.ts'

const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex')
const repeat = (byte: number, length: number): string => Buffer.alloc(length, byte).toString('hex')
const bytes = (text: string): Buffer => Buffer.from(text, 'hex')
const u32 = (n: number): Buffer => Buffer.from(n.toString(16).padStart(8, '0'), 'hex')
const u64 = (n: number): Buffer => Buffer.from(n.toString(16).padStart(16, '0'), 'hex')
const letters = '0123456789abcdefghjkmnpqrstvwxyz'
/** Crockford base32, most significant bits first, spare bits zero. */
function printed(id: Buffer): string {
  const bits = [...id].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const groups = bits.padEnd(Math.ceil(bits.length / 5) * 5, '0').match(/.{5}/g) ?? []
  return groups.map((group) => letters.charAt(Number.parseInt(group, 2))).join('')
}

interface HeaderInput {
  bucket: number
  reportId: string
  desks: [string, number][]
  parts: [string, number][]
}
function header({ bucket, reportId, desks, parts }: HeaderInput): Buffer {
  return Buffer.concat([
    ...[Buffer.from('ISN'), Buffer.of(1, 1, bucket, 0), bytes(reportId), Buffer.of(desks.length, parts.length)],
    ...desks.flatMap(([deskId, epoch]) => [bytes(deskId), u32(epoch)]),
    ...parts.flatMap(([sha256, length]) => [bytes(sha256), u64(length)]),
  ])
}

function headers() {
  const one: HeaderInput = { bucket: 0, reportId: repeat(1, 16), desks: [[repeat(2, 8), 1]], parts: [] }
  const many: HeaderInput = {
    ...{ bucket: 2, reportId: repeat(0xff, 16) },
    desks: [1, 2, 3, 4].map((n) => [repeat(n, 8), n === 4 ? 0xffff_ffff : n]),
    parts: Array.from({ length: 16 }, (_, j) => [repeat(j, 32), j === 15 ? 67_108_864 + 56 + 256 * 16 : 65_608]),
  }
  const good = [one, many].map((input) => {
    const made = header(input)
    const body = [1096, 4168, 16_456][input.bucket] ?? 0
    return {
      ...{ ...input, header: hex(made), length: made.length },
      envelopeLength: made.length + input.desks.length * 1202 + body,
      printed: {
        reportId: printed(bytes(input.reportId)),
        desks: input.desks.map(([deskId]) => printed(bytes(deskId))),
      },
    }
  })
  const with_ = (at: number, value: number): string => hex(Buffer.from(header(one)).fill(value, at, at + 1))
  const refused = [
    { why: 'version 2', header: with_(3, 2), code: 'unknown-version' },
    { why: 'suite 2', header: with_(4, 2), code: 'unknown-suite' },
    { why: 'flags 1', header: with_(6, 1), code: 'unknown-flag' },
    { why: 'bucket 3', header: with_(5, 3), code: 'bad-header' },
    { why: 'no desk', header: with_(23, 0), code: 'bad-header' },
    { why: 'five desks', header: with_(23, 5), code: 'bad-header' },
    { why: 'one byte short', header: hex(header(one)).slice(0, -2), code: 'bad-header' },
    { why: 'a desk twice', header: hex(header({ ...one, desks: [...one.desks, ...one.desks] })), code: 'bad-header' },
    {
      why: 'a part of a length that no bucket has',
      header: hex(header({ ...one, parts: [[repeat(0, 32), 65_609]] })),
      code: 'bad-header',
    },
    {
      why: 'a part twice',
      header: hex(
        header({
          ...one,
          parts: [
            [repeat(0, 32), 65_608],
            [repeat(0, 32), 65_608],
          ],
        }),
      ),
      code: 'bad-header',
    },
  ]
  return { good, refused }
}

/** The map of a report as docs/spec/report.md, "Body", lists it. */
type Fields = Map<number, Item>
const base = (): Fields =>
  new Map<number, Item>([
    [0, 1],
    [1, 'SIG'],
    [2, 'ar'],
    [3, 1_795_000_000],
    [4, [null, null, 6]],
    [5, null],
    [6, 'رأيت سيارة عند الجسر'],
    [7, new Map()],
    [8, new Map()],
    [9, null],
    [10, [1, 1, 2, 2, 2, 2, 2, 0, 2, 0, 0, 0]],
    [11, []],
    [12, []],
    [13, false],
  ])
const changed = (...entries: [number, Item][]): Fields => new Map([...base(), ...entries])
const attachment = (blob: number, role: number, parent: number | null): Item => [
  ...[Buffer.alloc(32, 1), Buffer.alloc(64, 2), 5, 'image/jpeg', role, blob, parent],
]

const plain = {
  ...{ form: 1, category: 'SIG', language: 'ar', composedAt: 1_795_000_000, place: null, text: 'رأيت سيارة عند الجسر' },
  ...{ when: { from: null, to: null, precision: 'unknown' }, told: {}, details: {}, certainty: null },
  consent: {
    ...{ CS1: 'yes', CS2: 'yes', CS3: 'ask', CS4: 'ask', CS5: 'ask', CS6: 'ask' },
    ...{ CS7: 'ask', CS8: 'no', CS9: 'ask', CS10: 'no', CS11: 'no', CS12: 'no' },
  },
  ...{ links: [], attachments: [], hearBack: false },
}
const shown = (blob: number, role: string, parent?: number) => ({
  ...{ sha256: repeat(1, 32), sha512: repeat(2, 64), size: 5, type: 'image/jpeg', role, blob },
  ...(parent === undefined ? {} : { parent }),
})

function bodies() {
  const good: { report: object; fields: Fields }[] = [
    { report: plain, fields: base() },
    {
      report: {
        ...{ ...plain, category: 'HAZ', language: 'en', text: '', hearBack: true, certainty: 'SAW' },
        when: { from: 1_794_990_000, to: 1_794_993_600, precision: 'hour' },
        place: { kind: 'position', latE5: 3_634_000, lonE5: 4_313_000, precisionM: 100 },
        told: { people: 'two men', direction: 'north' },
        details: { hazard: 'ied-house', marked: 'no' },
        links: ['https://example.org/p?id=1'],
        attachments: [shown(1, 'original'), shown(0, 'field-copy', 1)],
      },
      fields: changed(
        ...([
          [1, 'HAZ'],
          [2, 'en'],
          [4, [1_794_990_000, 1_794_993_600, 1]],
          [6, ''],
        ] as [number, Item][]),
        ...([
          [5, [2, 3_634_000, 4_313_000, 100]],
          [9, 'SAW'],
          [13, true],
        ] as [number, Item][]),
        [
          7,
          new Map([
            [0, 'two men'],
            [3, 'north'],
          ]),
        ],
        [
          8,
          new Map([
            [0, 'ied-house'],
            [2, 'no'],
          ]),
        ],
        [11, ['https://example.org/p?id=1']],
        [12, [attachment(1, 0, null), attachment(0, 1, 1)]],
      ),
    },
    {
      report: {
        ...{ ...plain, category: 'MIS', language: 'ckb', text: 'line\n\ttwo 😀', certainty: 'RUMOUR' },
        place: { kind: 'gazetteer', id: 'mos-old', precisionM: 1000 },
        when: { from: 1_400_000_000, to: null, precision: 'month' },
        details: { whom: 'ا', age: 'unknown' },
      },
      fields: changed(
        ...([
          [1, 'MIS'],
          [2, 'ckb'],
          [4, [1_400_000_000, null, 4]],
          [6, 'line\n\ttwo 😀'],
        ] as [number, Item][]),
        [5, [0, 'mos-old', 1000]],
        [
          8,
          new Map([
            [0, 'ا'],
            [3, 'unknown'],
          ]),
        ],
        [9, 'RUMOUR'],
      ),
    },
    {
      report: { ...plain, category: 'OTH', place: { kind: 'typed', text: 'قرب المدرسة' } },
      fields: changed([1, 'OTH'], [5, [1, 'قرب المدرسة']]),
    },
  ]
  const refused: [string, Item, string][] = [
    ['an unknown key', changed([14, 0]), 'report[14]'],
    ['another form', changed([0, 2]), 'form'],
    ['an unknown category', changed([1, 'XXX']), 'category'],
    ['a language that is no tag', changed([2, 'Arabic']), 'language'],
    ['a time without precision', changed([4, [1, null, 6]]), 'when'],
    ['an end before the beginning', changed([4, [2, 1, 2]]), 'when'],
    ['a place id that is no id', changed([5, [0, '../x', 10]]), 'place.id'],
    ['a latitude beyond the pole', changed([5, [2, 9_000_001, 0, 10]]), 'place.latE5'],
    ['a control character', changed([6, 'a\u0000b']), 'text'],
    ['a carriage return', changed([6, 'a\r\nb']), 'text'],
    ['a text of 12,001 bytes', changed([6, 'a'.repeat(12_001)]), 'text'],
    ['a detail of another category', changed([8, new Map([[2, 'x']])]), 'details[2]'],
    ['a code that is not in the list', changed([8, new Map([[1, 'maybe']])]), 'details.stillThere'],
    ['eleven answers on consent', changed([10, [1, 1, 2, 2, 2, 2, 2, 0, 2, 0, 0]]), 'consent'],
    ['a link that is no web address', changed([11, ['javascript:alert(1)']]), 'links.0'],
    ['two attachments in one blob', changed([12, [attachment(0, 0, null), attachment(0, 0, null)]]), 'attachments'],
    ['a parent that is no original', changed([12, [attachment(0, 1, 0)]]), 'attachments.0.parent'],
  ]
  const whole = cbor(base())
  const broken = [
    { why: 'a byte after the end', cbor: hex(Buffer.concat([whole, Buffer.of(0)])) },
    { why: 'a number written longer than need be', cbor: hex(whole).replace(/^ae0001/, 'ae001801') },
    {
      why: 'keys in another order',
      cbor: hex(whole).replace(/^ae000101635349470262617203/, 'ae016353494700010262617203'),
    },
  ]
  return {
    good: good.map(({ report, fields }) => ({ report, cbor: hex(cbor(fields)) })),
    refused: [
      ...refused.map(([why, fields, field]) => ({ why, cbor: hex(cbor(fields)), code: 'bad-report', field })),
      ...broken.map((each) => ({ ...each, code: 'bad-report', field: '' })),
    ],
  }
}

function operations() {
  const id = Buffer.alloc(16, 5)
  const reportId = printed(id)
  const start: [number, Item][] = [
    [0, 1],
    [2, id],
  ]
  const payload = (...entries: [number, Item][]): string => hex(cbor(new Map([...start, ...entries])))
  return {
    good: [
      { payload: { kind: 'opened', reportId }, cbor: payload([1, 0]) },
      { payload: { kind: 'acknowledge', reportId, text: '', n: [] }, cbor: payload([1, 1], [3, ''], [4, []]) },
      {
        payload: { kind: 'answer', reportId, text: 'شكراً', n: [3, 4] },
        cbor: payload([1, 2], [3, 'شكراً'], [4, [3, 4]]),
      },
    ],
    refused: [
      { why: 'an unknown kind', cbor: payload([1, 3], [3, 'a'], [4, [0]]) },
      { why: 'text where there is none', cbor: payload([1, 0], [3, 'a']) },
      { why: 'an answer without a reply', cbor: payload([1, 2], [3, 'a'], [4, []]) },
      { why: 'replies out of order', cbor: payload([1, 2], [3, 'a'], [4, [1, 0]]) },
      { why: 'a reply beyond 255', cbor: payload([1, 2], [3, 'a'], [4, [256]]) },
    ],
  }
}

const foldings = [
  ['الموصل', 'الموصل'],
  ['أُحيـل', 'احيل'],
  ['مدرسة', 'مدرسه'],
  ['علی', 'علي'],
  ['على', 'علي'],
  ['سماء', 'سما'],
  ['هەولێر', 'ههولير'],
  ['گەڕەک', 'كهرهك'],
  ['ع\u200cلي', 'علي'],
  ['٢٠١٧ ۱۲', '2017 12'],
  ['Şingal', 'singal'],
  ['IŞIK ışık', 'isik isik'],
  ["Al-Ba'aj", 'al baaj'],
  ['ﻻ', 'لا'],
  ['  a —  b. ', 'a b'],
].map(([text, folded]) => ({ text, folded }))

export function reportVectors() {
  return {
    spec: 'docs/spec/report.md',
    made: 'by packages/model/test/reference (an encoder of its own, from the page alone); packages/model makes and reads the same',
    days: [0, 20_782, 65_535].map((day) => ({ day, date: new Date(day * 86_400_000).toISOString().slice(0, 10) })),
    lengths: {
      slot: 1202,
      bodies: [1096, 4168, 16_456],
      blobs: [64, 256, 384, 1024, 65_536].map((k) => ({
        bucket: k * 1024,
        sealed: k * 1024 + 56 + 16 * Math.ceil(k / 256),
      })),
    },
    ...{ headers: headers(), bodies: bodies(), operations: operations(), foldings },
  }
}
