// What every kind of blob storage must do. One suite, run on each.
import { buffer } from 'node:stream/consumers'
import { random, sha256 } from '@isnad/crypto'
import { expect, test } from 'vitest'
import type { Blobs } from '../src/blobs/blobs.ts'

const incoming = { reportId: '00000000000000000000000000', place: 3 }
const deskId = '0000000000000'

/** @param open gives the same storage again each time it is called, as after a restart */
export function testBlobs(open: () => Promise<Blobs>): void {
  test('what was not received is not there', async () => {
    const blobs = await open()
    expect(await blobs.received(incoming)).toBe(0)
    expect(await blobs.open({ deskId, sha256: random(32) })).toBe(undefined)
    await blobs.remove({ deskId, sha256: random(32) })
  })

  test('bytes of another digest are not kept, and are gone', async () => {
    const blobs = await open()
    await blobs.append(incoming, 0, random(100))
    expect(await blobs.finish(incoming, { deskId, sha256: random(32) })).toBe('mismatch')
    expect(await blobs.received(incoming)).toBe(0)
  })

  test('pieces add up across restarts, and the whole is kept under its digest', async () => {
    const bytes = random(700_000)
    const key = { deskId, sha256: sha256(bytes) }
    for (let at = 0; at < bytes.length; at += 200_000) {
      const blobs = await open()
      expect(await blobs.received(incoming)).toBe(at)
      await blobs.append(incoming, at, bytes.subarray(at, at + 200_000))
    }
    expect(await (await open()).finish(incoming, key)).toBe('kept')
    const blobs = await open()
    expect(await blobs.received(incoming)).toBe(0)
    const held = await blobs.open(key)
    expect(held?.length).toBe(bytes.length)
    expect(new Uint8Array(await buffer(held?.stream ?? new ReadableStream()))).toEqual(bytes)
  })

  test('the same bytes again, of another report, are kept once and hurt nothing', async () => {
    const bytes = random(1000)
    const key = { deskId, sha256: sha256(bytes) }
    const blobs = await open()
    for (const place of [0, 1]) {
      await blobs.append({ ...incoming, place }, 0, bytes)
      expect(await blobs.finish({ ...incoming, place }, key)).toBe('kept')
    }
    expect((await blobs.open(key))?.length).toBe(1000)
    await blobs.remove(key)
    expect(await blobs.open(key)).toBe(undefined)
  })

  test('what was begun and left goes by its day', async () => {
    const blobs = await open()
    await blobs.append(incoming, 0, random(10))
    expect(await blobs.removeUnfinished(0)).toBe(0)
    expect(await blobs.removeUnfinished(65_535)).toBe(1)
    expect(await blobs.received(incoming)).toBe(0)
  })
}
