// The words of a command line, parsed once at the door.
import { parseArgs } from 'node:util'
import { usage } from './errors.ts'

export type OptionKind = 'text' | 'flag' | 'many'
export interface Options {
  /** Words that belong to no option, in order. */
  readonly words: readonly string[]
  readonly json: boolean
  /** @throws {CommandError} `usage` when it was not given */
  get(name: string): string
  find(name: string): string | undefined
  all(name: string): readonly string[]
  has(name: string): boolean
  /** A whole number of at least `least`. @throws {CommandError} `usage` */
  number(name: string, otherwise: number, least?: number): number
}

/** @throws {CommandError} `usage` on an unknown option, a missing value, or a value given twice */
export function parseOptions(args: readonly string[], kinds: Readonly<Record<string, OptionKind>>): Options {
  const config: Record<string, { type: 'string' | 'boolean'; multiple: boolean }> = {
    json: { type: 'boolean', multiple: false },
  }
  for (const [name, kind] of Object.entries(kinds))
    config[name] = { type: kind === 'flag' ? 'boolean' : 'string', multiple: true }
  let parsed
  try {
    parsed = parseArgs({ args: [...args], options: config, allowPositionals: true, strict: true })
  } catch (cause) {
    throw usage(cause instanceof Error ? cause.message : 'the options cannot be read')
  }
  const values = new Map<string, readonly string[]>()
  for (const [name, given] of Object.entries(parsed.values)) {
    if (!Array.isArray(given)) continue
    if (kinds[name] === 'text' && given.length > 1) throw usage(`--${name} was given twice`)
    values.set(name, given.map(String))
  }
  const find = (name: string) => values.get(name)?.[0]
  return {
    words: parsed.positionals,
    json: parsed.values['json'] === true,
    get(name) {
      const value = find(name)
      if (value === undefined || value === '') throw usage(`--${name} is required`)
      return value
    },
    find,
    all: (name) => values.get(name) ?? [],
    has: (name) => values.has(name),
    number(name, otherwise, least = 0) {
      const text = find(name)
      if (text === undefined) return otherwise
      const value = Number(text)
      if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least)
        throw usage(`--${name} takes a whole number of at least ${least}`)
      return value
    },
  }
}
