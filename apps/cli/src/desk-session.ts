// Opens a desk for one command: the member's code from a file, the session, and what each refusal means in words.
import { EnvelopeError } from '@isnad/envelope'
import { type Session, unlock, VaultError } from '@isnad/vault'
import { readCodeFile, wordLists, wordsFor } from './codes.ts'
import type { Voice } from './command.ts'
import { CommandError } from './errors.ts'
import type { Options, OptionKind } from './options.ts'
import { tellTrust } from './trust.ts'
import { parseOrigin, worldAt } from './world.ts'

/** The options of every command of a desk. */
export const deskOptions: Readonly<Record<string, OptionKind>> = {
  ...{ server: 'text', desk: 'text', member: 'text', 'code-file': 'text', root: 'text' },
}
export const deskUsage = '--server DESK_URL --desk ID --member NAME --code-file F'

/** Unlocks, fetches everything, acts, and locks. @throws {CommandError} */
export async function withDesk<T>(options: Options, voice: Voice, act: (session: Session) => Promise<T>): Promise<T> {
  const [desk, member] = [options.get('desk'), options.get('member')]
  const world = worldAt(parseOrigin(options.get('server'), 'server'))
  const code = await readCodeFile(options.get('code-file'), desk, member)
  const root = options.find('root')
  try {
    const pinned = root === undefined ? {} : { pinnedFingerprint: root }
    const session = await unlock({ world, code, lists: wordLists, ...pinned })
    try {
      tellTrust(session.programme, root, voice)
      if (session.desk.id !== desk || session.member.name !== member)
        throw new CommandError('other-member', 'This code is of another member or desk. Nothing was read.')
      if ((await session.sync()) === 'offline') throw new VaultError('offline')
      return await act(session)
    } finally {
      session.lock()
    }
  } catch (error) {
    throw inWords(error)
  }
}

const words: Partial<Record<string, string>> = {
  offline: 'No answer from the server. Nothing was lost; try again.',
  'server-away': 'The server cannot take it just now. Try again in a moment.',
  'wrong-code': 'No keyring under this code in this programme. Compare it with the paper.',
  removed: 'The directory no longer lists this device. Ask the coordinator.',
  'bad-directory': 'The directory does not verify. Nothing was shown or sent.',
  'bad-operations':
    'What the desk did is missing, changed or out of order. The server is not to be trusted; nothing was done.',
  'bad-receipt': 'The server’s receipt does not hold for this report. Nothing was sent.',
  'unknown-report': 'There is no such report on this desk.',
  'not-opened': 'This report cannot be opened with the keys of this device.',
  'nobody-listens': 'The sender did not want to hear back: there is no one to answer.',
  'thread-full': 'All replies of this thread are used.',
  refused: 'The server will not take it.',
}

function inWords(error: unknown): unknown {
  if (error instanceof EnvelopeError && error.code === 'bad-answer')
    return new CommandError('too-long', 'The answer does not fit four replies. Shorten it.', 1, { cause: error })
  if (error instanceof EnvelopeError) return wordsFor(error)
  if (!(error instanceof VaultError)) return error
  return new CommandError(error.code, words[error.code] ?? error.code, 1, { cause: error })
}
