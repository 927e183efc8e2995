import { type Bytes, concat, utf8 } from '@isnad/bytes'
import { CryptoError, newSigner, random, type Signer } from '@isnad/crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  answerCapacity,
  type AnsweringDesk,
  type Heard,
  openAnswers,
  type ReplyDay,
  sealAnswer,
} from '../src/answer.ts'
import { EnvelopeError } from '../src/errors.ts'
import { openReply, replyContent, replyLength, sealReply } from '../src/reply.ts'
import { replyTags, threadKeys } from '../src/thread.ts'
import { flip } from './flip.ts'
import { desk } from './given.ts'

const threadSecret = random(32)
const { replyKey, replySeed } = await threadKeys(threadSecret)
const H = random(32)

interface Team extends AnsweringDesk {
  readonly signer: Signer
  readonly replyKey: Bytes
}
async function team(n: number, fromDay = 0): Promise<Team> {
  const signer = await newSigner(random(32))
  const epochs = [{ number: 1, fromDay, answer: signer.publicKey }]
  return { deskId: desk(n), epochs, signer, replyKey: await replyKey(desk(n)) }
}
const [deskA, deskB] = [await team(1), await team(2)]

interface Change {
  readonly n?: number
  readonly text?: string
  readonly signer?: Signer
  readonly epoch?: number
  readonly receipt?: Bytes | null
  readonly replyKey?: Bytes
  readonly H?: Bytes
}
const answer = (from: Team, change: Change = {}): Promise<Bytes[]> =>
  sealAnswer({
    deskId: from.deskId,
    epoch: 1,
    signer: from.signer,
    replyKey: from.replyKey,
    H,
    text: 'وصلنا',
    receipt: null,
    n: 0,
    random,
    ...change,
  })

const hear = (
  days: readonly ReplyDay[],
  desks: readonly AnsweringDesk[] = [deskA, deskB],
  secret = threadSecret,
): Promise<Heard> => openAnswers({ threadSecret: secret, desks, days })
const onDay = (day: number, ...replies: readonly Bytes[][]): ReplyDay => ({ day, replies: replies.flat() })
const placeOf = async (from: Team, n: number) => {
  const tag = (await replyTags(from.replyKey))[n]
  if (tag === undefined) throw new Error('no tag')
  return { deskId: from.deskId, replyKey: from.replyKey, replySeed: await replySeed(from.deskId), n, tag }
}
const nothing: Heard = { answers: [], missing: 0 }
const junk = (count: number): Bytes[] => Array.from({ length: count }, () => random(replyLength))
/** A reply whose tag is another's. */
const tagged = (tag: Bytes, bytes: Bytes): Bytes => concat(tag.slice(0, 8), bytes.slice(8))

test('38 an answer that is not signed, or signed by another key, is not shown', async () => {
  const [stranger] = [await newSigner(random(32))]
  const unsigned: Signer = { publicKey: deskA.signer.publicKey, sign: async () => new Uint8Array(64) }
  await expect(answer(deskA, { signer: unsigned })).rejects.toEqual(new CryptoError('bad-signature'))
  expect(await hear([onDay(5, await answer(deskA, { signer: stranger }))])).toEqual(nothing)
  // By the key of another desk, which knows the reply key of this one.
  expect(await hear([onDay(5, await answer(deskA, { signer: deskB.signer }))])).toEqual(nothing)
  // Under an epoch that the desk's records do not have.
  expect(await hear([onDay(5, await answer(deskA, { epoch: 2 }))])).toEqual(nothing)
  // Sealed by hand, by whoever has the reply key and no answer key.
  for (const forger of [stranger, deskB.signer]) {
    const lure = { kind: 1, epoch: 1, H, part: 1, of: 1, content: utf8('come to the bridge') }
    expect(await hear([onDay(5, [await sealReply(lure, await placeOf(deskA, 0), forger, random)])])).toEqual(nothing)
  }
})

test('38 an answer by a removed member, who keeps the old answer key, is not shown', async () => {
  const removed = await newSigner(random(32))
  const renewed = await newSigner(random(32))
  const epochs = [
    { number: 1, fromDay: 10, answer: removed.publicKey },
    { number: 2, fromDay: 100, answer: renewed.publicKey },
  ]
  const desks = [{ deskId: deskA.deskId, epochs }]
  const lure = await answer(deskA, { signer: removed })
  for (const day of [102, 103, 5000]) expect(await hear([onDay(day, lure)], desks)).toEqual(nothing)
  for (const day of [0, 9]) expect(await hear([onDay(day, lure)], desks)).toEqual(nothing)
  // Signed while the key was the desk's, or in the night of the change.
  for (const day of [10, 99, 100, 101]) expect((await hear([onDay(day, lure)], desks)).answers.length).toBe(1)
  const later = await answer(deskA, { signer: renewed, epoch: 2 })
  expect(await hear([onDay(99, later)], desks)).toEqual(nothing)
  expect((await hear([onDay(100, later)], desks)).answers.length).toBe(1)
})

test('38 34 a reader without the reply key cannot answer', async () => {
  expect(await hear([onDay(5, await answer(deskA, { replyKey: random(32) }))])).toEqual(nothing)
})

test('8 an answer does not move to another desk, thread, tag or report', async () => {
  const replies = await answer(deskA)
  const [reply] = replies
  const tags = await replyTags(deskA.replyKey)
  if (reply === undefined || tags[1] === undefined) throw new Error('no reply')
  expect(await hear([onDay(5, replies)], [{ ...deskA, deskId: deskB.deskId }])).toEqual(nothing)
  expect(await hear([onDay(5, replies)], [deskA], random(32))).toEqual(nothing)
  expect(await hear([onDay(5, [tagged(tags[1], reply)])])).toEqual(nothing)
  // Nor by one who could seal it anew: what is signed names desk, thread and tag.
  const answerKey = () => deskA.signer.publicKey
  const place = await placeOf(deskA, 0)
  expect(await openReply(reply, place, answerKey)).toBeDefined()
  for (const other of [{ deskId: deskB.deskId }, { n: 1 }, { replyKey: random(32) }, { replySeed: random(32) }]) {
    expect(await openReply(reply, { ...place, ...other }, answerKey)).toBeUndefined()
  }
})

test('27 a reply cannot be opened with all that a desk ever had: the reply key, its seeds, the answer key', async () => {
  const [reply] = await answer(deskA, { text: 'next week at the office' })
  if (reply === undefined) throw new Error('no reply')
  const place = await placeOf(deskA, 0)
  const answerKey = () => deskA.signer.publicKey
  for (const seed of [place.replyKey, await replySeed(deskB.deskId), random(32)]) {
    expect(await openReply(reply, { ...place, replySeed: seed }, answerKey)).toBeUndefined()
  }
})

test('a signature moved from one reply to another is refused', async () => {
  const text = { kind: 1, epoch: 1, H, part: 1, of: 1, content: utf8('one') }
  const [first, second] = [await placeOf(deskA, 0), await placeOf(deskA, 1)]
  // A signer who signs for the first place whatever is asked: its signature does not hold at the second.
  let kept: Bytes | undefined
  const { signer } = deskA
  const keeping: Signer = {
    publicKey: signer.publicKey,
    sign: async (message) => (kept ??= await signer.sign(message)),
  }
  await sealReply(text, first, keeping, random)
  await expect(sealReply(text, second, keeping, random)).rejects.toEqual(new CryptoError('bad-signature'))
  await expect(sealReply({ ...text, H: random(32) }, first, keeping, random)).rejects.toEqual(
    new CryptoError('bad-signature'),
  )
})

test('5 every flipped bit of a reply takes it away', { timeout: 60_000 }, async () => {
  const [reply] = await answer(deskA)
  if (reply === undefined) throw new Error('no reply')
  for (let bit = 0; bit < replyLength * 8; bit += bit < 40 * 8 ? 1 : 13) {
    expect((await hear([onDay(5, [flip(reply, bit)])], [deskA])).answers, `bit ${bit}`).toEqual([])
  }
})

test('40 another reply under the same tag does not hide an answer, whatever their order', async () => {
  const replies = await answer(deskA)
  const [reply] = replies
  if (reply === undefined) throw new Error('no reply')
  const collisions = junk(5).map((bytes) => tagged(reply, bytes))
  const wrongEnc = new Uint8Array(reply)
  wrongEnc.set(random(32), 8)
  const expected = { answers: [expect.objectContaining({ text: 'وصلنا' })], missing: 0 }
  expect(await hear([onDay(5, collisions, [wrongEnc], replies)])).toEqual(expected)
  expect(await hear([onDay(5, replies, [wrongEnc], collisions)])).toEqual(expected)
  expect(await hear([onDay(5, collisions, [wrongEnc])])).toEqual(nothing)
})

test('40 days and their files may come shuffled, padded, doubled, or with entries of another length', async () => {
  const [one, two, three] = [
    await answer(deskA, { n: 0, text: 'one' }),
    await answer(deskA, { n: 1, text: 'two '.repeat(700) }),
    await answer(deskB, { text: 'three' }),
  ]
  const odd = [new Uint8Array(0), random(5), random(1023), random(1025)]
  const days = [onDay(9, two, junk(7), odd), onDay(7, junk(3), one, one), onDay(8, three), onDay(9, one)]
  const texts = ['one', 'three', 'two '.repeat(700)]
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(days, { minLength: 4 }), fc.integer(), async (shuffled, seed) => {
      const inside = shuffled.map(({ day, replies }) => ({
        day,
        replies: [...replies].sort((a, b) => (((a[9] ?? 0) * seed) % 7) - (((b[9] ?? 0) * seed) % 7)),
      }))
      const { answers, missing } = await hear(inside)
      expect(answers.map(({ text }) => text)).toEqual(texts)
      expect(answers.map(({ day }) => day)).toEqual([7, 8, 9])
      expect(missing).toBe(0)
    }),
    { numRuns: 20 },
  )
})

test('39 two members who answered at once are both heard, the second after the tag was refused', async () => {
  const [first, second] = [await answer(deskA, { text: 'from one' }), await answer(deskA, { text: 'from the other' })]
  expect(first[0]?.slice(0, 8)).toEqual(second[0]?.slice(0, 8))
  const again = await answer(deskA, { text: 'from the other', n: 1 })
  const { answers, missing } = await hear([onDay(5, again, first)])
  expect(answers.map(({ text, n }) => [text, n])).toEqual([
    ['from one', 0],
    ['from the other', 1],
  ])
  expect(missing).toBe(0)
  // Each desk of a thread has tags of its own.
  expect((await hear([onDay(5, first, await answer(deskB, { text: 'B' }))])).answers.length).toBe(2)
})

test('56 an answer withheld, in whole or in part, is counted', async () => {
  const [one, two, three] = [
    await answer(deskA, { n: 0 }),
    await answer(deskA, { n: 1, text: 'x'.repeat(2000) }),
    await answer(deskA, { n: 4 }),
  ]
  expect(two.length).toBe(3)
  const all = await hear([onDay(5, one, two, three)])
  expect([all.answers.length, all.missing]).toEqual([3, 0])
  for (const [days, shown, missing] of [
    [[onDay(5, one, three)], 2, 3],
    [[onDay(5, one, two.slice(1), three)], 2, 1],
    [[onDay(5, one, two.slice(0, 2))], 1, 1],
    [[onDay(5, two.slice(0, 1))], 0, 2],
    [[onDay(5, two.slice(2))], 0, 2],
    [[onDay(5, three)], 1, 0],
  ] as const) {
    const heard = await hear(days)
    expect([heard.answers.length, heard.missing]).toEqual([shown, missing])
  }
})

test('parts that contradict one another are not joined', async () => {
  const [one, other] = [
    await answer(deskA, { text: 'x'.repeat(1000) }),
    await answer(deskA, { text: 'y'.repeat(2000) }),
  ]
  const elsewhere = await answer(deskA, { text: 'x'.repeat(1000), H: random(32) })
  expect((await hear([onDay(5, one.slice(0, 1), other.slice(1))])).answers).toEqual([])
  expect((await hear([onDay(5, one.slice(0, 1), elsewhere.slice(1))])).answers).toEqual([])
  expect((await hear([onDay(5, one)])).answers.length).toBe(1)
})

test('texts too long, tags past the last, broken text and keys are refused', async () => {
  const badAnswer = new EnvelopeError('bad-answer')
  await expect(answer(deskA, { text: 'x'.repeat(answerCapacity(null) + 1) })).rejects.toEqual(badAnswer)
  await expect(answer(deskA, { text: '\ud800' })).rejects.toEqual(badAnswer)
  await expect(answer(deskA, { receipt: new Uint8Array(0) })).rejects.toEqual(badAnswer)
  for (const n of [-1, 0.5, 256, Number.NaN]) await expect(answer(deskA, { n })).rejects.toEqual(badAnswer)
  await expect(answer(deskA, { n: 255, text: 'x'.repeat(1000) })).rejects.toEqual(badAnswer)
  await expect(answer(deskA, { H: random(31) })).rejects.toEqual(badAnswer)
  await expect(answer(deskA, { replyKey: random(31) })).rejects.toEqual(badAnswer)
  const dead = () => new Uint8Array(16)
  await expect(sealAnswer({ ...deskA, epoch: 1, H, text: '', receipt: null, n: 0, random: dead })).rejects.toEqual(
    new CryptoError('no-randomness'),
  )
})

test('1 any text in any number of replies is heard as it was written, with its receipt', async () => {
  expect([replyContent, answerCapacity(null), answerCapacity(213)]).toEqual([863, 3452, 3237])
  const texts = ['', 'نعم', 'x'.repeat(863), 'x'.repeat(864), 'ش'.repeat(1726)]
  for (const text of texts) {
    const replies = await answer(deskA, { text, n: 7 })
    expect(replies.map(({ length }) => length)).toEqual(
      Array(Math.max(1, Math.ceil(utf8(text).length / 863))).fill(1024),
    )
    expect(await hear([onDay(5, junk(3), replies)])).toEqual({
      answers: [{ kind: 'answer', deskId: deskA.deskId, day: 5, H, text, receipt: null, n: 7 }],
      missing: 0,
    })
  }
  const receipt = random(213)
  for (const text of ['', 'ش'.repeat(1618)]) {
    const { answers } = await hear([onDay(5, await answer(deskA, { text, receipt }))])
    expect(answers).toEqual([{ kind: 'acknowledgement', deskId: deskA.deskId, day: 5, H, text, receipt, n: 0 }])
  }
})

test('15 replies look alike: one length, and nothing of the text, desk or report in them', async () => {
  const all = [...(await answer(deskA, { text: '' })), ...(await answer(deskA, { text: 'x'.repeat(863) }))]
  for (const reply of all) {
    expect(reply.length).toBe(replyLength)
    expect(Buffer.from(reply).includes(Buffer.from(H))).toBe(false)
    expect(Buffer.from(reply).includes(Buffer.from('xxxx'))).toBe(false)
  }
})

test('40 a reply looks like the random bytes a file is filled up with, at every bit', { timeout: 60_000 }, async () => {
  const replies: Bytes[] = []
  for (let n = 0; n < 250; n++) replies.push(...(await answer(deskA, { n, text: 'the same text' })))
  const random1024 = Array.from({ length: 250 }, () => random(replyLength))
  const most = (all: Bytes[]) => {
    let extreme = 0
    for (let bit = 0; bit < 56 * 8; bit++) {
      const ones = all.filter((bytes) => ((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1).length
      extreme = Math.max(extreme, Math.abs(ones - 125))
    }
    return extreme
  }
  // 250 fair coins have a standard deviation of 7.9; an X25519 key's top bit would be 125 off.
  expect(most(replies)).toBeLessThan(50)
  expect(most(random1024)).toBeLessThan(50)
})

test('200 desks and a quarter’s files are searched in reasonable time', async () => {
  const desks = await Promise.all(Array.from({ length: 200 }, (_, i) => team(i + 1)))
  const days = Array.from({ length: 60 }, (_, day) => onDay(day, junk(4)))
  const started = performance.now()
  expect(await hear(days, desks)).toEqual(nothing)
  expect(performance.now() - started).toBeLessThan(15_000)
})
