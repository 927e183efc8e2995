// A picture as it is taken in: the original's bytes untouched, and a field copy drawn anew, in which nothing of the original's
// metadata can be, since only its pixels are taken. Security 58.
import type { Picture } from './channel.ts'
import type { DraftPicture, PictureRefusal } from './draft.ts'

/** Sixteen parts in an envelope, two for each picture. */
export const maxPictures = 8
const maxOriginal = 64 * 1024 * 1024
/** So that most pictures share one size on the wire. */
export const maxFieldCopy = 256 * 1024
/** The longest side of a copy, and what it is made smaller to while the bytes are too many. */
const sides = [1600, 1280, 1024, 800, 640, 480, 320]
const qualities = [0.82, 0.68, 0.5]
const thumbSide = 144

type Outcome = Pick<DraftPicture, 'state' | 'refusal' | 'picture' | 'thumb'>

/** Reads a chosen file whole and makes its copy; a refusal is an ordinary outcome. */
export async function takePicture(file: Blob): Promise<Outcome> {
  if (file.size === 0) return refused('empty')
  if (file.size > maxOriginal) return refused('too-large')
  let original: Uint8Array<ArrayBuffer>
  try {
    original = new Uint8Array(await file.arrayBuffer())
  } catch {
    return refused('unreadable')
  }
  const type = typeOf(original)
  if (type === null) return refused('not-a-picture')
  if (type === 'image/jpeg' && !isWholeJpeg(original)) return refused('broken')
  try {
    const { fieldCopy, thumb } = await redraw(original, type)
    const picture: Picture = { original, fieldCopy, type }
    return { state: 'ready', picture, thumb }
  } catch {
    return refused('broken')
  }
}

const refused = (refusal: PictureRefusal): Outcome => ({ state: 'refused', refusal })

/** By its first bytes: a name or a claimed type proves nothing. */
export function typeOf(bytes: Uint8Array): string | null {
  const starts = (text: string, at = 0): boolean =>
    [...text].every((letter, i) => bytes[at + i] === letter.charCodeAt(0))
  if (starts('\xff\xd8\xff')) return 'image/jpeg'
  if (starts('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (starts('RIFF') && starts('WEBP', 8)) return 'image/webp'
  return null
}

/** True where the end of the picture is there: browsers draw a torn JPEG half grey and report no fault. */
export function isWholeJpeg(bytes: Uint8Array): boolean {
  for (let at = bytes.length - 2; at >= 2; at--) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true
  return false
}

async function redraw(bytes: Uint8Array<ArrayBuffer>, type: string) {
  const bitmap = await createImageBitmap(new Blob([bytes], { type }))
  try {
    const thumb = drawn(bitmap, thumbSide)
    for (const side of sides) {
      const canvas = drawn(bitmap, side)
      for (const quality of qualities) {
        const fieldCopy = await jpeg(canvas, quality)
        if (fieldCopy.length <= maxFieldCopy) {
          if (carriesMetadata(fieldCopy)) throw new TypeError('the browser wrote metadata into the copy')
          return { fieldCopy, thumb }
        }
      }
    }
  } finally {
    bitmap.close()
  }
  throw new RangeError('no copy is small enough')
}

function drawn(bitmap: ImageBitmap, side: number): HTMLCanvasElement {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  const context = canvas.getContext('2d')
  if (context === null) throw new TypeError('no canvas')
  // What is transparent would turn black.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  return canvas
}

async function jpeg(canvas: HTMLCanvasElement, quality: number): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality))
  if (blob === null) throw new TypeError('no copy')
  return new Uint8Array(await blob.arrayBuffer())
}

/**
 * True where a JPEG has a segment that could say more than pixels: any APPn but JFIF's APP0 and an ICC profile, or a comment.
 */
export function carriesMetadata(bytes: Uint8Array): boolean {
  let at = 2
  while (bytes[at] === 0xff && at + 4 <= bytes.length) {
    const marker = bytes[at + 1]!
    if (marker === 0xda) return false
    const isApp = marker >= 0xe0 && marker <= 0xef
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    const plain = (marker === 0xe0 && name === 'JFIF') || (marker === 0xe2 && name === 'ICC_')
    if ((isApp && !plain) || marker === 0xfe) return true
    at += 2 + (bytes[at + 2]! << 8) + bytes[at + 3]!
  }
  return true
}
