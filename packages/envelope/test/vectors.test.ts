// Rebuilds vectors/*.json with the second implementation, compares byte by byte, and runs the product over them.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { envelopeVectors, keysVectors, repliesVectors } from './reference/vectors.ts'
import { checkEnvelopes, checkKeys, checkReplies } from './vector-checks.ts'

/** Set once, when a format is new; a frozen file that changes is another format. */
const writing = process.env['ISNAD_WRITE_VECTORS'] === '1'
// Node has ML-KEM in WebCrypto from version 24 on, and draws for it by itself.
const draws = Number(process.versions.node.split('.')[0]) < 24

for (const [name, build] of [
  ['keys', keysVectors],
  ['envelope', envelopeVectors],
  ['replies', repliesVectors],
] as const) {
  test(`4 vectors/${name}.json is what the second implementation makes`, () => {
    const path = fileURLToPath(new URL(`../../../vectors/${name}.json`, import.meta.url))
    const made = `${JSON.stringify(build(), null, 1)}\n`
    if (writing) writeFileSync(path, made)
    expect(existsSync(path)).toBe(true)
    expect(readFileSync(path, 'utf8') === made, `vectors/${name}.json differs from what is built`).toBe(true)
  })
}

checkKeys(keysVectors(), draws)
checkEnvelopes(envelopeVectors(), draws)
checkReplies(repliesVectors())
