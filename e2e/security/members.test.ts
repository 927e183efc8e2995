// Several at once at one desk, and clocks that are two years off, over a real server.
import { random } from '@isnad/crypto'
import { dayOf } from '@isnad/model'
import { openReceipt } from '@isnad/tlog'
import type { Session } from '@isnad/vault'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isnad, isnadJson } from '../command.ts'
import { until } from './demo.ts'
import { phoneAt } from './phone.ts'
import { type Device, openWorld, type SecurityWorld } from './world.ts'

const twoYears = 730 * 86_400_000
let world: SecurityWorld

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.end())

/** A report that wants to hear back, and what its phone hears once as many answers as wanted are published. */
async function newThread(files = 0) {
  const phone = await phoneAt(world.server.sourceUrl)
  const threadSecret = random(32)
  const attached = Array.from({ length: files }, () => ({ original: random(99), fieldCopy: null, type: 'image/png' }))
  const { sealed } = await phone.send({ deskIds: [world.programme.team], files: attached, threadSecret })
  const heard = async (count: number) => {
    await until(async () => (await phone.hear(threadSecret)).answers.length >= count, 'not every answer came')
    return await phone.hear(threadSecret)
  }
  return { reportId: sealed.reportId, H: sealed.H, heard }
}
const at = (device: Device) => world.desk(device)
const texts = (answers: readonly { readonly text: string }[]) => answers.map(({ text }) => text).sort()

/** What a session shows of a report after it has looked again. */
async function shown(session: Session, reportId: string) {
  await session.sync()
  const { acknowledged, answers, openedBy } = await session.open(reportId)
  return { acknowledged, answers, openedBy: openedBy.map(({ by }) => by).sort() }
}

test('39 two members who answer at the same moment are both heard, and nothing looks withheld', async () => {
  const { first, colleague } = world.programme.devices
  const [a, b] = [await at(first), await at(colleague)]
  for (let round = 0; round < 3; round++) {
    const { heard, reportId } = await newThread()
    await Promise.all([a.sync(), b.sync()])
    await Promise.all([a.answer(reportId, 'from A'), b.answer(reportId, 'from B')])
    const { answers, missing } = await heard(2)
    expect([texts(answers), missing]).toEqual([['from A', 'from B'], 0])
    expect((await shown(a, reportId)).answers).toEqual((await shown(b, reportId)).answers)
  }
}, 60_000)

test('39 two long answers at once do not mix their parts', async () => {
  const { first, colleague } = world.programme.devices
  const [a, b] = [await at(first), await at(colleague)]
  const { heard, reportId } = await newThread()
  await Promise.all([a.sync(), b.sync()])
  const [one, other] = ['a word '.repeat(300), 'another '.repeat(300)]
  await Promise.all([a.answer(reportId, one), b.answer(reportId, other)])
  const { answers, missing } = await heard(2)
  expect([texts(answers), missing]).toEqual([[one, other].sort(), 0])
})

test('35 two sessions of one device and a second device of the same member, all at once: nothing is lost', async () => {
  const { first, second, colleague } = world.programme.devices
  const sessions = [await at(first), await at(first), await at(second), await at(colleague)]
  const { heard, reportId } = await newThread()
  await Promise.all(sessions.map((session) => session.sync()))
  await Promise.all(sessions.map((session, i) => session.answer(reportId, `from ${i}`)))
  const { answers, missing } = await heard(4)
  expect([texts(answers), missing]).toEqual([['from 0', 'from 1', 'from 2', 'from 3'], 0])
  const views = await Promise.all(sessions.map((session) => shown(session, reportId)))
  await Promise.all(sessions.map((session) => session.sync()))
  const after = await Promise.all(sessions.map((session) => shown(session, reportId)))
  expect(views[0]?.answers).toHaveLength(4)
  for (const view of after) expect(view).toEqual(after[0])
  // Each device's operations hang one on the other, or a new session would refuse them.
  expect((await shown(await at(second), reportId)).answers).toHaveLength(4)
}, 60_000)

test('35 two who acknowledge at once give the same receipt back', async () => {
  const { first, colleague } = world.programme.devices
  const [a, b] = [await at(first), await at(colleague)]
  const { H, heard, reportId } = await newThread(1)
  await Promise.all([a.sync(), b.sync()])
  await Promise.all([a.acknowledge(reportId), b.acknowledge(reportId)])
  const { answers, missing } = await heard(1)
  expect(missing).toBe(0)
  for (const { kind, receipt } of answers) {
    expect(kind).toBe('acknowledgement')
    const opened = await openReceipt(receipt ?? new Uint8Array(0), world.logSigner.publicKey)
    expect([opened.H, opened.held]).toEqual([H, 1])
  }
})

test('32 a phone and a desk two years ahead or behind seal, open, answer and hear, and what does not fit is said', async () => {
  const today = dayOf(world.clock.now)
  for (const off of [-twoYears, twoYears]) {
    const now = () => world.clock.now + off
    const phone = await phoneAt(world.server.sourceUrl, { now })
    // Said: to a clock ahead the list looks old, to one behind it is signed in the future.
    expect([phone.directory.stale, phone.directory.headDay > dayOf(now()) + 1]).toEqual([off > 0, off < 0])
    const threadSecret = random(32)
    const { held, sealed } = await phone.send({ deskIds: [world.programme.team], threadSecret })
    expect(held.receipt.day).toBe(today)

    const session = await world.desk(world.programme.devices.first, { now: () => world.clock.now - off })
    expect([session.programme.stale, session.programme.headDay]).toEqual([off < 0, today])
    const { report } = await session.open(sealed.reportId)
    // The drift is shown as it is, and nothing is put right in silence.
    expect(report.composedAt).toBe(Math.floor(now() / 1000))
    await session.acknowledge(sealed.reportId)
    await session.answer(sealed.reportId, 'heard all the same')
    await until(async () => (await phone.hear(threadSecret)).answers.length === 2, 'no answer came')
    const { answers } = await phone.hear(threadSecret)
    expect(answers.map(({ text, day }) => [text, day])).toEqual([
      ['', today],
      ['heard all the same', today],
    ])
    await until(async () => {
      await session.sync()
      return (await session.proof(sealed.reportId)).state === 'in-order'
    }, 'the report was not published')
  }
}, 60_000)

test('32 the command line says which of the two does not fit, and sends all the same', async () => {
  for (const [off, words] of [
    [twoYears, 'clock is behind'],
    [-twoYears, 'clock is ahead'],
  ] as const) {
    const other = await openWorld({}, Date.now() + off)
    try {
      const to = [
        '--server',
        other.server.sourceUrl,
        '--desk',
        other.programme.team,
        '--category',
        'SIG',
        '--text',
        'x',
      ]
      const sent = await isnad('send', ...to, '--json')
      expect([sent.status, sent.stderr.includes(words)], sent.stderr).toEqual([0, true])
      const { receipt } = JSON.parse(sent.stdout) as { receipt: unknown }
      expect(receipt).toBeTypeOf('object')
    } finally {
      await other.end()
    }
  }
  const fits = ['--server', world.server.sourceUrl, '--desk', world.programme.team, '--category', 'SIG', '--text', 'x']
  expect((await isnad('send', ...fits)).stderr).not.toContain('clock')
  expect(await isnadJson('send', ...fits)).toHaveProperty('reportId')
}, 60_000)
