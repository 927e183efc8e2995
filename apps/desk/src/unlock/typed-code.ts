// How far a code has been typed: what the person sees back while typing, in groups as on the slip. Whether it is a code
// at all is the vault's to say.
import { foldText } from '@isnad/model'

export const DIGITS = 27
export const GROUP = 3
export const WORDS = 8

export type TypedCode =
  | { kind: 'empty' }
  | { kind: 'digits'; groups: readonly string[]; count: number }
  | { kind: 'words'; words: readonly string[] }
  | { kind: 'mixed' }

/** Digits of any script come out Western; words as typed. Marks and spaces between them do not count. */
export function typedCode(text: string): TypedCode {
  const folded = foldText(text)
  if (!folded) return { kind: 'empty' }
  const digits = folded.replaceAll(/\D/gu, '')
  if (/\p{L}/u.test(folded)) {
    // Words are numbered on the slip, and some people copy the numbers too.
    if (folded.split(' ').some((part) => /\d/u.test(part) && !/^[1-8]$/u.test(part))) return { kind: 'mixed' }
    return { kind: 'words', words: text.split(/[^\p{L}\p{M}\p{Cf}'’]+/u).filter((word) => /\p{L}/u.test(word)) }
  }
  return { kind: 'digits', groups: digits.match(/.{1,3}/gu) ?? [], count: digits.length }
}
