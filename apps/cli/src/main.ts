// The command line `isnad`: finds the command, runs it, prints its one result. Standard output is only written on exit 0.
import type { Command, Result, Voice } from './command.ts'
import { commands } from './commands/index.ts'
import { CommandError, usage } from './errors.ts'
import { parseOptions } from './options.ts'

function help(): string {
  const lines = Object.entries(commands).map(([name, command]) => `  ${name.padEnd(16)} ${command.summary}`)
  return ['usage: npm run isnad -- COMMAND [options] [--json]', '', ...lines].join('\n')
}

function choose(args: readonly string[]): { command: Command; rest: readonly string[] } {
  for (const length of [2, 1]) {
    const command = commands[args.slice(0, length).join(' ')]
    if (command && args.length >= length) return { command, rest: args.slice(length) }
  }
  throw usage(args.length === 0 ? help() : `unknown command: ${args[0] ?? ''}\n${help()}`)
}

function speaker(json: boolean): Voice {
  return {
    tell: (words) => void process.stderr.write(`${words}\n`),
    announce: (result: Result) => void process.stdout.write(`${json ? JSON.stringify(result.json) : result.words}\n`),
  }
}

async function main(args: readonly string[]): Promise<number> {
  const voice = speaker(args.includes('--json'))
  try {
    if (args[0] === 'help' || args[0] === '--help') {
      process.stdout.write(`${help()}\n`)
      return 0
    }
    const { command, rest } = choose(args)
    if (rest.includes('--help')) {
      process.stdout.write(`usage: npm run isnad -- ${command.usage}\n`)
      return 0
    }
    const options = parseOptions(rest, command.options)
    const result = await command.run(options, voice)
    if (result) voice.announce(result)
    return 0
  } catch (error) {
    if (error instanceof CommandError) {
      voice.tell(`${error.message} [${error.code}]`)
      return error.status
    }
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unexpected'
    voice.tell(`Something went wrong that this command does not know. Nothing was changed by it. [${code}]`)
    if (process.env['ISNAD_TRACE'] === '1') voice.tell(error instanceof Error ? (error.stack ?? error.message) : '')
    return 1
  }
}

process.exitCode = await main(process.argv.slice(2))
