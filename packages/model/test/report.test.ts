import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cbor, decodeCbor, encodeCbor } from '@isnad/bytes'
import { categoryFields } from '../src/category-fields.ts'
import { ModelError } from '../src/errors.ts'
import { type Attachment, type Report, encodeReport, parseReport } from '../src/report.ts'
import { categories, consentAnswers, defaultConsent, purposes, timePrecisions } from '../src/taxonomies.ts'

const plain: Report = {
  form: 1,
  category: 'SIG',
  language: 'ar',
  composedAt: 1_795_000_000,
  when: { from: 1_794_990_000, to: null, precision: 'hour' },
  place: { kind: 'gazetteer', id: 'qay', precisionM: 1000 },
  text: 'رأيت ثلاث سيارات عند الجسر\nقبل الفجر',
  told: { people: 'ستة رجال', vehicles: 'بيك أب أبيض' },
  details: { doing: 'ينقلون صناديق', stillThere: 'unknown' },
  certainty: 'SAW',
  consent: defaultConsent(),
  links: ['https://example.org/p?id=1'],
  attachments: [],
  hearBack: true,
}
const attachment = (blob: number, part: Partial<Attachment> = {}): Attachment => ({
  ...{ sha256: new Uint8Array(32), sha512: new Uint8Array(64), size: 5, type: 'image/jpeg', role: 'original', blob },
  ...part,
})
const refusedAt = (field: string) => expect.objectContaining({ code: 'bad-report', field })
/** The CBOR of `plain` with one item put in another's place. */
function altered(key: number, value: Cbor | undefined): Uint8Array {
  const map = new Map(decodeCbor(encodeReport(plain)) as ReadonlyMap<number, Cbor>)
  if (value === undefined) map.delete(key)
  else map.set(key, value)
  return encodeCbor(map)
}

test('an unknown or missing key, wherever it stands, is refused', () => {
  expect(() => parseReport(altered(14, 0))).toThrow(refusedAt('report[14]'))
  expect(() => parseReport(altered(13, undefined))).toThrow(ModelError)
  expect(() => parseReport(altered(7, new Map([[4, 'x']])))).toThrow(refusedAt('told[4]'))
  expect(() => parseReport(altered(8, new Map([[7, 'x']])))).toThrow(refusedAt('details[7]'))
  expect(() => encodeReport({ ...plain, details: { tribe: 'x' } })).toThrow(refusedAt('details.tribe'))
})
test('each field refuses another type, code or range', () => {
  const wrong: [number, Cbor, string][] = [
    [0, 2, 'form'],
    [1, 'XXX', 'category'],
    [2, 'Arabic', 'language'],
    [3, '1', 'composedAt'],
    [4, [1, null, 7], 'when.precision'],
    [4, [1, null, 6], 'when'],
    [4, [null, null, 2], 'when'],
    [4, [2, 1, 2], 'when'],
    [4, [1, null], 'when'],
    [5, [0, 'qay'], 'place'],
    [5, [0, '../x', 10], 'place.id'],
    [5, [1, ''], 'place.text'],
    [5, [2, 9_000_001, 0, 10], 'place.latE5'],
    [5, [2, 0, 18_000_001, 10], 'place.lonE5'],
    [5, [2, 0, 0, 0], 'place.precisionM'],
    [5, [3, 'x'], 'place.kind'],
    [6, 5, 'text'],
    [7, new Map([[0, '']]), 'told.people'],
    [8, new Map([[1, 'perhaps']]), 'details.stillThere'],
    [9, 'SEEN', 'certainty'],
    [10, [1, 1], 'consent'],
    [10, purposes.map(() => 3), 'consent.CS1'],
    [11, ['javascript:alert(1)'], 'links.0'],
    [11, ['https://a b'], 'links.0'],
    [11, Array.from({ length: 9 }, () => 'https://a.iq'), 'links'],
    [11, [`https://a.iq/${'a'.repeat(2048)}`], 'links.0'],
    [12, [[]], 'attachments.0'],
    [13, 1, 'hearBack'],
  ]
  for (const [key, value, field] of wrong)
    expect(() => parseReport(altered(key, value)), field).toThrow(refusedAt(field))
})
test('control characters and lone surrogates are refused; newline, tab and every script are not', () => {
  for (const sign of ['\0', '\u0007', '\r', '\u001b', '\u007f', '\u0085', '\ud800', '\udc00'])
    expect(() => encodeReport({ ...plain, text: `a${sign}b` }), JSON.stringify(sign)).toThrow(ModelError)
  const text = 'a\n\tب ژێ😀 e\u0301 \u202ex\u202c'
  expect(parseReport(encodeReport({ ...plain, text })).text).toBe(text)
})
test('a text over its limit is refused with the field and the bytes too many', () => {
  expect(() => encodeReport({ ...plain, text: 'ب'.repeat(6001) })).toThrow(
    expect.objectContaining({ code: 'too-long', field: 'text', excess: 2 }),
  )
  expect(() => encodeReport({ ...plain, told: { people: 'a'.repeat(1001) } })).toThrow(
    expect.objectContaining({ code: 'too-long', field: 'told.people', excess: 1 }),
  )
  expect(() => parseReport(altered(6, 'a'.repeat(12_001)))).toThrow(refusedAt('text'))
})
test('a report that is too long as a whole says by how much, and one byte fewer fits', () => {
  const links = Array.from({ length: 8 }, (_, i) => `https://a.iq/${i}${'x'.repeat(1940)}`)
  const full = { ...plain, links, text: '' }
  let excess = 0
  try {
    encodeReport({ ...full, text: 'a'.repeat(1000) })
  } catch (error) {
    excess = (error as ModelError).excess
  }
  expect(excess).toBeGreaterThan(0)
  const fits = encodeReport({ ...full, text: 'a'.repeat(1000 - excess) })
  expect(fits.length).toBe(16_380)
  expect(() => encodeReport({ ...full, text: 'a'.repeat(1001 - excess) })).toThrow(
    expect.objectContaining({ code: 'too-long', field: '', excess: 1 }),
  )
})
test('attachments that share a blob, leave one out, or name a wrong parent are refused', () => {
  const encode = (attachments: Attachment[]) => () => encodeReport({ ...plain, attachments })
  expect(encode([attachment(0), attachment(0)])).toThrow(refusedAt('attachments'))
  expect(encode([attachment(1)])).toThrow(refusedAt('attachments.0.blob'))
  expect(encode([attachment(0, { parent: 1 }), attachment(1)])).toThrow(refusedAt('attachments.0.parent'))
  expect(encode([attachment(0, { role: 'field-copy', parent: 0 })])).toThrow(refusedAt('attachments.0.parent'))
  expect(encode([attachment(0, { size: 64 * 1024 * 1024 + 1 })])).toThrow(refusedAt('attachments.0.size'))
  expect(encode([attachment(0, { type: 'image/jpeg; x=1' })])).toThrow(refusedAt('attachments.0.type'))
  expect(encode(Array.from({ length: 17 }, (_, i) => attachment(i)))).toThrow(refusedAt('attachments'))
  const pair = [attachment(0, { role: 'field-copy', parent: 1 }), attachment(1)]
  expect(parseReport(encodeReport({ ...plain, attachments: pair })).attachments).toEqual(pair)
})
test('14 bytes after the end, another order of keys, and a float are refused', () => {
  const good = encodeReport(plain)
  expect(() => parseReport(new Uint8Array([...good, 0]))).toThrow('bad-report')
  const swapped = new Uint8Array(good)
  expect(good[0]).toBe(0xae)
  swapped.set([0x01, 0x01, 0x00], 1)
  expect(() => parseReport(swapped)).toThrow('bad-report')
  expect(() => encodeReport({ ...plain, composedAt: 1.5 })).toThrow(ModelError)
})
test('every category with its own fields comes back as it went', () => {
  for (const category of categories) {
    const fields = categoryFields[category]
    expect(new Set(fields.map((field) => field.key)).size).toBe(fields.length)
    const details = Object.fromEntries(fields.map((field) => [field.name, field.codes?.at(-1) ?? 'كلام']))
    const report = { ...plain, category, details }
    expect(parseReport(encodeReport(report)), category).toEqual(report)
  }
})
test('no category asks for a family tie, an ethnicity or a faith of a person', () => {
  const names = Object.values(categoryFields).flatMap((fields) => fields.map((field) => field.name))
  expect(
    names.filter((name) => /famil|father|mother|brother|wife|tribe|ethn|faith|sect|relig|clan/i.test(name)),
  ).toEqual([])
})
test('a short report without attachments fits the smallest bucket', () => {
  expect(encodeReport({ ...plain, text: 'ب'.repeat(200), links: [], told: {}, details: {} }).length).toBeLessThan(1020)
})
test('consent by default lets a desk keep and check, and nothing go further unasked', () => {
  const consent = defaultConsent()
  expect(purposes.filter((purpose) => consent[purpose] === 'yes')).toEqual(['CS1', 'CS2'])
  expect(consent.CS8).toBe('no')
})
test('any report of the form comes back as it went', () => {
  const texts = fc.string({ unit: 'grapheme', maxLength: 200 }).filter((text) => !/\p{Cc}|\p{Cs}/u.test(text))
  const reports = fc.record({
    ...{ text: texts, hearBack: fc.boolean(), composedAt: fc.integer({ min: 0, max: 4_000_000_000 }) },
    when: fc.constantFrom(...timePrecisions).map((precision) => ({
      ...{ from: precision === 'unknown' ? null : 5, to: precision === 'unknown' ? null : 9, precision },
    })),
    place: fc.oneof(
      fc.constant(null),
      texts.filter((text) => text !== '').map((text) => ({ kind: 'typed' as const, text })),
      fc.record({
        ...{ kind: fc.constant('position' as const), precisionM: fc.integer({ min: 1, max: 100_000 }) },
        ...{ latE5: fc.integer({ min: -9e6, max: 9e6 }), lonE5: fc.integer({ min: -18e6, max: 18e6 }) },
      }),
    ),
    consent: fc
      .tuple(...purposes.map(() => fc.constantFrom(...consentAnswers)))
      .map((answers) => Object.fromEntries(purposes.map((purpose, i) => [purpose, answers[i]])) as Report['consent']),
  })
  fc.assert(
    fc.property(reports, (part) => {
      const report: Report = { ...plain, ...part }
      expect(parseReport(encodeReport(report))).toEqual(report)
    }),
  )
})
test('13 any bytes are read or refused as a ModelError, and mutated reports too', () => {
  const good = encodeReport(plain)
  const mutations = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
  const read = (bytes: Uint8Array) => {
    try {
      expect(encodeReport(parseReport(bytes))).toEqual(new Uint8Array(bytes))
    } catch (error) {
      expect(error).toBeInstanceOf(ModelError)
    }
  }
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), read))
  fc.assert(
    fc.property(mutations, (changes) => {
      const bytes = good.slice()
      for (const [at, value] of changes) bytes[at] = value
      read(bytes)
    }),
  )
})
