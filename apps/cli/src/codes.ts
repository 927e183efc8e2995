// Codes as they are typed into a command or kept in a file.
import { readFile } from 'node:fs/promises'
import { type Code, EnvelopeError, parseCode, type WordList } from '@isnad/envelope'
import { wordsAr } from '@isnad/envelope/words-ar'
import { wordsEn } from '@isnad/envelope/words-en'
import { CommandError } from './errors.ts'

export const wordLists: readonly WordList[] = [wordsAr, wordsEn]

/** @throws {CommandError} with words for what is wrong */
export async function readCode(text: string): Promise<Code> {
  try {
    return await parseCode(text, wordLists)
  } catch (cause) {
    throw wordsFor(cause)
  }
}

/** The file holds a code and nothing else, or is a demo's `demo-codes.json`, in which a member is looked up. @throws {CommandError} */
export async function readCodeFile(file: string, desk: string, member: string): Promise<string> {
  let text: string
  try {
    text = (await readFile(file, 'utf8')).trim()
  } catch (cause) {
    throw new CommandError('no-code-file', `${file} cannot be read.`, 1, { cause })
  }
  if (!text.startsWith('{')) return text
  const value: unknown = JSON.parse(text)
  const members: unknown = typeof value === 'object' && value !== null && 'members' in value ? value.members : []
  if (!Array.isArray(members)) throw new CommandError('no-code-file', `${file} lists no members.`)
  for (const each of members as Readonly<Record<string, unknown>>[]) {
    if (each['desk'] === desk && each['name'] === member && typeof each['code'] === 'string') return each['code']
  }
  throw new CommandError('no-such-member', `${file} has no code for that member of that desk.`)
}

export function wordsFor(cause: unknown): unknown {
  if (!(cause instanceof EnvelopeError)) return cause
  const { code, position } = cause
  const words: Partial<Record<string, string>> = {
    'code-length': `A code has 27 digits or 8 words; ${position} were found.`,
    'unknown-word': `Word ${position} is in no list. Compare it with the paper.`,
    'code-range': 'One digit or more is wrong. Compare with the paper.',
    'code-checksum': 'One digit or word is wrong. Compare with the paper.',
  }
  return new CommandError(code, words[code] ?? 'The code cannot be read.', 1, { cause })
}
