// Replies that a desk's own key signed and that are still against their form.
import { type Bytes, concat, label, u16, u32, u8, utf8 } from '@isnad/bytes'
import { newSigner, random } from '@isnad/crypto'
import { hkdf, hpkeSeal } from '@isnad/crypto/seal'
import { shortIdBytes } from '@isnad/model'
import { expect, test } from 'vitest'
import { openAnswers } from '../src/answer.ts'
import { openReply, replyContent, sealReply } from '../src/reply.ts'
import { replyTags, threadKeys } from '../src/thread.ts'
import { desk } from './given.ts'

const threadSecret = random(32)
const deskId = desk(1)
const keys = await threadKeys(threadSecret)
const [replyKey, replySeed] = [await keys.replyKey(deskId), await keys.replySeed(deskId)]
const tags = await replyTags(replyKey)
const signer = await newSigner(random(32))
const H = random(32)
const placeOf = (n: number) => ({ deskId, replyKey, replySeed, n, tag: tags[n] ?? new Uint8Array(8) })
const hear = (replies: Bytes[]) =>
  openAnswers({
    threadSecret,
    desks: [{ deskId, epochs: [{ number: 1, fromDay: 0, answer: signer.publicKey }] }],
    days: [{ day: 1, replies }],
  })

/** A reply whose head and content are what is given, signed and sealed as docs/spec/replies.md says. */
async function handmade(n: number, said: { part: number; of: number; length: number }, padded: Bytes): Promise<Bytes> {
  const head = concat(u8(1), u32(1), H, u8(said.part), u8(said.of), u16(said.length))
  const signature = await signer.sign(
    concat(label('isnad/v1/answer'), shortIdBytes(deskId), replyKey, u8(n), head, padded),
  )
  const id = label('isnad/v1/reply-psk')
  const none = new Uint8Array(0)
  const sealed = await hpkeSeal({
    suite: 2,
    publicKey: replyKey,
    psk: { key: await hkdf(replyKey, none, id, 32), id },
    info: concat(label('isnad/v1/reply'), u8(n), shortIdBytes(deskId)),
    aad: placeOf(n).tag,
    plaintext: concat(head, signature, padded),
    random,
  })
  const mask = await hkdf(replyKey, none, concat(label('isnad/v1/reply-mask'), u8(n)), 32)
  return concat(
    placeOf(n).tag,
    sealed.map((byte, i) => byte ^ (mask[i] ?? 0)),
  )
}
const opens = async (bytes: Bytes): Promise<boolean> =>
  (await openReply(bytes, placeOf(0), () => signer.publicKey)) !== undefined

test('38 a signed reply whose parts, length or padding are wrong is not shown', async () => {
  const zeros = new Uint8Array(replyContent)
  const dirty = zeros.map((_, i) => (i === replyContent - 1 ? 1 : 0))
  expect(await opens(await handmade(0, { part: 1, of: 1, length: 5 }, zeros))).toBe(true)
  for (const [part, of] of [
    [0, 0],
    [0, 1],
    [2, 1],
  ] as const) {
    expect(await opens(await handmade(0, { part, of, length: 5 }, zeros)), `${part} of ${of}`).toBe(false)
  }
  for (const length of [replyContent + 1, 0xffff]) {
    expect(await opens(await handmade(0, { part: 1, of: 1, length }, zeros))).toBe(false)
  }
  expect(await opens(await handmade(0, { part: 1, of: 1, length: replyContent - 1 }, dirty))).toBe(false)
  expect(await opens(await handmade(0, { part: 1, of: 1, length: replyContent }, dirty))).toBe(true)
})

test('an answer of five parts, or with a part before the last that is not full, is not shown', async () => {
  const make = (contents: readonly Bytes[]) =>
    Promise.all(
      contents.map((content, i) =>
        sealReply({ kind: 1, epoch: 1, H, part: i + 1, of: contents.length, content }, placeOf(i), signer, random),
      ),
    )
  const full = utf8('x'.repeat(replyContent))
  const last = utf8('end')
  expect((await hear(await make([full, full, full, last]))).answers.length).toBe(1)
  expect((await hear(await make([full, full, full, full, last]))).answers).toEqual([])
  expect((await hear(await make([full, last, last]))).answers).toEqual([])
})

test('a kind that is not known, text that is none, and a receipt past the end are not shown', async () => {
  const make = async (kind: number, content: Bytes) => [
    await sealReply({ kind, epoch: 1, H, part: 1, of: 1, content }, placeOf(0), signer, random),
  ]
  expect((await hear(await make(1, utf8('text')))).answers.length).toBe(1)
  for (const [kind, content] of [
    [0, utf8('text')],
    [3, utf8('text')],
    [3, concat(u16(1), utf8('xy'))],
    [1, Uint8Array.of(0xff)],
    [2, new Uint8Array(0)],
    [2, concat(u16(10), utf8('short'))],
    [2, concat(u16(0), Uint8Array.of(0xff))],
  ] as const) {
    expect((await hear(await make(kind, content))).answers).toEqual([])
  }
})
