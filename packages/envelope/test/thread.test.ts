import { type Bytes, concat, hex, parseHex } from '@isnad/bytes'
import { random } from '@isnad/crypto'
import { deskIdOf } from '@isnad/model'
import { x25519 } from '@noble/curves/ed25519.js'
import { hkdfSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { EnvelopeError } from '../src/errors.ts'
import { replyTags, threadKeys } from '../src/thread.ts'

const deskA = deskIdOf(new Uint8Array(8).fill(1))
const deskB = deskIdOf(new Uint8Array(8).fill(2))
const hkdfHex = (ikm: Uint8Array, info: string, length: number) =>
  Buffer.from(hkdfSync('sha256', ikm, '', info, length)).toString('hex')

test('a thread secret of another length is refused', async () => {
  for (const length of [0, 31, 33]) {
    await expect(threadKeys(new Uint8Array(length))).rejects.toEqual(new EnvelopeError('bad-thread'))
  }
})

test('reply seed and key, shard and tags are what docs/spec/replies.md says', async () => {
  const secret = random(32)
  const { replyKey, replySeed, shard } = await threadKeys(secret)
  const seed = hkdfHex(secret, `\x13isnad/v1/reply-seed${'\x01'.repeat(8)}`, 32)
  expect(hex(await replySeed(deskA))).toBe(seed)
  expect(hex(await replyKey(deskA))).toBe(hex(x25519.getPublicKey(parseHex(seed)) as Bytes))
  expect(shard.toString(16).padStart(4, '0')).toBe(hkdfHex(secret, '\x0eisnad/v1/shard', 2))
  const tags = await replyTags(await replyKey(deskA))
  expect(hex(concat(...tags))).toBe(hkdfHex(await replyKey(deskA), '\x0disnad/v1/tags', 2048))
})

test('25 nothing derived from two codes, or for two desks, shares 8 bytes', async () => {
  const derived = []
  for (const secret of [random(32), random(32)]) {
    const { replyKey } = await threadKeys(secret)
    for (const desk of [deskA, deskB])
      derived.push(concat(await replyKey(desk), ...(await replyTags(await replyKey(desk)))))
  }
  const seen = new Set<string>()
  let count = 0
  for (const bytes of derived) {
    for (let at = 0; at + 8 <= bytes.length; at++, count++) seen.add(hex(bytes.slice(at, at + 8)))
  }
  expect(seen.size).toBe(count)
})
