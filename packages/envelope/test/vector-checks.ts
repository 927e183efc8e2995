// What the product must do with each vector, in Node and in a browser alike.
import { type Bytes, concat, hex, parseHex } from '@isnad/bytes'
import { digest, newSigner, type Random } from '@isnad/crypto'
import { hpkeOpen, hpkeSeal, kemPublicKey, openBulk, type Psk, sealBulk, type Suite } from '@isnad/crypto/seal'
import {
  type AttachmentRole,
  type DeskId,
  deskIdOf,
  deviceIdOf,
  encodeReport,
  memberIdOf,
  type OperationPayload,
  type Report,
} from '@isnad/model'
import { expect, test } from 'vitest'
import { openAnswers, sealAnswer } from '../src/answer.ts'
import { codeDigits, codeWords, parseCode, stretchCode } from '../src/code.ts'
import { sealBlob } from '../src/content.ts'
import { keyringIds, openKeyring, sealKeyring } from '../src/keyring.ts'
import { openEnvelope, openPart } from '../src/open.ts'
import { itemRef, openOperationPayload, sealOperationPayload } from '../src/operation.ts'
import { seal } from '../src/seal.ts'
import { openSeeds, wrapSeeds } from '../src/seeds.ts'
import { replyTags, threadKeys } from '../src/thread.ts'
import { wordsAr } from '../src/words-ar.ts'
import { wordsEn } from '../src/words-en.ts'
import type { envelopeVectors, keysVectors, repliesVectors } from './reference/vectors.ts'

export type KeysVectors = ReturnType<typeof keysVectors>
export type EnvelopeVectors = ReturnType<typeof envelopeVectors>
export type RepliesVectors = ReturnType<typeof repliesVectors>

interface Edit {
  readonly xor?: readonly number[]
  readonly cut?: number
  readonly append?: string
  readonly put?: readonly (number | string)[]
}
function edited(bytes: Bytes, { xor, cut, append, put }: Edit): Bytes {
  const out = new Uint8Array(bytes)
  if (xor !== undefined) out[xor[0] ?? 0] = (out[xor[0] ?? 0] ?? 0) ^ (xor[1] ?? 0)
  if (put !== undefined) out.set(parseHex(String(put[1])), Number(put[0]))
  return concat(out.slice(0, cut), parseHex(append ?? ''))
}

/** The stream the vectors are drawn from (keys.md), over WebCrypto: drawn ahead, since a `Random` gives at once. */
export async function streamOf(seed: Bytes): Promise<Random> {
  const prefix = concat(Uint8Array.of(20), new TextEncoder().encode('isnad/v1/test-random'), seed)
  const blocks: Bytes[] = []
  for (let i = 0; i < 64; i++) blocks.push(await digest('SHA-256', concat(prefix, Uint8Array.of(0, 0, 0, i))))
  const all = concat(...blocks)
  let at = 0
  return (length) => all.slice(at, (at += length))
}
const pattern = (length: number): Bytes => new Uint8Array(length).map((_, i) => i % 251)
const code = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'opened',
    (error: { code: string }) => error.code,
  )
const deskOf = (text: string): DeskId => deskIdOf(parseHex(text))

/** @param draws whether encapsulation here draws from the source it is given: WebCrypto's does not */
export function checkKeys(vectors: KeysVectors, draws: boolean): void {
  const lists = [wordsEn, wordsAr]

  test('4 19 every code in every form, and every refusal', async () => {
    for (const { code: bytes, digits, en, ar } of vectors.codes) {
      for (const form of [digits, en, ar]) expect(hex(await parseCode(form, lists))).toBe(bytes)
      const parsed = await parseCode(digits, lists)
      expect([codeDigits(parsed), codeWords(parsed, wordsEn).join(' '), codeWords(parsed, wordsAr).join(' ')]).toEqual([
        digits,
        en,
        ar,
      ])
    }
    for (const { text, error, position } of vectors.refusedCodes) {
      await expect(parseCode(text, lists), text).rejects.toMatchObject({ code: error, position })
    }
  })

  test('4 23 stretched codes', async () => {
    for (const { code: bytes, programmeId, source, member } of vectors.stretched) {
      const parsed = await parseCode(BigInt(`0x${bytes}`).toString().padStart(27, '0'), lists)
      expect(hex(await stretchCode(parsed, 'source', parseHex(programmeId)))).toBe(source)
      expect(hex(await stretchCode(parsed, 'member', parseHex(programmeId)))).toBe(member)
    }
  })

  test('4 keyrings: made, opened, refused', async () => {
    for (const vector of vectors.keyrings) {
      const ids = await keyringIds(parseHex(vector.stretched))
      expect([hex(ids.id), hex(ids.auth), hex(ids.key)]).toEqual([vector.id, vector.auth, vector.key])
      const keyring = {
        ed25519: parseHex(vector.ed25519),
        xwing: parseHex(vector.xwing),
        memberId: memberIdOf(parseHex(vector.memberId)),
        deskId: deskOf(vector.deskId),
        deviceId: deviceIdOf(parseHex(vector.deviceId)),
      }
      expect(await openKeyring(parseHex(vector.sealed), ids)).toEqual(keyring)
      expect(hex(await sealKeyring(keyring, ids, await streamOf(parseHex(vector.stream))))).toBe(vector.sealed)
      for (const edit of vectors.refusedKeyrings) {
        expect(await code(openKeyring(edited(parseHex(vector.sealed), edit), ids))).toBe('bad-keyring')
      }
    }
  })

  test('4 seeds: wrapped, opened, refused', async () => {
    for (const vector of vectors.seeds) {
      const seeds = { kem: parseHex(vector.kem), sms: parseHex(vector.sms), answer: parseHex(vector.answer) }
      const address = {
        programmeId: parseHex(vector.programmeId),
        deskId: deskOf(vector.deskId),
        epoch: vector.epoch,
        deviceId: deviceIdOf(parseHex(vector.deviceId)),
      }
      const record = {
        deskId: address.deskId,
        number: vector.epoch,
        suite1: parseHex(vector.suite1),
        suite2: parseHex(vector.suite2),
        answer: parseHex(vector.answerKey),
      }
      const by = { ...address, deviceSeed: parseHex(vector.deviceSeed), record }
      expect(await openSeeds(parseHex(vector.wrap), by)).toEqual(seeds)
      if (draws) {
        const devicePublicKey = await kemPublicKey(1, by.deviceSeed)
        const wrap = await wrapSeeds(seeds, {
          ...address,
          devicePublicKey,
          random: await streamOf(parseHex(vector.stream)),
        })
        expect(hex(wrap)).toBe(vector.wrap)
      }
      for (const { error, epoch = vector.epoch, answerKey = vector.answerKey, ...edit } of vectors.refusedSeeds) {
        const changed = { ...by, epoch, record: { ...record, number: epoch, answer: parseHex(answerKey) } }
        expect(await code(openSeeds(edited(parseHex(vector.wrap), edit), changed))).toBe(error)
      }
    }
  })
}

export function checkEnvelopes(vectors: EnvelopeVectors, draws: boolean): void {
  test('4 HPKE of both suites, base and PSK mode', async () => {
    for (const vector of vectors.suites) {
      const suite = vector.suite as Suite
      const psk: { psk?: Psk } =
        vector.psk === null ? {} : { psk: { key: parseHex(vector.psk.key), id: parseHex(vector.psk.id) } }
      const what = { suite, info: parseHex(vector.info), aad: parseHex(vector.aad), ...psk }
      const [seed, sealed, plaintext] = [parseHex(vector.seed), parseHex(vector.sealed), parseHex(vector.plaintext)]
      expect(hex(await kemPublicKey(suite, seed))).toBe(vector.publicKey)
      expect(await hpkeOpen({ ...what, seed, sealed })).toEqual(plaintext)
      const other = { ...what, psk: { key: seed, id: seed }, seed, sealed }
      expect(await code(hpkeOpen(other))).toBe('does-not-open')
      if (!draws && suite === 1) continue
      const random = await streamOf(parseHex(vector.stream))
      expect(hex(await hpkeSeal({ ...what, publicKey: parseHex(vector.publicKey), plaintext, random }))).toBe(
        vector.sealed,
      )
    }
  })

  test('4 bulk at the edges of a chunk', async () => {
    for (const vector of vectors.bulks) {
      const { chunk, length } = vector
      const how = {
        objectKey: parseHex(vector.objectKey),
        info: parseHex(vector.info),
        aad: parseHex(vector.aad),
        chunk,
      }
      expect(hex(await sealBulk({ ...how, salt: parseHex(vector.salt), plaintext: pattern(length) }))).toBe(
        vector.sealed,
      )
      expect(await openBulk({ ...how, sealed: parseHex(vector.sealed), length })).toEqual(pattern(length))
      expect(await code(openBulk({ ...how, sealed: parseHex(vector.sealed), length: length + 1 }))).toBe('wrong-length')
    }
  })

  for (const vector of vectors.envelopes) test(`4 envelope: ${vector.name}`, () => checkEnvelope(vector, draws))

  test('4 5 6 11 what is done to an envelope is refused, each with its code', async () => {
    const [vector] = vectors.envelopes
    if (vector === undefined) throw new Error('no envelope')
    for (const { edit, error } of vectors.refusedEnvelopes) {
      expect(
        await code(openEnvelope(edited(parseHex(vector.envelope), edit), openByVector(vector, 0))),
        JSON.stringify(edit),
      ).toBe(error)
    }
  })

  test('4 payloads of operations', async () => {
    for (const vector of vectors.operations) {
      const to = { deskId: deskOf(vector.deskId), epoch: vector.epoch }
      const seed = parseHex(vector.seed)
      const payload = vector.payload as OperationPayload
      expect(await openOperationPayload(parseHex(vector.sealed), { ...to, seed })).toEqual(payload)
      expect(hex(await itemRef(seed, payload.reportId))).toBe(vector.itemRef)
      if (!draws) continue
      const random = await streamOf(parseHex(vector.stream))
      const publicKey = await kemPublicKey(1, seed)
      expect(hex(await sealOperationPayload(payload, { ...to, publicKey, random }))).toBe(vector.sealed)
    }
  })
}

type EnvelopeVector = EnvelopeVectors['envelopes'][number]
export function openByVector(vector: EnvelopeVector, i: number) {
  const desk = vector.desks[i]
  if (desk === undefined) throw new Error('no desk')
  const seeds = (epoch: number) => (epoch === desk.epoch ? { kem: parseHex(desk.seed) } : undefined)
  return { deskId: deskOf(desk.deskId), newestEpoch: desk.epoch, seeds }
}

async function checkEnvelope(vector: EnvelopeVector, draws: boolean): Promise<void> {
  const parts: Bytes[] = []
  for (const [i] of vector.desks.entries()) {
    const opened = await openEnvelope(parseHex(vector.envelope), openByVector(vector, i))
    expect(hex(encodeReport(opened.report))).toBe(vector.cbor)
    expect([hex(opened.H), hex(opened.contentKey)]).toEqual([vector.H, vector.contentKey])
    const { report, contentKey, header } = opened
    for (const [j, file] of vector.files.entries()) {
      const place = {
        contentKey,
        j,
        reportId: header.reportId,
        bucket: (vector.parts[j]?.length ?? 0) - 72 - (file.length > 262_144 ? 16 : 0),
      }
      parts[j] ??= await sealBlob(pattern(file.length), parseHex(vector.parts[j]?.first56.slice(0, 48) ?? ''), place)
      expect(hex(await digest('SHA-256', parts[j]))).toBe(vector.parts[j]?.sha256)
      expect(await openPart(opened, j, parts[j])).toEqual(pattern(file.length))
    }
    expect({ ...report, attachments: [] }).toEqual({ ...vector.report, attachments: [] })
  }
  if (!draws) return
  const sealed = await seal({
    report: vector.report as Omit<Report, 'attachments'>,
    attachments: vector.files.map(({ length, role, type }) => ({
      bytes: pattern(length),
      role: role as AttachmentRole,
      type,
    })),
    desks: await Promise.all(
      vector.desks.map(async ({ deskId, epoch, seed }) => ({
        deskId: deskOf(deskId),
        epoch,
        publicKey: await kemPublicKey(1, parseHex(seed)),
      })),
    ),
    threadSecret: vector.threadSecret === null ? null : parseHex(vector.threadSecret),
    random: await streamOf(parseHex(vector.stream)),
  })
  expect(hex(sealed.envelope)).toBe(vector.envelope)
  expect(sealed.parts.map(({ sha256 }) => hex(sha256))).toEqual(vector.parts.map(({ sha256 }) => sha256))
}

export function checkReplies(vectors: RepliesVectors): void {
  const { thread, epochs } = vectors
  const deskId = deskOf(thread.deskId)
  const desks = [
    { deskId, epochs: epochs.map(({ number, fromDay, answer }) => ({ number, fromDay, answer: parseHex(answer) })) },
  ]
  const threadSecret = parseHex(thread.threadSecret)

  test('4 the keys of a thread', async () => {
    const keys = await threadKeys(threadSecret)
    expect(keys.shard.toString(16).padStart(4, '0')).toBe(thread.shard)
    expect([hex(await keys.replySeed(deskId)), hex(await keys.replyKey(deskId))]).toEqual([
      thread.replySeed,
      thread.replyKey,
    ])
    const tags = await replyTags(parseHex(thread.replyKey))
    expect(tags.slice(0, 3).map(hex)).toEqual(thread.firstTags)
    expect(hex(await digest('SHA-256', concat(...tags)))).toBe(thread.tagsDigest)
  })

  test('4 answers: made and heard', async () => {
    const signer = await newSigner(parseHex(epochs[0]?.answerSeed ?? ''))
    for (const { kind, text, n, receipt, stream, replies } of vectors.answers) {
      const held = receipt === null ? null : parseHex(receipt)
      const H = parseHex(vectors.H)
      const answering = { deskId, epoch: 1, signer, replyKey: parseHex(thread.replyKey), H, text, receipt: held, n }
      expect((await sealAnswer({ ...answering, random: await streamOf(parseHex(stream)) })).map(hex)).toEqual(replies)
      const { answers, missing } = await openAnswers({
        threadSecret,
        desks,
        days: [{ day: 150, replies: replies.map(parseHex) }],
      })
      expect(answers).toEqual([{ kind, deskId, day: 150, H, text, receipt: held, n }])
      expect(missing).toBe(0)
    }
  })

  test('4 38 40 what is done to a reply, and the days on which its key counts', async () => {
    const reply = parseHex(vectors.answers[0]?.replies[0] ?? '')
    for (const { day, edit, shown } of vectors.days) {
      const { answers } = await openAnswers({ threadSecret, desks, days: [{ day, replies: [edited(reply, edit)] }] })
      expect(answers.length, JSON.stringify([day, edit])).toBe(shown ? 1 : 0)
    }
  })
}
