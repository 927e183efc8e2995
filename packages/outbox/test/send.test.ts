import { type Bytes, equal, hex } from '@isnad/bytes'
import { random } from '@isnad/crypto'
import { kemPublicKey } from '@isnad/crypto/seal'
import type { Directory } from '@isnad/directory'
import { seal, type SealedReport } from '@isnad/envelope'
import { defaultConsent, deskIdOf } from '@isnad/model'
import { newClient } from '@isnad/wire'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { send, type SendOptions } from '../src/send.ts'
import { type Fate, newSmallServer, type SmallServer } from './small-server.ts'

let sealed: SealedReport
beforeAll(async () => {
  sealed = await seal({
    report: {
      ...{ form: 1, category: 'SIG', language: 'ar', composedAt: 1_700_000_000, text: 'مشاهدة', told: {}, details: {} },
      ...{ when: { from: null, to: null, precision: 'unknown' }, place: null, certainty: null, links: [] },
      ...{ consent: defaultConsent(), hearBack: false },
    },
    attachments: [
      { bytes: random(90_000), type: 'image/jpeg', role: 'field-copy' },
      { bytes: random(300_000), type: 'image/jpeg', role: 'original' },
    ],
    desks: [{ deskId: deskIdOf(random(8)), epoch: 1, publicKey: await kemPublicKey(1, random(32)) }],
    ...{ threadSecret: null, random },
  })
})

/** A clock that jumps over every pause. */
function clockFrom(start = 0): SendOptions['clock'] & { pauses: number[] } {
  let now = start
  const pauses: number[] = []
  return {
    pauses,
    now: () => now,
    sleep(ms) {
      pauses.push(ms)
      now += ms
      return Promise.resolve()
    },
  }
}

function options(server: SmallServer, more: Partial<SendOptions> = {}): SendOptions {
  // Sending needs the log key of a directory and nothing else of it.
  const directory = { service: { log: server.logKey } } as Directory
  return { client: newClient({ baseUrl: '', fetch: server.fetch }), directory, clock: clockFrom(), ...more }
}

const wholeIn = (server: SmallServer): boolean =>
  equal(server.held.get(sealed.reportId) ?? new Uint8Array(0), sealed.envelope) &&
  sealed.parts.every(({ sha256, bytes }) => equal(server.held.get(hex(sha256)) ?? new Uint8Array(0), bytes))

test('a receipt by another key, for other bytes, or not covering a part is not believed', async () => {
  const cut = (receipt: Bytes) => receipt.subarray(0, 100)
  const flipped = (receipt: Bytes) => receipt.map((byte, i) => (i === 30 ? byte ^ 1 : byte))
  for (const lie of [cut, flipped]) {
    const server = await newSmallServer(() => 'answered', lie)
    await expect(send(sealed, options(server))).rejects.toMatchObject({ code: 'bad-receipt' })
  }
  const server = await newSmallServer(() => 'answered')
  const directory = { service: { log: new Uint8Array(32).fill(3) } } as Directory
  await expect(send(sealed, options(server, { directory }))).rejects.toMatchObject({ code: 'bad-receipt' })
})

test('46 an id taken by other bytes is refused for good', async () => {
  const server = await newSmallServer(() => 'answered')
  const other = { ...sealed, envelope: sealed.envelope.map((byte, i) => (i === 2000 ? byte ^ 1 : byte)) }
  await send({ ...other, parts: [] }, options(server)).catch(() => undefined)
  await expect(send(sealed, options(server))).rejects.toMatchObject({ code: 'refused', cause: { code: 'other-bytes' } })
})

test('without a network it ends at the deadline, and by the signal', async () => {
  const server = await newSmallServer(() => 'lost')
  const clock = clockFrom(1000)
  await expect(send(sealed, options(server, { clock, deadline: 61_000 }))).rejects.toMatchObject({ code: 'timeout' })
  expect(clock.now()).toBe(61_000)
  expect(clock.pauses.slice(0, 3)).toEqual([250, 500, 1000])
  expect(Math.max(...clock.pauses)).toBe(8000)
  await expect(send(sealed, options(server, { signal: AbortSignal.abort() }))).rejects.toMatchObject({
    code: 'timeout',
  })
})

test('45 however calls are lost, cut or repeated, everything is held once and the receipt covers it', async () => {
  const fates = fc.array(fc.constantFrom<Fate>('answered', 'answered', 'answer-lost', 'lost', 'busy'), {
    maxLength: 40,
  })
  await fc.assert(
    fc.asyncProperty(fates, fc.nat(3), async (given, again) => {
      const left = [...given]
      const server = await newSmallServer(() => left.shift() ?? 'answered')
      for (let i = 0; i <= again; i++) {
        const { receipt } = await send(sealed, options(server))
        expect(receipt.held).toBe(0b11)
      }
      expect(wholeIn(server)).toBe(true)
      expect(server.held.size).toBe(1 + sealed.parts.length)
      expect(server.received()).toBe(sealed.parts.reduce((sum, part) => sum + part.length, 0))
    }),
    { numRuns: 25 },
  )
})

test('two that carry the same report at once both end with all of it held', async () => {
  const server = await newSmallServer(() => 'answered')
  const both = await Promise.all([send(sealed, options(server)), send(sealed, options(server))])
  expect(both.map(({ receipt }) => receipt.held)).toEqual([0b11, 0b11])
  expect(wholeIn(server)).toBe(true)
})

test('the text is told as held before any part is begun', async () => {
  const server = await newSmallServer(() => 'answered')
  const told: string[] = []
  await send(sealed, options(server, { onProgress: ({ part, state }) => told.push(`${part} ${state}`) }))
  expect(told.indexOf('-1 held')).toBeLessThan(told.indexOf('0 sending'))
  expect(told.indexOf('0 held')).toBeLessThan(told.indexOf('1 sending'))
  expect(told.at(-1)).toBe('1 held')
})

test('what was told as held is never told as on its way again, however often the line goes', async () => {
  const fates: Fate[] = ['answered', 'answered', 'lost', 'lost', 'answered', 'lost', 'answered', 'lost']
  const server = await newSmallServer(() => fates.shift() ?? 'answered')
  const told: string[] = []
  await send(sealed, options(server, { onProgress: ({ part, state }) => told.push(`${part} ${state}`) }))
  expect(told).toContain('-1 waiting')
  for (const part of [-1, 0, 1]) {
    const held = told.indexOf(`${part} held`)
    expect(held).toBeGreaterThanOrEqual(0)
    expect(told.slice(held + 1)).not.toContain(`${part} sending`)
  }
})
