// A picture as a phone's camera writes it: pixels, and beside them EXIF with a position and a thumbnail, XMP, IPTC, a comment.
const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0))

function segment(marker: number, content: readonly number[]): number[] {
  const length = content.length + 2
  return [0xff, marker, length >> 8, length & 255, ...content]
}

/** What the metadata says, to be looked for. */
export const canaries = ['36.123456', 'Canary Camera', 'canary-comment', 'canary-caption', 'canary-thumbnail']

/** @param side of the square, pixels; @param noise makes it large */
export async function photograph({ side = 64, noise = false, turned = false } = {}): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = document.createElement('canvas')
  canvas.width = side
  canvas.height = side / 2
  const context = canvas.getContext('2d')!
  if (noise) {
    const image = context.createImageData(canvas.width, canvas.height)
    for (let at = 0; at < image.data.length; at += 65536) {
      crypto.getRandomValues(
        image.data.subarray(at, Math.min(at + 65536, image.data.length)) as Uint8ClampedArray<ArrayBuffer>,
      )
    }
    context.putImageData(image, 0, 0)
  } else {
    context.fillStyle = '#0000ff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.fillStyle = '#ff0000'
    context.fillRect(0, 0, canvas.width / 2, canvas.height)
  }
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 1))
  const plain = new Uint8Array(await blob!.arrayBuffer())
  // Orientation 6 (turned right) as the one entry that a reader acts on; the rest is text to be found or not.
  const orientation = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turned ? 6 : 1, 0, 0]
  const tiff = [...ascii('MM'), 0, 42, 0, 0, 0, 8, 0, 1, ...orientation, 0, 0, 0, 0]
  const exif = segment(0xe1, [...ascii('Exif\0\0'), ...tiff, ...ascii('Canary Camera 36.123456 canary-thumbnail')])
  const xmp = segment(0xe1, ascii('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>36.123456</x:xmpmeta>'))
  const iptc = segment(0xed, ascii('Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x10canary-caption'))
  const comment = segment(0xfe, ascii('canary-comment'))
  return new Uint8Array([0xff, 0xd8, ...exif, ...xmp, ...iptc, ...comment, ...plain.subarray(2)])
}
