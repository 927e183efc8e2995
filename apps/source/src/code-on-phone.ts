// A code in memory: it leaves as digits or words, and as a secret stretched once.
import { type Code as CodeBytes, codeDigits, codeWords, stretchCode, wordListOf } from '@isnad/outbox'
import type { Code } from './channel.ts'

/** A class, so that nothing wraps or copies it on its way through the screens. */
export class CodeOnPhone implements Code {
  readonly #code: CodeBytes
  #secret: Promise<Uint8Array<ArrayBuffer>> | undefined
  constructor(code: CodeBytes) {
    this.#code = code
  }
  get digits(): string {
    return codeDigits(this.#code)
  }
  async words(language: string): Promise<readonly string[] | null> {
    const list = await wordListOf(language)
    return list && codeWords(this.#code, list)
  }
  /** Stretched once; takes seconds on an old phone. */
  secret(programmeId: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    return (this.#secret ??= stretchCode(this.#code, 'source', programmeId))
  }
}

/** 32 bytes under which one programme's answers to a code are found. */
export function secretOf(code: Code, programmeId: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  if (!(code instanceof CodeOnPhone)) throw new TypeError('not a code of this channel')
  return code.secret(programmeId)
}
