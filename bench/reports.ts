// Envelopes to send. A server cannot tell sealed bytes from random ones: it checks lengths, ids and digests. So one report
// is sealed for real, to hold the lengths, and the others have a header of their own over random slots and bodies.
import { type Bytes, concat } from '@isnad/bytes'
import { newSha256, random } from '@isnad/crypto'
import { seal } from '@isnad/envelope'
import {
  defaultConsent,
  encodeHeader,
  type HeaderPart,
  type ReportId,
  reportIdOf,
  sealedBlobLength,
  sealedBodyLength,
  slotLength,
} from '@isnad/model'
import type { Serving } from './serving.ts'

export interface Envelope {
  readonly reportId: ReportId
  readonly bytes: Bytes
}

/** One desk, a body of 1 KiB, no part. */
export const textLength = 2335

/** A report that was sealed, of the same length as all others. */
export async function sealedReport({ to }: Serving): Promise<Envelope> {
  const { envelope, reportId } = await seal({
    report: {
      ...{ form: 1, category: 'SIG', language: 'en', composedAt: 1_790_000_000, text: 'Two cars at the old mill.' },
      ...{ when: { from: null, to: null, precision: 'unknown' }, place: null, told: {}, details: {}, certainty: null },
      ...{ consent: defaultConsent(), links: [], hearBack: false },
    },
    ...{ attachments: [], desks: [to], threadSecret: null, random },
  })
  if (envelope.length !== textLength) throw new Error(`a report of ${envelope.length} bytes`)
  return { reportId, bytes: envelope }
}

export function newEnvelope({ to }: Serving, parts: readonly HeaderPart[] = []): Envelope {
  const reportId = reportIdOf(random(16))
  const header = encodeHeader({ bucket: 0, reportId, desks: [to], parts })
  return { reportId, bytes: concat(header, random(slotLength(1)), random(sealedBodyLength(0))) }
}

/** A part of the length that a file of `mib` MiB has when it is sealed, in pieces; no two are alike. */
export interface Part extends HeaderPart {
  piece(at: number, length: number): Bytes
}

const block = 64 * 1024

/** Its bytes are one random block over and over, but for the first, so that many fit in the memory of who sends them. */
export function newPart(padded: number): Part {
  const length = sealedBlobLength(padded)
  const [first, rest] = [random(block), random(block)]
  const piece = (at: number, count: number): Bytes => {
    const out = new Uint8Array(Math.min(count, length - at))
    for (let done = 0; done < out.length;) {
      const from = at + done
      const part = (from < block ? first : rest).subarray(from % block, (from % block) + out.length - done)
      out.set(part, done)
      done += part.length
    }
    return out
  }
  const state = newSha256()
  for (let at = 0; at < length; at += block) state.update(piece(at, block))
  return { sha256: state.digest(), length, piece }
}
