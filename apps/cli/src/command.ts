// What a command is: it takes its options and a place to speak, and ends with one result.
import type { Options, OptionKind } from './options.ts'

export interface Voice {
  /** Progress and warnings, for people, on standard error. */
  tell(words: string): void
  /** The one result, printed at once by a command that goes on running (`serve`). */
  announce(result: Result): void
}

export interface Result {
  /** What `--json` prints, on one line. */
  readonly json: unknown
  /** What a person reads otherwise. */
  readonly words: string
}

export interface Command {
  /** One line for the list of commands. */
  readonly summary: string
  readonly usage: string
  readonly options: Readonly<Record<string, OptionKind>>
  /** Nothing comes back from a command that has announced its result. */
  run(options: Options, voice: Voice): Promise<Result | undefined>
}
