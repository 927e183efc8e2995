// Reading a typed code, and looking for its answers: fetched when a code is first typed.
import {
  allWordLists,
  type Client,
  EnvelopeError,
  hear as hearBytes,
  type OnlineDirectory,
  parseCode as parseBytes,
} from '@isnad/outbox'
import { type Code, type CodeMistake, type Heard, Trouble } from './channel.ts'
import { CodeOnPhone, secretOf } from './code-on-phone.ts'

/** @throws {OutboxError} */
export async function hear(code: Code, { directory }: OnlineDirectory, client: Client): Promise<Heard> {
  const threadSecret = await secretOf(code, directory.programmeId)
  const { answers, missing } = await hearBytes({ client, directory, threadSecret })
  return {
    answers: answers.map(({ deskId, day, kind, text }) => ({
      ...{ deskId, day, kind, text },
      desk: directory.desk(deskId).names,
    })),
    missing,
  }
}

/** @throws {Trouble} `offline` where the lists of words cannot be fetched */
export async function parseCode(text: string): Promise<Code | CodeMistake> {
  if (text.trim() === '') return { kind: 'empty' }
  const digits = !/\p{L}/u.test(text)
  try {
    return new CodeOnPhone(await parseBytes(text, digits ? [] : await allWordLists()))
  } catch (error) {
    if (!(error instanceof EnvelopeError)) throw new Trouble('offline', { cause: error })
    if (error.code === 'unknown-word') return { kind: 'word', position: error.position }
    // A code is less than 2^88: what is larger is larger by its first group.
    if (error.code === 'code-range') return { kind: 'group', position: 1 }
    if (error.code !== 'code-length') return { kind: 'checksum' }
    const odd = digits ? oddGroup(text) : 0
    return odd > 0 ? { kind: 'group', position: odd } : { kind: 'length' }
  }
}

/** Where nine groups were typed apart: the first that has not three digits, from 1; else 0. */
function oddGroup(text: string): number {
  const groups = text.trim().split(/\P{N}+/u)
  return groups.length === 9 ? groups.findIndex((group) => [...group].length !== 3) + 1 : 0
}
