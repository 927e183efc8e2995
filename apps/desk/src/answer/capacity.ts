// How much of an answer fits: four replies of the same size, in bytes of UTF-8 (docs/spec/replies.md).
import { answerCapacity } from '@isnad/vault'

/** Replies one answer may take. */
export const MOST_REPLIES = 4
/** Bytes of text in one reply. */
export const REPLY_BYTES = answerCapacity(null) / MOST_REPLIES

export interface Room {
  /** The reply being written, from 1. */
  part: number
  /** Bytes left in it; negative when the answer is too long by so many. */
  left: number
}

const encoder = new TextEncoder()

/** @param first bytes of the first reply that are taken: by the receipt of an acknowledgement */
export function roomFor(text: string, first = 0): Room {
  const used = encoder.encode(text.trim()).length + first
  const most = REPLY_BYTES * MOST_REPLIES
  if (used > most) return { part: MOST_REPLIES, left: most - used }
  const part = Math.max(1, Math.ceil(used / REPLY_BYTES))
  return { part, left: part * REPLY_BYTES - used }
}

/** What the receipt takes of an acknowledgement: its 213 signed bytes and their length. */
export const RECEIPT_BYTES = 215
