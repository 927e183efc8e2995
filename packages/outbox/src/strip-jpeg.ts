// A copy of a JPEG without metadata, by its segments alone: no pixel is decoded (ITU T.81 §B.1).
import { type Bytes, concat, readU16, readU8 } from '@isnad/bytes'
import { OutboxError } from './errors.ts'

const startOfScan = 0xda
const endOfImage = 0xd9
const comment = 0xfe
const jfif = 0xe0
const adobe = 0xee

/**
 * Keeps what decodes the picture; EXIF, XMP, IPTC, colour profiles, maker notes, comments, thumbnails, and everything behind
 * the end of the image go. The orientation that EXIF held goes with them, so that the copy may lie on its side; the sealed
 * original keeps it.
 * @throws {OutboxError} `not-a-jpeg`
 */
export function stripJpeg(jpeg: Uint8Array): Bytes {
  if (jpeg.length < 4 || readU16(jpeg, 0) !== 0xffd8) throw new OutboxError('not-a-jpeg')
  const kept: Uint8Array[] = [jpeg.subarray(0, 2)]
  let at = 2
  let scans = 0
  for (;;) {
    while (at + 1 < jpeg.length && readU8(jpeg, at) === 0xff && readU8(jpeg, at + 1) === 0xff) at += 1
    if (at + 2 > jpeg.length || readU8(jpeg, at) !== 0xff) throw new OutboxError('not-a-jpeg')
    const marker = readU8(jpeg, at + 1)
    if (marker === endOfImage && scans > 0) return concat(...kept, jpeg.subarray(at, at + 2))
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= endOfImage) || at + 4 > jpeg.length)
      throw new OutboxError('not-a-jpeg')
    const end = at + 2 + readU16(jpeg, at + 2)
    if (end > jpeg.length) throw new OutboxError('not-a-jpeg')
    if (marker === startOfScan) {
      scans += 1
      const next = endOfEntropy(jpeg, end)
      kept.push(jpeg.subarray(at, next))
      at = next
      continue
    }
    const application = marker >= 0xe0 && marker <= 0xef
    if (marker === jfif) kept.push(withoutThumbnail(jpeg.subarray(at, end)))
    else if (marker === adobe || (marker !== comment && !application)) kept.push(jpeg.subarray(at, end))
    at = end
  }
}

/** JFIF may carry a thumbnail behind its 14 fixed bytes, and JFXX is nothing else. */
function withoutThumbnail(segment: Uint8Array): Uint8Array {
  if (segment.length < 18 || segment[5] !== 0x46 || segment[6] !== 0x49) return segment.subarray(0, 0)
  const fixed = concat(segment.subarray(0, 18))
  fixed.set([0, 16], 2)
  fixed.set([0, 0], 16)
  return fixed
}

/** The offset of the next marker behind coded data: not a stuffed zero, not a restart. */
function endOfEntropy(jpeg: Uint8Array, from: number): number {
  for (let i = from; i + 1 < jpeg.length; i++) {
    if (jpeg[i] !== 0xff) continue
    const next = readU8(jpeg, i + 1)
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return i
  }
  throw new OutboxError('not-a-jpeg')
}
