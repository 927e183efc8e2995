// `hear`: looks for the answers to a code. It fetches whole days, the same for everyone.
import { base64url } from '@isnad/bytes'
import { stretchCode } from '@isnad/envelope'
import { dayOf, printDay } from '@isnad/model'
import { hear, openDirectoryOnline, OutboxError } from '@isnad/outbox'
import { newClient } from '@isnad/wire'
import { readCode } from '../codes.ts'
import type { Command } from '../command.ts'
import { CommandError } from '../errors.ts'
import { tellTrust } from '../trust.ts'
import { clock, parseOrigin } from '../world.ts'

export const hearCommand: Command = {
  summary: 'look for answers with a code',
  usage: 'hear --server SOURCE_URL --code CODE',
  options: { server: 'text', code: 'text', root: 'text' },
  async run(options, voice) {
    const code = await readCode(options.get('code'))
    const client = newClient({ baseUrl: parseOrigin(options.get('server'), 'server'), fetch: globalThis.fetch })
    const root = options.find('root')
    const pinned = root === undefined ? {} : { pinnedFingerprint: root }
    try {
      const { directory } = await openDirectoryOnline(client, { today: dayOf(clock.now()), ...pinned })
      tellTrust(directory, root, voice)
      const threadSecret = await stretchCode(code, 'source', directory.programmeId)
      const heard = await hear({ client, directory, threadSecret })
      const answers = heard.answers
        .filter(({ text }) => text !== '')
        .map(({ text, day }) => ({ text, day: printDay(day) }))
      const acknowledged = heard.answers.flatMap(({ receipt, day }) =>
        receipt === null ? [] : [{ receipt: base64url(receipt), day: printDay(day) }],
      )
      if (heard.missing > 0)
        voice.tell(`${heard.missing} replies are missing: an answer is not whole yet, or was withheld.`)
      const lines = [
        ...acknowledged.map(({ day }) => `${day}  The desk says that it holds your report, and repeats the receipt.`),
        ...answers.map(({ text, day }) => `${day}  ${text}`),
      ]
      return { json: { answers, acknowledged }, words: lines.join('\n') || 'No answer yet, or a mistake in the code.' }
    } catch (error) {
      throw inWords(error)
    }
  },
}

function inWords(error: unknown): unknown {
  if (!(error instanceof OutboxError)) return error
  const words =
    error.code === 'bad-directory'
      ? 'The list of desks does not verify. Nothing is shown.'
      : 'No answer from the server. Try again.'
  return new CommandError(error.code, words, 1, { cause: error })
}
