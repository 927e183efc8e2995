// Answers of a desk: sealed into replies, and found again on a phone that has nothing but the code (docs/spec/replies.md).
import { type Bytes, concat, equal, parseUtf8, readU16, u16, utf8 } from '@isnad/bytes'
import type { Random, Signer } from '@isnad/crypto'
import { prepareSuite } from '@isnad/crypto/seal'
import type { Epoch } from '@isnad/directory'
import type { DeskId } from '@isnad/model'
import { EnvelopeError } from './errors.ts'
import { openReply, type Reply, replyContent, sealReply } from './reply.ts'
import { replyTags, tagCount, threadKeys } from './thread.ts'

/** The most replies that one answer takes. */
export const maxReplies = 4
const kinds = { answer: 1, acknowledgement: 2 } as const
export type AnswerKind = keyof typeof kinds

/** The most bytes of UTF-8 in an answer: 3,452, less what a receipt takes. @param receipt length of the receipt, or null */
export const answerCapacity = (receipt: number | null): number =>
  maxReplies * replyContent - (receipt === null ? 0 : 2 + receipt)

export interface Answering {
  readonly deskId: DeskId
  /** The desk's newest epoch, and the key that signs answers in it. */
  readonly epoch: number
  readonly signer: Signer
  /** From the envelope's slot. */
  readonly replyKey: Bytes
  /** SHA-256 of the header of the report answered. */
  readonly H: Bytes
  readonly text: string
  /** For an acknowledgement: the signed receipt, given back to whoever has the code. Null for an answer. */
  readonly receipt: Bytes | null
  /** The first tag to use. The server refuses a tag that is held; seal again from the next. */
  readonly n: number
  readonly random: Random
}

/**
 * One to four replies of 1,024 bytes, for tags n, n + 1, …: posted together or not at all.
 * @throws {EnvelopeError} `bad-answer`. @throws {CryptoError} `bad-key`, `bad-signature`, `no-randomness`
 */
export async function sealAnswer(answering: Answering): Promise<Bytes[]> {
  const { deskId, epoch, signer, replyKey, H, n, receipt } = answering
  const content = contentOf(answering)
  const of = Math.max(1, Math.ceil(content.length / replyContent))
  const fits = of <= maxReplies && Number.isInteger(n) && n >= 0 && n + of <= tagCount
  if (!fits || H.length !== 32 || replyKey.length !== 32) throw new EnvelopeError('bad-answer')
  const tags = await replyTags(replyKey)
  const replies: Bytes[] = []
  for (const [i, tag] of tags.slice(n, n + of).entries()) {
    const place = { deskId, replyKey, n: n + i, tag }
    const part = content.slice(i * replyContent, (i + 1) * replyContent)
    const reply = {
      kind: kinds[receipt === null ? 'answer' : 'acknowledgement'],
      epoch,
      H,
      part: i + 1,
      of,
      content: part,
    }
    replies.push(await sealReply(reply, place, signer, answering.random))
  }
  return replies
}

function contentOf({ text, receipt }: Answering): Bytes {
  const words = utf8(text)
  if (parseUtf8(words) !== text) throw new EnvelopeError('bad-answer')
  if (receipt === null) return words
  if (receipt.length === 0 || receipt.length > 0xffff) throw new EnvelopeError('bad-answer')
  return concat(u16(receipt.length), receipt, words)
}

/** A desk that may have answered, with all its epochs. */
export interface AnsweringDesk {
  readonly deskId: DeskId
  readonly epochs: readonly Pick<Epoch, 'number' | 'fromDay' | 'answer'>[]
}
/** One whole shard of one day, as fetched. */
export interface ReplyDay {
  readonly day: number
  readonly replies: readonly Bytes[]
}
export interface Listening {
  readonly threadSecret: Bytes
  readonly desks: readonly AnsweringDesk[]
  readonly days: readonly ReplyDay[]
}

export interface Answer {
  readonly kind: AnswerKind
  readonly deskId: DeskId
  /** The day under which the server published it. */
  readonly day: number
  /** Names the report answered. */
  readonly H: Bytes
  readonly text: string
  /** Of an acknowledgement: the receipt's signed bytes, not checked here. */
  readonly receipt: Bytes | null
  /** Its first tag: the order in which the desk answered. */
  readonly n: number
}
export interface Heard {
  /** Oldest first. */
  readonly answers: readonly Answer[]
  /** Replies that must exist and were not in the days given: the rest of an answer, or tags between two that came. */
  readonly missing: number
}

/**
 * All that the thread's desks answered. Shows nothing that does not verify under the answer key of the desk's record for
 * the day it was published; tries every desk, since a code names none.
 * @throws {EnvelopeError} `bad-thread`
 */
export async function openAnswers({ threadSecret, desks, days }: Listening): Promise<Heard> {
  // Whatever opening needs is loaded now, hit or no hit.
  await prepareSuite(2)
  const { replyKey, replySeed } = await threadKeys(threadSecret)
  const found = indexReplies(days)
  const answers: Answer[] = []
  let missing = 0
  for (const desk of desks) {
    const { deskId } = desk
    const keys = { replyKey: await replyKey(deskId), replySeed: await replySeed(deskId) }
    const heard = joined(await openFrom(desk, keys, found), deskId)
    answers.push(...heard.answers)
    missing += heard.missing
  }
  answers.sort((a, b) => a.day - b.day || a.n - b.n)
  return { answers, missing }
}

interface Published {
  readonly bytes: Bytes
  readonly day: number
}
/** By the first six bytes, as a number: a tag's eight are compared when it is opened. */
type ReplyIndex = ReadonlyMap<number, readonly Published[]>

const headOf = (bytes: Bytes): number => readU16(bytes, 0) * 2 ** 32 + readU16(bytes, 2) * 2 ** 16 + readU16(bytes, 4)

function indexReplies(days: readonly ReplyDay[]): ReplyIndex {
  const index = new Map<number, Published[]>()
  for (const { day, replies } of [...days].sort((a, b) => a.day - b.day)) {
    for (const bytes of replies) {
      if (bytes.length < 6) continue
      const head = headOf(bytes)
      const there = index.get(head)
      if (there === undefined) index.set(head, [{ bytes, day }])
      else there.push({ bytes, day })
    }
  }
  return index
}

type Opened = Reply & { readonly day: number; readonly n: number }

type ReplyKeys = { readonly replyKey: Bytes; readonly replySeed: Bytes }

/** What verifies, by tag; of several under one tag the earliest. */
async function openFrom(desk: AnsweringDesk, keys: ReplyKeys, index: ReplyIndex): Promise<Opened[]> {
  const out: Opened[] = []
  for (const [n, tag] of (await replyTags(keys.replyKey)).entries()) {
    const place = { deskId: desk.deskId, ...keys, n, tag }
    for (const { bytes, day } of index.get(headOf(tag)) ?? []) {
      const reply = await openReply(bytes, place, (epoch) => answerKeyOn(desk, epoch, day))
      if (reply === undefined) continue
      out.push({ ...reply, day, n })
      break
    }
  }
  return out
}

/** The answer key of an epoch, where it may sign what is published on `day`: from its first day to the day after its last. */
function answerKeyOn({ epochs }: AnsweringDesk, number: number, day: number): Bytes | undefined {
  const epoch = epochs.find((candidate) => candidate.number === number)
  const next = epochs.find((candidate) => candidate.number === number + 1)
  if (epoch === undefined || day < epoch.fromDay) return undefined
  return next === undefined || day <= next.fromDay + 1 ? epoch.answer : undefined
}

function joined(replies: readonly Opened[], deskId: DeskId): Heard {
  const answers: Answer[] = []
  const at = new Map(replies.map((reply) => [reply.n, reply]))
  const [first, last] = [replies[0]?.n ?? 0, replies.at(-1)]
  // The last answer's end is known from any of its parts.
  const end = last === undefined ? 0 : last.n + (last.of - last.part) + 1
  let missing = 0
  for (let n = first; n < end; n++) if (!at.has(n)) missing++
  for (const reply of replies) {
    if (reply.part > 1) {
      // Parts before the first that was found.
      if (reply.n === first) missing += reply.part - 1
      continue
    }
    const answer = answerOf(reply, at, deskId)
    if (answer !== undefined) answers.push(answer)
  }
  return { answers, missing }
}

/** Undefined until every part is there and all say the same of themselves. */
function answerOf(first: Opened, at: ReadonlyMap<number, Opened>, deskId: DeskId): Answer | undefined {
  const kind = (Object.keys(kinds) as AnswerKind[]).find((name) => kinds[name] === first.kind)
  if (kind === undefined || first.of > maxReplies) return undefined
  const contents: Bytes[] = []
  for (let i = 0; i < first.of; i++) {
    const part = at.get(first.n + i)
    const belongs = part?.part === i + 1 && part.of === first.of && part.kind === first.kind && equal(part.H, first.H)
    if (!belongs || (i + 1 < first.of && part.content.length !== replyContent)) return undefined
    contents.push(part.content)
  }
  return read(kind, concat(...contents), { deskId, day: first.day, H: first.H, n: first.n })
}

function read(kind: AnswerKind, content: Bytes, about: Pick<Answer, 'deskId' | 'day' | 'H' | 'n'>): Answer | undefined {
  try {
    if (kind === 'answer') return { ...about, kind, text: parseUtf8(content), receipt: null }
    const length = readU16(content, 0)
    if (2 + length > content.length) return undefined
    return { ...about, kind, receipt: content.slice(2, 2 + length), text: parseUtf8(content.slice(2 + length)) }
  } catch {
    // Signed by the desk and yet no text: nothing that can be shown.
    return undefined
  }
}
