// The programme as the server states it: small, fetched first, shown before anything can be checked. It decides nothing that
// has to be true: who may read comes from the signed directory alone.
import { type ByLanguage, type Programme, Trouble } from './channel.ts'

/** @throws {Trouble} `offline` where it cannot be had or is not of its form */
export async function fetchProgramme(fetch: typeof globalThis.fetch): Promise<Programme> {
  try {
    const response = await fetch('/programme', { credentials: 'omit', referrerPolicy: 'no-referrer' })
    if (!response.ok) throw new Trouble('offline')
    return parseProgramme(await response.json())
  } catch (cause) {
    throw new Trouble('offline', { cause })
  }
}

/** @throws {TypeError} where a field is not of its form */
export function parseProgramme(value: unknown): Programme {
  const { appName, languages, emergency, demo } = record(value)
  return {
    appName: byLanguage(appName),
    languages: list(languages).map(text),
    emergency: list(emergency).map((entry) => {
      const { number, label } = record(entry)
      return { number: dialled(number), label: byLanguage(label) }
    }),
    demo: demo !== false,
  }
}

const wrong = (): never => {
  throw new TypeError('not a programme')
}
const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : wrong()
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : wrong())
const text = (value: unknown): string => (typeof value === 'string' ? value : wrong())
const byLanguage = (value: unknown): ByLanguage =>
  Object.fromEntries(Object.entries(record(value)).map(([tag, word]) => [tag, text(word)]))
/** What may stand behind `tel:`. */
const dialled = (value: unknown): string => (/^\+?\d{2,15}$/.test(text(value)) ? text(value) : wrong())
