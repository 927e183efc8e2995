// Carries a sealed report to the server until a verified receipt covers every part (docs/spec/delivery.md).
import { type Bytes, equal } from '@isnad/bytes'
import { digest } from '@isnad/crypto'
import type { Directory } from '@isnad/directory'
import type { SealedReport } from '@isnad/envelope'
import { parseHeader, slotLength } from '@isnad/model'
import { missingParts, openReceipt, type Receipt } from '@isnad/tlog'
import { type Client, maxPiece, passes, submitPiece, submitReport, WireError } from '@isnad/wire'
import { OutboxError } from './errors.ts'

/** Time, passed in so that a test needs no waiting. */
export interface Clock {
  /** Unix milliseconds. */
  now(): number
  /** Ends early when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/**
 * `part` −1 is the text; 0… are the parts in the order of the header. `sent` of `length` bytes are with the server. *Waiting*
 * is said of everything that is not held: the line went, or the server cannot take it just now.
 */
export interface Progress {
  readonly part: number
  readonly state: 'sending' | 'held' | 'waiting'
  readonly sent: number
  readonly length: number
}

export interface SendOptions {
  readonly client: Client
  readonly directory: Directory
  readonly clock: Clock
  /** Unix milliseconds after which `timeout` is thrown; without it, tries until `signal` aborts. */
  readonly deadline?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

/** What stays after everything is held. */
export interface Held {
  readonly receipt: Receipt
  readonly header: Bytes
}

/** Refusals of one try: an answer mangled on the way, a part to start over, a piece that another carrier sent first. */
const again: ReadonlySet<string> = new Set(['bad-answer', 'bad-part', 'wrong-offset'])
const firstPiece = 64 * 1024
const leastPiece = 16 * 1024
const longestPause = 8_000

/**
 * Text first, then the parts in order; resumes each where the server says it ends. Safe to run again, from any phone that has
 * the bytes: the server keeps one copy per id.
 * @throws {OutboxError} `timeout`, `refused` (with the server's code as cause), `bad-receipt`
 */
export async function send(sealed: SealedReport, given: SendOptions): Promise<Held> {
  const expected = await expectationOf(sealed)
  const options = { ...given, onProgress: onlyForwards(given.onProgress) }
  let pause = 250
  for (;;) {
    try {
      return await sendOnce(sealed, expected, options)
    } catch (error) {
      if (!(error instanceof WireError)) throw error
      if (!passes(error.code) && !again.has(error.code)) throw new OutboxError('refused', { cause: error })
      options.onProgress({ part: -1, state: 'waiting', sent: 0, length: sealed.envelope.length })
    }
    if (options.signal?.aborted) throw new OutboxError('timeout')
    const left = options.deadline === undefined ? longestPause : options.deadline - options.clock.now()
    if (left <= 0) throw new OutboxError('timeout')
    await options.clock.sleep(Math.min(pause, left), options.signal)
    pause = Math.min(pause * 2, longestPause)
  }
}

/** A try begins again with the text: what was told as held is not told as on its way again. */
function onlyForwards(tell: SendOptions['onProgress']): (progress: Progress) => void {
  const held = new Set<number>()
  return (progress) => {
    if (progress.state === 'held') held.add(progress.part)
    if (progress.state !== 'sending' || !held.has(progress.part)) tell?.(progress)
  }
}

interface Expectation {
  readonly header: Bytes
  readonly H: Bytes
  readonly slotsDigest: Bytes
  readonly bodyDigest: Bytes
  /** How many parts there are. */
  readonly parts: number
}

async function expectationOf(sealed: SealedReport): Promise<Expectation> {
  const { envelope } = sealed
  const parsed = parseHeader(envelope)
  const slotsEnd = parsed.length + parsed.desks.length * slotLength(parsed.suite)
  const header = envelope.slice(0, parsed.length)
  return {
    header,
    H: await digest('SHA-256', header),
    slotsDigest: await digest('SHA-256', envelope.slice(parsed.length, slotsEnd)),
    bodyDigest: await digest('SHA-256', envelope.slice(slotsEnd)),
    parts: parsed.parts.length,
  }
}

async function sendOnce(sealed: SealedReport, expected: Expectation, options: SendOptions): Promise<Held> {
  const { client, onProgress } = options
  const call = options.signal === undefined ? {} : { signal: options.signal }
  onProgress?.({ part: -1, state: 'sending', sent: 0, length: sealed.envelope.length })
  const answer = await client.call(submitReport, { params: { reportId: sealed.reportId }, body: sealed.envelope }, call)
  let receipt = await check(answer.receipt, expected, options.directory)
  const { length } = sealed.envelope
  onProgress?.({ part: -1, state: 'held', sent: length, length })
  for (const [j, part] of sealed.parts.entries()) {
    const missing = answer.missing.find((candidate) => equal(candidate.sha256, part.sha256))
    if (missing) {
      receipt = await check(await sendPart(sealed, j, missing.have, options), expected, options.directory)
    }
    if ((receipt.held & (1 << j)) === 0) throw new OutboxError('bad-receipt')
    onProgress?.({ part: j, state: 'held', sent: part.length, length: part.length })
  }
  // The one that is kept: every part.
  if (missingParts(receipt, expected.parts).length > 0) throw new OutboxError('bad-receipt')
  return { receipt, header: expected.header }
}

async function sendPart(sealed: SealedReport, j: number, have: number, options: SendOptions): Promise<Bytes> {
  const part = sealed.parts[j]
  if (part === undefined) throw new RangeError('no such part')
  const { clock, client, onProgress } = options
  const call = options.signal === undefined ? {} : { signal: options.signal }
  let at = have
  let size = firstPiece
  for (;;) {
    onProgress?.({ part: j, state: 'sending', sent: at, length: part.length })
    const started = clock.now()
    const answer = await client.call(
      submitPiece,
      {
        params: { reportId: sealed.reportId, sha256: part.sha256 },
        headers: { 'upload-offset': at },
        body: part.bytes.subarray(at, at + size),
      },
      call,
    )
    if (answer.receipt) return answer.receipt
    if (answer.have <= at || answer.have > part.length) throw new WireError('bad-answer')
    at = answer.have
    const took = clock.now() - started
    if (took < 1_000) size = Math.min(size * 2, maxPiece)
    else if (took > 4_000) size = Math.max(size / 2, leastPiece)
    if (options.deadline !== undefined && clock.now() > options.deadline) throw new OutboxError('timeout')
  }
}

async function check(bytes: Bytes, expected: Expectation, directory: Directory): Promise<Receipt> {
  let receipt: Receipt
  try {
    receipt = await openReceipt(bytes, directory.service.log)
    // Refuses what promises a part there is not.
    missingParts(receipt, expected.parts)
  } catch (cause) {
    throw new OutboxError('bad-receipt', { cause })
  }
  const same =
    equal(receipt.H, expected.H) &&
    equal(receipt.slotsDigest, expected.slotsDigest) &&
    equal(receipt.bodyDigest, expected.bodyDigest)
  if (!same) throw new OutboxError('bad-receipt')
  return receipt
}
