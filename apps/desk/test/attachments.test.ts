import { defaultConsent, type Attachment, type Report } from '@isnad/model'
import { expect, test } from 'vitest'
import { fileName, sentWith } from '../src/report/attachments.ts'

const attachment = (blob: number, change: Partial<Attachment> = {}): Attachment => ({
  sha256: new Uint8Array(32),
  sha512: new Uint8Array(64),
  size: 1,
  type: 'image/jpeg',
  role: 'original',
  blob,
  ...change,
})
const report = (attachments: Attachment[]): Report => ({
  form: 1,
  category: 'SIG',
  language: 'ar',
  composedAt: 0,
  when: { from: null, to: null, precision: 'unknown' },
  place: null,
  text: '',
  told: {},
  details: {},
  certainty: null,
  consent: defaultConsent(),
  links: [],
  attachments,
  hearBack: true,
})

test('a file that could run on a double click gets an ending nothing opens', () => {
  for (const type of ['text/html', 'image/svg+xml', 'application/x-msdownload', 'application/pdf', 'toString/x'])
    expect(fileName('0123456789abcdefghjkmnpqrs', attachment(2, { type }))).toBe('01234567-3.bin')
})

test('a light copy stands with the original it was made from', () => {
  const copy = attachment(0, { role: 'field-copy', parent: 1 })
  const original = attachment(1)
  expect(sentWith(report([copy, original]))).toEqual({ shots: [{ copy, original }], files: [] })
})

test('a picture without a copy is drawn from the original, and a copy without an original alone', () => {
  const original = attachment(0)
  const copy = attachment(1, { role: 'field-copy' })
  expect(sentWith(report([original, copy])).shots).toEqual([
    { copy, original: null },
    { copy: null, original },
  ])
})

test('what calls itself no picture is a file, never a picture', () => {
  const voice = attachment(0, { role: 'voice', type: 'audio/ogg' })
  const page = attachment(1, { type: 'text/html' })
  expect(sentWith(report([voice, page]))).toEqual({ shots: [], files: [voice, page] })
})
