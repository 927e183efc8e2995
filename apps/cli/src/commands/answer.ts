// `answer`: answers the sender of one report; the first answer also acknowledges, and repeats the receipt.
import type { Command } from '../command.ts'
import { deskOptions, deskUsage, withDesk } from '../desk-session.ts'

export const answerCommand: Command = {
  summary: 'answer the sender of a report',
  usage: `answer ${deskUsage} --report ID --text T`,
  options: { ...deskOptions, report: 'text', text: 'text' },
  async run(options, voice) {
    const [report, text] = [options.get('report'), options.get('text')]
    await withDesk(options, voice, async (session) => {
      const { acknowledged } = await session.open(report)
      if (acknowledged === null) await session.acknowledge(report)
      await session.answer(report, text)
    })
    return { json: { answered: report }, words: `Answered report ${report}.` }
  },
}
