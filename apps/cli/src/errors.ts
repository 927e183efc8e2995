// What ends a command other than success: words for the person, a code for the operator, and the exit status.

/** 1 refused or broken, 2 the words of the command are off, 3 the time given was used up. */
export type ExitStatus = 1 | 2 | 3

export class CommandError extends Error {
  readonly code: string
  readonly status: ExitStatus
  constructor(code: string, words: string, status: ExitStatus = 1, options?: ErrorOptions) {
    super(words, options)
    this.name = 'CommandError'
    this.code = code
    this.status = status
  }
}

export const usage = (words: string): CommandError => new CommandError('usage', words, 2)
