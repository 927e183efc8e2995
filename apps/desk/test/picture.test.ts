import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pictureHead } from '../src/viewer/picture.ts'
import { parseDrawAnswer } from '../src/viewer/messages.ts'

const photos = join(process.env['ISNAD_TEST_DATA'] ?? join(import.meta.dirname, '../../../../shared/data'), 'photos')
const text = (value: string): Uint8Array => new TextEncoder().encode(value)

test('68 a document that can hold script is no picture, whatever its name says', () => {
  expect(pictureHead(text('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'))).toBeNull()
  expect(pictureHead(text('<?xml version="1.0"?><svg/>'))).toBeNull()
  expect(pictureHead(text('<!doctype html><script>1</script>'))).toBeNull()
  expect(pictureHead(text('%PDF-1.7'))).toBeNull()
  expect(pictureHead(text('PK\u0003\u0004'))).toBeNull()
})

test('68 the size is read from the head, before anything is decoded', () => {
  const png = new Uint8Array(24)
  png.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  png.set(text('IHDR'), 12)
  const view = new DataView(png.buffer)
  view.setUint32(16, 0xffff_ffff)
  view.setUint32(20, 0xffff_ffff)
  expect(pictureHead(png)).toEqual({ kind: 'image/png', width: 0xffff_ffff, height: 0xffff_ffff })
})

test('68 no bytes make the reader throw or run away', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom([0xff, 0xd8], [0x89, 0x50, 0x4e, 0x47], []),
      (tail, start) => {
        const head = pictureHead(new Uint8Array([...start, ...tail]))
        expect(head === null || (head.width > 0 && head.height > 0)).toBe(true)
      },
    ),
  )
})

test('an empty file has no head', () => {
  expect(pictureHead(new Uint8Array())).toBeNull()
})

test('camera pictures are recognised with their size', () => {
  const heads = readdirSync(photos)
    .filter((name) => name.endsWith('.jpg'))
    .map((name) => [name, pictureHead(readFileSync(join(photos, name)))] as const)
  expect(heads.length).toBeGreaterThanOrEqual(8)
  for (const [name, head] of heads)
    if (name !== 'image01088.jpg') expect(head, name).toMatchObject({ kind: 'image/jpeg' })
})

test('what the frame sends is parsed, never believed', () => {
  for (const data of [
    null,
    'drawn',
    7,
    {},
    { drawn: true },
    { drawn: true, width: 1e9, height: 1 },
    { drawn: true, width: '5', height: 5 },
  ])
    expect(parseDrawAnswer(data)).toEqual({ drawn: false, why: 'broken' })
  expect(parseDrawAnswer({ drawn: false, why: 'too-large' })).toEqual({ drawn: false, why: 'too-large' })
  expect(parseDrawAnswer({ drawn: true, width: 640, height: 480 })).toEqual({ drawn: true, width: 640, height: 480 })
})
