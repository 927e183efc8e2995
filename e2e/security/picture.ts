// The smallest JPEG there is, with words in every place where a camera or an editor leaves them.

const start = Buffer.from('ffd8', 'hex')
/** One grey pixel, arithmetic coding. */
const image = Buffer.from(
  'ffe000104a46494600010101004800480000ffdb004300030202020202030202020303030304060404040404080606050609080a' +
    '0a090809090a0c0f0c0a0b0e0b09090d110d0e0f101011100a0c12131210130f101010ffc9000b080001000101011100ffcc0006' +
    '00101005ffda0008010100003f00d2cf20ffd9',
  'hex',
)

export interface PictureWords {
  /** The description in EXIF. */
  readonly exif: string
  readonly xmp: string
  readonly comment: string
  /** Behind the end of the image. */
  readonly behind: string
}

export function pictureWith({ behind, comment, exif, xmp }: PictureWords): Buffer {
  return Buffer.concat([
    ...[start, segment(0xe1, exifOf(exif))],
    segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${xmp}</x:xmpmeta>`)),
    segment(0xfe, Buffer.from(comment)),
    ...[image, Buffer.from(behind)],
  ])
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}

/** A TIFF of one directory with one entry: 0x010e, ImageDescription. */
function exifOf(description: string): Buffer {
  const text = Buffer.from(`${description}\0`)
  const tiff = Buffer.alloc(26)
  tiff.write('MM')
  tiff.writeUInt16BE(42, 2)
  tiff.writeUInt32BE(8, 4)
  tiff.writeUInt16BE(1, 8)
  tiff.writeUInt16BE(0x010e, 10)
  tiff.writeUInt16BE(2, 12)
  tiff.writeUInt32BE(text.length, 14)
  tiff.writeUInt32BE(26, 18)
  return Buffer.concat([Buffer.from('Exif\0\0'), tiff, text])
}
