import { hex, utf8 } from '@isnad/bytes'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { digest } from '../src/digest.ts'
import * as node from '../src/sha256-node.ts'
import * as noble from '../src/sha256-noble.ts'
import { sha256 } from '../src/sha256.ts'

/** FIPS 180-4 examples: "", "abc", and the 56-byte message. */
const examples: readonly (readonly [string, string])[] = [
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
]

test('SHA-256 by noble, by Node and by WebCrypto gives the standard values', async () => {
  for (const [text, value] of examples) {
    expect(hex(noble.sha256(utf8(text)))).toBe(value)
    expect(hex(node.sha256(utf8(text)))).toBe(value)
    expect(hex(sha256(utf8(text)))).toBe(value)
    expect(hex(await digest('SHA-256', utf8(text)))).toBe(value)
  }
})

test('fed in pieces it gives what it gives at once, over buffers of its own', () => {
  const data = new Uint8Array(1000).map((_, i) => i * 7)
  const expected = createHash('sha256').update(data).digest('hex')
  for (const { newSha256, sha256: atOnce } of [noble, node]) {
    const state = newSha256()
    for (let at = 0; at < data.length; at += 77) state.update(data.subarray(at, at + 77))
    const pieces = state.digest()
    expect(hex(pieces)).toBe(expected)
    expect(pieces.byteOffset).toBe(0)
    expect(atOnce(data).buffer.byteLength).toBe(32)
  }
})

test('under Node the fast one is in use', () => {
  expect(sha256).toBe(node.sha256)
})

test('SHA-512 gives the standard value', async () => {
  expect(hex(await digest('SHA-512', utf8('abc')))).toBe(
    'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
  )
})
