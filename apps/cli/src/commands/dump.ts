// `dump`: a plain copy of all that a server holds, for audits, beside a running server or from a stopped one.
import { resolve } from 'node:path'
import { dumpData, ServerError } from '@isnad/server'
import type { Command } from '../command.ts'
import { inServerWords } from '../server-words.ts'

export const dump: Command = {
  summary: 'copy all that a server holds, as plain files, for audits',
  usage: 'dump --data DIR --out DIR',
  options: { data: 'text', out: 'text' },
  async run(options) {
    const [dataDir, outDir] = [resolve(options.get('data')), resolve(options.get('out'))]
    try {
      await dumpData(dataDir, outDir)
    } catch (error) {
      if (!(error instanceof ServerError)) throw error
      throw inServerWords(error)
    }
    return { json: { out: outDir }, words: `A copy of all that the server holds lies in ${outDir}.` }
  },
}
