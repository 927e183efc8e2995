import { expect, test } from 'vitest'
import { parseDeskId, parseReportId, reportIdBytes, reportIdOf, shortIdBytes } from '../src/ids.ts'

test('an id of another length, alphabet or with spare bits is refused', () => {
  for (const text of ['', '0'.repeat(25), '0'.repeat(27), 'O'.repeat(26), `${'0'.repeat(25)}1`, ` ${'0'.repeat(25)}`])
    expect(() => parseReportId(text), text).toThrow('bad-report-id')
  expect(() => parseDeskId('0'.repeat(26))).toThrow('bad-desk-id')
  expect(() => reportIdOf(new Uint8Array(15))).toThrow('bad-report-id')
})
test('an id prints as 26 or 13 letters and comes back', () => {
  const bytes = Uint8Array.from({ length: 16 }, (_, i) => i * 17)
  expect(reportIdOf(bytes)).toHaveLength(26)
  expect(reportIdBytes(parseReportId(reportIdOf(bytes)))).toEqual(bytes)
  expect(shortIdBytes(parseDeskId('zzzzzzzzzzzzy'))).toHaveLength(8)
})
