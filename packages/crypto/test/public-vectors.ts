// Public vectors are read from a data folder beside the clone, not copied. Without it the tests say what they left out.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const folder = `${process.env['ISNAD_TEST_DATA'] ?? `${root}../shared/data`}/vectors`

export interface Case {
  readonly tcId: number
  readonly comment: string
  readonly result: 'valid' | 'invalid' | 'acceptable'
  readonly flags: readonly string[]
  readonly [field: string]: unknown
}
export interface Group {
  readonly tests: readonly Case[]
  readonly [field: string]: unknown
}

/** The text of one field of a case or group. */
export function text(of: Case | Group, field: string): string {
  const value = of[field]
  if (typeof value !== 'string') throw new Error(`no text "${field}"`)
  return value
}

/**
 * A test over one file of Wycheproof's. `count` is how many cases the file holds: fewer read is a failure, and it is
 * the number named when the file is absent.
 */
export function publicVectors(
  title: string,
  file: string,
  count: number,
  run: (group: Group, one: Case) => Promise<void>,
): void {
  const path = `${folder}/${file}`
  if (!existsSync(path)) {
    test.skip(`${title}: ${count} public vectors left out, set ISNAD_TEST_DATA to where vectors/${file} is`, () => {})
    return
  }
  test(`${title} (${count} public vectors)`, { timeout: 120_000 }, async () => {
    const { testGroups } = JSON.parse(readFileSync(path, 'utf8')) as { testGroups: readonly Group[] }
    let seen = 0
    for (const group of testGroups) {
      for (const one of group.tests) {
        seen++
        try {
          await run(group, one)
        } catch (cause) {
          throw new Error(`case ${one.tcId}, ${one.comment}`, { cause })
        }
      }
    }
    expect(seen).toBe(count)
  })
}

/** The same for a file that is one list. */
export function publicList<T>(
  title: string,
  file: string,
  count: number,
  run: (all: readonly T[]) => Promise<void>,
): void {
  const path = `${folder}/${file}`
  if (!existsSync(path)) {
    test.skip(`${title}: ${count} public vectors left out, set ISNAD_TEST_DATA to where vectors/${file} is`, () => {})
    return
  }
  test(`${title} (${count} public vectors)`, { timeout: 120_000 }, async () => {
    const all = JSON.parse(readFileSync(path, 'utf8')) as readonly T[]
    expect(all.length).toBe(count)
    await run(all)
  })
}
