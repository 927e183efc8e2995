// Why a desk did not open, in words, and where in the code to look.
import type { Tongue } from '../tongue.svelte.ts'
import type { TypedCode } from './typed-code.ts'

export interface Refusal {
  /** Absent when the text says it all: the code is not yet one. */
  title?: string
  text: string
  /** Word to compare with the slip, from 1. */
  position?: number
}

/** What is known of an error of the vault. */
export interface Thrown {
  code: string
  /** The word it lies in, from 1. */
  position?: number
}

export function thrownOf(error: unknown): Thrown {
  if (typeof error !== 'object' || error === null || !('code' in error) || typeof error.code !== 'string')
    return { code: 'unexpected' }
  const position = 'position' in error && typeof error.position === 'number' ? error.position : 0
  return position > 0 ? { code: error.code, position } : { code: error.code }
}

/** What can be said before anything is tried; null when it looks like a whole code. */
export function shapeRefusal(tongue: Tongue, typed: TypedCode, digits: number, words: number): Refusal | null {
  const { refused } = tongue.words.unlock
  if (typed.kind === 'empty') return { text: refused.empty }
  if (typed.kind === 'mixed') return { text: refused.mixed }
  if (typed.kind === 'digits')
    return typed.count === digits ? null : { text: tongue.say.count(refused.length, typed.count) }
  return typed.words.length === words ? null : { text: tongue.say.count(refused.wordCount, typed.words.length) }
}

export function unlockRefusal(tongue: Tongue, thrown: Thrown, typed: TypedCode): Refusal {
  const { refused } = tongue.words.unlock
  const { say } = tongue
  switch (thrown.code) {
    case 'unknown-word':
      return { text: say.fill(refused.unknownWord, { n: thrown.position ?? 1 }), position: thrown.position ?? 1 }
    case 'code-range':
    case 'code-checksum':
      return { text: typed.kind === 'words' ? refused.wordWrong : refused.digit }
    case 'wrong-code':
      return { title: refused.wrongTitle, text: refused.wrong }
    case 'removed':
      return { title: refused.removedTitle, text: refused.removed }
    case 'offline':
      return { title: refused.offlineTitle, text: refused.offline }
    case 'server-away':
      return { title: refused.awayTitle, text: refused.away }
    case 'bad-directory':
    case 'wrong-seeds':
      return { title: refused.recordsTitle, text: refused.records }
    default:
      return { title: refused.otherTitle, text: say.fill(refused.other, { code: thrown.code }) }
  }
}
