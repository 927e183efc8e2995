// Every command, by the words that call it.
import type { Command } from '../command.ts'
import { answerCommand } from './answer.ts'
import { checkReceipt } from './check-receipt.ts'
import { dump } from './dump.ts'
import { hearCommand } from './hear.ts'
import { programmeDemo } from './programme-demo.ts'
import { readCommand } from './read.ts'
import { sendCommand } from './send.ts'
import { serve } from './serve.ts'

export const commands: Readonly<Record<string, Command>> = {
  serve,
  send: sendCommand,
  hear: hearCommand,
  'check-receipt': checkReceipt,
  read: readCommand,
  answer: answerCommand,
  dump,
  'programme demo': programmeDemo,
}
