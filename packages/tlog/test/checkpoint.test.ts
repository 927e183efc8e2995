import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hex, parseHex, utf8 } from '@isnad/bytes'
import { newSigner } from '@isnad/crypto'
import { openCheckpoint, signCheckpoint } from '../src/checkpoint.ts'
import { TlogError } from '../src/errors.ts'
import { base64, keyId, openNote, parseBase64, signNote } from '../src/note.ts'
import { issueReceipt } from '../src/receipt.ts'

const signer = await newSigner(new Uint8Array(32).fill(3))
const other = await newSigner(new Uint8Array(32).fill(4))
const log = { origin: 'log.example/n', publicKey: signer.publicKey }
const root = new Uint8Array(32).fill(7)
const note = await signCheckpoint(signer, log.origin, { size: 20_852_163, root })
/** The example of golang.org/x/mod/sumdb/note, which C2SP signed-note describes. */
const go = {
  name: 'PeterNeumann',
  key: 'ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  seed: 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
  text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  signature: 'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=',
}

test('26 a checkpoint with any changed character, of another key or origin, is refused', async () => {
  for (let i = 0; i < note.length; i++) {
    const changed = `${note.slice(0, i)}${note[i] === 'A' ? 'B' : 'A'}${note.slice(i + 1)}`
    await expect(openCheckpoint(changed, log), String(i)).rejects.toThrow('bad-checkpoint')
  }
  await expect(openCheckpoint(note, { ...log, publicKey: other.publicKey })).rejects.toThrow('bad-checkpoint')
  await expect(openCheckpoint(note, { ...log, origin: 'log.example/m' })).rejects.toThrow('bad-checkpoint')
  const foreign = await signNote(signer, log.origin, `log.example/m\n1\n${base64(root)}\n`)
  await expect(openCheckpoint(foreign, log)).rejects.toThrow('bad-checkpoint')
})
test('a signed text that is no checkpoint is refused', async () => {
  const texts = [
    `${log.origin}\n`,
    `${log.origin}\n1\n`,
    `${log.origin}\n01\n${base64(root)}\n`,
    `${log.origin}\n-1\n${base64(root)}\n`,
    `${log.origin}\n1.0\n${base64(root)}\n`,
    `${log.origin}\n9007199254740992\n${base64(root)}\n`,
    `${log.origin}\n1\n${base64(root.slice(1))}\n`,
    `${log.origin}\n1\n${base64(root).replace('=', '')}\n`,
    `${log.origin}\n1\n${base64(root)}\n\nmore\n`,
  ]
  for (const text of texts)
    await expect(openCheckpoint(await signNote(signer, log.origin, text), log), text).rejects.toThrow(TlogError)
})
test('a note without signature, without newline, or too long is refused', async () => {
  const [text = ''] = note.split('\n\n')
  for (const bad of [
    '',
    '\n\n',
    note.slice(0, -1),
    `${text}\n\n`,
    `${text}\n`,
    `${note}x\n`,
    `${note}${'—'.repeat(70_000)}`,
  ])
    await expect(openCheckpoint(bad, log)).rejects.toThrow('bad-checkpoint')
  await expect(openCheckpoint(Uint8Array.of(0xff), log)).rejects.toThrow('bad-checkpoint')
  await expect(signNote(signer, 'two words', 'x\n')).rejects.toThrow('bad-checkpoint')
  await expect(signNote(signer, 'a+b', 'x\n')).rejects.toThrow('bad-checkpoint')
  await expect(signNote(signer, 'a', 'no newline')).rejects.toThrow('bad-checkpoint')
  await expect(signNote(signer, 'a', 'a\tb\n')).rejects.toThrow('bad-checkpoint')
})
test('signatures of others are passed over; a second one of the log that does not hold is not', async () => {
  const theirs = (await signCheckpoint(other, 'witness.example/w', { size: 1, root })).split('\n\n')[1] ?? ''
  expect((await openCheckpoint(note + theirs, log)).size).toBe(20_852_163)
  const own = `— ${log.origin} ${base64(new Uint8Array([...keyId({ name: log.origin, publicKey: log.publicKey }), ...new Uint8Array(64)]))}\n`
  await expect(openCheckpoint(note + own, log)).rejects.toThrow('bad-checkpoint')
  await expect(openCheckpoint(theirs, log)).rejects.toThrow('bad-checkpoint')
  expect((await openCheckpoint(note + theirs.repeat(63), log)).size).toBe(20_852_163)
  await expect(openCheckpoint(note + theirs.repeat(64), log)).rejects.toThrow('bad-checkpoint')
})
test('13 notes under fuzz are refused as a TlogError', async () => {
  const lines = fc.array(fc.oneof(fc.string(), fc.constantFrom('', note, log.origin, '— a AAAAAAAA', '1')), {
    maxLength: 8,
  })
  await fc.assert(
    fc.asyncProperty(
      lines.map((list) => list.join('\n')),
      async (text) => {
        await expect(openCheckpoint(`${text}x`, log)).rejects.toBeInstanceOf(TlogError)
      },
    ),
  )
})
test('a receipt can never pass for a note, nor a note for a receipt', async () => {
  const digest = new Uint8Array(32)
  const fields = { H: digest, slotsDigest: digest, bodyDigest: digest, held: 0, day: 1, nonce: digest }
  expect((await issueReceipt(signer, fields))[0]).toBe(0x10)
  await expect(signNote(signer, log.origin, '\u0010isnad/v1/receipt\n')).rejects.toThrow('bad-checkpoint')
})
test('base64 is the standard spelling alone', () => {
  for (const text of ['AA', 'AA=', 'AB==', 'A===', 'AA==\n', 'A-==', 'AAA_'])
    expect(() => parseBase64(text), text).toThrow(TlogError)
  fc.assert(fc.property(fc.uint8Array(), (bytes) => hex(parseBase64(base64(bytes))) === hex(bytes)))
})
test('2 the example of signed-note opens, and signing it again gives the same note', async () => {
  const publicKey = parseBase64(go.key).slice(1)
  const published = `${go.text}\n— ${go.name} ${go.signature}\n`
  expect(hex(keyId({ name: go.name, publicKey }))).toBe('c74f20a3')
  expect(await openNote(published, { name: go.name, publicKey })).toBe(go.text)
  expect(await signNote(await newSigner(parseBase64(go.seed).slice(1)), go.name, go.text)).toBe(published)
})
test('a checkpoint opens to what was signed, as text or bytes', async () => {
  expect(await openCheckpoint(note, log)).toEqual({ size: 20_852_163, root })
  expect(await openCheckpoint(utf8(note), log)).toEqual({ size: 20_852_163, root })
  expect(note.split('\n').slice(0, 3)).toEqual(['log.example/n', '20852163', base64(root)])
  const extended = await signNote(signer, log.origin, `${log.origin}\n0\n${base64(parseHex('00'.repeat(32)))}\nmore\n`)
  expect((await openCheckpoint(extended, log)).size).toBe(0)
})
