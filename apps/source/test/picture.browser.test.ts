import { expect, test } from 'vitest'
import { carriesMetadata, isWholeJpeg, maxFieldCopy, takePicture, typeOf } from '../src/picture.ts'
import { canaries, photograph } from './camera.ts'

const latin = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes)
const file = (bytes: Uint8Array<ArrayBuffer>): File => new File([bytes], 'x.jpg', { type: 'image/jpeg' })

async function pixels(bytes: Uint8Array<ArrayBuffer>) {
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }))
  const canvas = document.createElement('canvas')
  canvas.width = bitmap.width
  canvas.height = bitmap.height
  const context = canvas.getContext('2d')!
  context.drawImage(bitmap, 0, 0)
  const at = (x: number, y: number): number[] => [
    ...context.getImageData(Math.floor(x * bitmap.width), Math.floor(y * bitmap.height), 1, 1).data,
  ]
  return { width: bitmap.width, height: bitmap.height, at }
}

test('58 the field copy has no EXIF, XMP, IPTC, thumbnail or position, and the original is untouched', async () => {
  const original = await photograph()
  for (const canary of canaries) expect(latin(original)).toContain(canary)
  const { state, picture } = await takePicture(file(original))
  expect(state).toBe('ready')
  expect(picture!.original).toEqual(original)
  const copy = latin(picture!.fieldCopy)
  for (const trace of [...canaries, 'Exif', 'ns.adobe.com', 'Photoshop', '8BIM', 'xpacket'])
    expect(copy).not.toContain(trace)
  expect(carriesMetadata(picture!.fieldCopy)).toBe(false)
  expect(carriesMetadata(original)).toBe(true)
})

test('58 what is seen is kept: colours, and which side is up though the mark for it is gone', async () => {
  const plain = await takePicture(file(await photograph()))
  const seen = await pixels(plain.picture!.fieldCopy)
  expect([seen.width, seen.height]).toEqual([64, 32])
  expect(seen.at(0.2, 0.5)[0]).toBeGreaterThan(200)
  expect(seen.at(0.8, 0.5)[2]).toBeGreaterThan(200)

  const turned = await takePicture(file(await photograph({ turned: true })))
  const upright = await pixels(turned.picture!.fieldCopy)
  expect([upright.width, upright.height]).toEqual([32, 64])
  expect(upright.at(0.5, 0.2)[0]).toBeGreaterThan(200)
})

test('58 a copy is at most 256 KiB, however large the picture', async () => {
  const original = await photograph({ side: 2400, noise: true })
  expect(original.length).toBeGreaterThan(2_000_000)
  const { picture, thumb } = await takePicture(file(original))
  expect(picture!.fieldCopy.length).toBeLessThanOrEqual(maxFieldCopy)
  expect(picture!.fieldCopy.length).toBeGreaterThan(10_000)
  expect(Math.max(thumb!.width, thumb!.height)).toBeLessThanOrEqual(144)
})

test('an empty, a too large, a torn file and one that is no picture are each refused for what they are', async () => {
  const whole = await photograph({ side: 400, noise: true })
  const large = { size: 64 * 1024 * 1024 + 1, arrayBuffer: () => Promise.reject(new Error('must not be read')) }
  const away = { size: 5, arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) }
  const refusal = async (blob: Blob): Promise<unknown> => {
    const { state, refusal } = await takePicture(blob)
    expect(state).toBe('refused')
    return refusal
  }
  expect(await refusal(new Blob([]))).toBe('empty')
  expect(await refusal(large as unknown as Blob)).toBe('too-large')
  expect(await refusal(away as unknown as Blob)).toBe('unreadable')
  expect(await refusal(new Blob(['%PDF-1.7 not a picture'], { type: 'image/jpeg' }))).toBe('not-a-picture')
  expect(
    await refusal(new Blob(['<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'], { type: 'image/svg+xml' })),
  ).toBe('not-a-picture')
  expect(await refusal(file(whole.slice(0, whole.length / 2)))).toBe('broken')
  const holed = whole.slice()
  holed.fill(0, 2, 1200)
  expect(await refusal(file(holed))).not.toBe(undefined)
})

test('a picture is known by its bytes, never by its name', async () => {
  expect(typeOf(await photograph())).toBe('image/jpeg')
  expect(typeOf(new TextEncoder().encode('GIF89a'))).toBeNull()
  expect(typeOf(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]))).toBe('image/png')
  expect(isWholeJpeg(new Uint8Array([0xff, 0xd8, 0xff, 0xd9]))).toBe(true)
  expect(isWholeJpeg(new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 2]))).toBe(false)
})
