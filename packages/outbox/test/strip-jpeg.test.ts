import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { stripJpeg } from '../src/strip-jpeg.ts'

const photos = join(process.env['ISNAD_TEST_DATA'] ?? join(import.meta.dirname, '../../../../shared/data'), 'photos')
const there = existsSync(photos)
const bytes = (...numbers: number[]) => Uint8Array.from(numbers)
const start = [0xff, 0xd8]
const scan = [0xff, 0xda, 0, 3, 9, 1, 2, 0xff, 0, 0xff, 0xd0, 3]
const end = [0xff, 0xd9]

test('what is not a whole JPEG is refused', () => {
  for (const broken of [
    bytes(),
    bytes(...start),
    bytes(...start, ...end),
    bytes(...start, ...scan),
    bytes(...start, 0xff, 0xe1, 0xff, 0xff, ...scan, ...end),
    bytes(1, 2, 3, 4, 5),
    bytes(...start, 0x12, 0xe1, 0, 2, ...scan, ...end),
  ])
    expect(() => stripJpeg(broken)).toThrowError(expect.objectContaining({ code: 'not-a-jpeg' }))
})

test('application segments, comments, and what stands behind the end go; tables and scans stay', () => {
  const table = [0xff, 0xdb, 0, 4, 7, 7]
  const adobe = [0xff, 0xee, 0, 4, 8, 8]
  const stripped = stripJpeg(
    bytes(
      ...start,
      ...[0xff, 0xe1, 0, 4, 1, 1],
      ...[0xff, 0xff, 0xfe, 0, 4, 2, 2],
      ...table,
      ...adobe,
      ...scan,
      ...[0xff, 0xe2, 0, 4, 3, 3],
      ...scan,
      ...end,
      ...[66, 66, 66],
    ),
  )
  expect(stripped).toEqual(bytes(...start, ...table, ...adobe, ...scan, ...scan, ...end))
})

test('a JFIF thumbnail goes, its fixed fields stay', () => {
  const jfif = [0xff, 0xe0, 0, 19, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 1, 1, 9, 9, 9]
  const stripped = stripJpeg(bytes(...start, ...jfif, ...scan, ...end))
  expect([...stripped.subarray(2, 20)]).toEqual([0xff, 0xe0, 0, 16, ...jfif.slice(4, 16), 0, 0])
  expect(stripped.length).toBe(2 + 18 + scan.length + 2)
})

test.skipIf(!there)('58 camera pictures keep no EXIF, XMP, IPTC or thumbnail', () => {
  const names = readdirSync(photos).filter((name) => name.endsWith('.jpg'))
  expect(names.length).toBeGreaterThan(0)
  for (const name of names) {
    const stripped = Buffer.from(stripJpeg(readFileSync(join(photos, name))))
    for (const mark of ['Exif', 'http://ns.adobe.com', 'Photoshop', '8BIM', 'GPS', 'Nikon', 'NIKON', 'Canon'])
      expect(stripped.includes(mark), `${name} ${mark}`).toBe(false)
    expect(stripped.indexOf(Buffer.from([0xff, 0xd8]), 2), name).toBe(-1)
    expect(stripped.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]))
  }
})
