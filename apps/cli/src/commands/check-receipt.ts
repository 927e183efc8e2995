// `check-receipt`: checks a receipt's file without a network, and says what it could not check.
import { readFile } from 'node:fs/promises'
import { printDay } from '@isnad/model'
import { missingParts } from '@isnad/tlog'
import { openReceiptFile, OutboxError } from '@isnad/outbox'
import type { Command } from '../command.ts'
import { CommandError, usage } from '../errors.ts'

export const checkReceipt: Command = {
  summary: 'check a receipt offline',
  usage: 'check-receipt FILE [--root FINGERPRINT]',
  options: { root: 'text' },
  async run(options) {
    const [file, ...more] = options.words
    if (file === undefined || more.length > 0) throw usage('check-receipt takes one file')
    const root = options.find('root')
    const { header, receipt, service } = await open(file, root)
    const notChecked = [
      ...(root === undefined
        ? [`whether the root ${service.fingerprint} is the programme's: compare it, or give --root`]
        : []),
      'whether a later record of the programme replaced the log key',
      'whether the entry stands in the log: the log is the server’s word',
      ...(service.demo ? ['anything about secrecy: this is a demo programme, and a demo is not blind'] : []),
    ]
    const held = header.parts.length - missingParts(receipt, header.parts.length).length
    const json = {
      ...{ valid: true, reportId: header.reportId, day: printDay(receipt.day), demo: service.demo },
      ...{
        parts: { held, of: header.parts.length },
        root: service.fingerprint,
        rootChecked: root !== undefined,
        notChecked,
      },
    }
    const words = [
      `The signatures hold: the text and ${held} of ${header.parts.length} files of report ${header.reportId} were held on ${json.day}.`,
      ...notChecked.map((line) => `Not checked: ${line}.`),
    ]
    return { json, words: words.join('\n') }
  },
}

async function open(file: string, root: string | undefined) {
  let json: unknown
  try {
    json = JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    throw new CommandError('bad-receipt', `${file} cannot be read as a receipt.`, 1, { cause })
  }
  try {
    return await openReceiptFile(json, root)
  } catch (cause) {
    if (!(cause instanceof OutboxError)) throw cause
    throw new CommandError(
      'bad-receipt',
      'This receipt does not hold: a value was changed, added or left out, or the root is another.',
      1,
      { cause },
    )
  }
}
