// What a file is by its first bytes, and how large it would be once decoded. A name or a declared type is never believed.

/** The only kinds of picture the desk draws. SVG is not among them: it is a document that can hold script. */
export type PictureKind = 'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif'

/** Width and height in pixels as the file's own header states them, before any decoding. */
export interface PictureHead {
  kind: PictureKind
  width: number
  height: number
}

/** A decoded picture needs four bytes a pixel: 64 million pixels are 256 MB. The field copy is always far smaller. */
export const MAX_PIXELS = 64_000_000

/**
 * Reads kind and size from the head of a file, touching nothing beyond it.
 * Gives null for whatever is not one of the four kinds or whose header is cut short.
 */
export function pictureHead(bytes: Uint8Array): PictureHead | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const head = jpegHead(view) ?? pngHead(view) ?? webpHead(view) ?? gifHead(view)
  return head && head.width > 0 && head.height > 0 ? head : null
}

function ascii(view: DataView, at: number, text: string): boolean {
  if (at + text.length > view.byteLength) return false
  for (let i = 0; i < text.length; i++) if (view.getUint8(at + i) !== text.charCodeAt(i)) return false
  return true
}

function pngHead(view: DataView): PictureHead | null {
  if (view.byteLength < 24 || view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a) return null
  if (!ascii(view, 12, 'IHDR')) return null
  return { kind: 'image/png', width: view.getUint32(16), height: view.getUint32(20) }
}

function gifHead(view: DataView): PictureHead | null {
  if (view.byteLength < 10 || !(ascii(view, 0, 'GIF87a') || ascii(view, 0, 'GIF89a'))) return null
  return { kind: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true) }
}

function webpHead(view: DataView): PictureHead | null {
  if (view.byteLength < 30 || !ascii(view, 0, 'RIFF') || !ascii(view, 8, 'WEBP')) return null
  const size = (width: number, height: number): PictureHead => ({ kind: 'image/webp', width, height })
  if (ascii(view, 12, 'VP8X')) return size(1 + uint24(view, 24), 1 + uint24(view, 27))
  if (ascii(view, 12, 'VP8L')) {
    const bits = view.getUint32(21, true)
    return size(1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff))
  }
  if (ascii(view, 12, 'VP8 ')) return size(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff)
  return null
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
}

/** Walks the marker segments to the first start-of-frame, which holds the size (ITU T.81, B.2.2). */
function jpegHead(view: DataView): PictureHead | null {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null
  let at = 2
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (isStartOfFrame(marker)) {
      return { kind: 'image/jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    }
    if (marker === 0xda || marker === 0xd9) return null
    at += 2 + view.getUint16(at + 2)
  }
  return null
}

function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}
