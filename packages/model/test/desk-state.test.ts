import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DeskOperation, emptyDeskState, fold } from '../src/desk-state.ts'
import { deviceIdOf, reportIdOf } from '../src/ids.ts'
import { type OperationPayload, stepOf } from '../src/operation.ts'

const report = (n: number) => reportIdOf(new Uint8Array(16).fill(n))
const device = (n: number) => deviceIdOf(new Uint8Array(8).fill(n))
const operation = (seq: number, payload: OperationPayload, by = 1): DeskOperation => ({
  ...{ seq, day: 100 + seq, device: device(by), step: stepOf(payload.kind), payload },
})
const opened = (n: number): OperationPayload => ({ kind: 'opened', reportId: report(n) })
const acknowledge = (n: number, ...replies: number[]): OperationPayload => ({
  ...{ kind: 'acknowledge', reportId: report(n), text: 'held', n: replies },
})
const answer = (n: number, text: string, ...replies: number[]): OperationPayload => ({
  ...{ kind: 'answer', reportId: report(n), text, n: replies },
})
const reasons = (operations: DeskOperation[]) => fold(operations).refused.map(({ reason }) => reason)

test('an operation that does not fit changes nothing and is kept with its reason', () => {
  const unread: DeskOperation = { ...operation(1, opened(1)), payload: null }
  const mislabelled: DeskOperation = { ...operation(2, answer(1, 'x', 0)), step: 'opened' }
  const state = fold([unread, mislabelled])
  expect(state.reports.size).toBe(0)
  expect(state.refused).toEqual([
    { operation: unread, reason: 'not-opened' },
    { operation: mislabelled, reason: 'wrong-step' },
  ])
  expect(reasons([operation(1, opened(1)), operation(1, opened(2))])).toEqual(['out-of-order'])
  expect(reasons([operation(1, answer(1, 'a', 0, 1)), operation(2, answer(1, 'b', 1))])).toEqual(['reply-used'])
})
test('a second acknowledgement is refused, but its replies are spent', () => {
  const state = fold([operation(1, acknowledge(1, 0), 1), operation(2, acknowledge(1, 1), 2)])
  expect(state.refused.map(({ reason }) => reason)).toEqual(['already-acknowledged'])
  expect(state.reports.get(report(1))).toMatchObject({ acknowledged: { by: device(1), day: 101 }, nextReply: 2 })
})
test('39 the answers of two members stand both, in the order the server gave', () => {
  const state = fold([operation(2, answer(1, 'second', 1), 2), operation(1, answer(1, 'first', 0), 1)])
  expect(state.refused).toEqual([])
  expect(state.reports.get(report(1))?.answers.map(({ text, by }) => [text, by])).toEqual([
    ['first', device(1)],
    ['second', device(2)],
  ])
})
test('opening leaves a report received; acknowledging or answering moves it on', () => {
  const one = fold([operation(1, opened(1), 1), operation(2, opened(1), 2), operation(3, opened(1), 1)])
  expect(one.reports.get(report(1))).toMatchObject({
    state: 'R2',
    openedBy: [
      { device: device(1), day: 101 },
      { device: device(2), day: 102 },
    ],
    nextReply: 0,
  })
  const two = fold([operation(4, acknowledge(1)), operation(5, answer(2, 'x', 255))], one)
  expect(two.reports.get(report(1))).toMatchObject({
    state: 'R4',
    openedBy: [
      { device: device(1), day: 101 },
      { device: device(2), day: 102 },
    ],
    nextReply: 0,
  })
  expect(two.reports.get(report(2))).toMatchObject({ state: 'R4', acknowledged: null, nextReply: 256 })
  expect(one.reports.get(report(1))?.state).toBe('R2')
  expect(two.seq).toBe(5)
})
test('folding in two goes gives the same as in one, in any order given, and every operation is applied or refused', () => {
  const payloads = fc.oneof(
    fc.nat(2).map(opened),
    fc.tuple(fc.nat(2), fc.uniqueArray(fc.nat(5), { maxLength: 4 })).map(([n, r]) => acknowledge(n, ...r.sort())),
    fc.tuple(fc.nat(2), fc.nat(5)).map(([n, r]) => answer(n, 'x', r)),
  )
  fc.assert(
    fc.property(fc.array(payloads, { maxLength: 30 }), fc.nat(30), (given, cut) => {
      const operations = given.map((payload, i) => operation(i + 1, payload, i % 3))
      const whole = fold(operations)
      expect(fold(operations.slice(cut), fold(operations.slice(0, cut)))).toEqual(whole)
      expect(fold([...operations].reverse())).toEqual(whole)
      expect(emptyDeskState().reports.size).toBe(0)
      const answers = [...whole.reports.values()].reduce((sum, each) => sum + each.answers.length, 0)
      const refusedAnswers = whole.refused.filter((each) => each.operation.payload?.kind === 'answer').length
      expect(answers + refusedAnswers).toBe(given.filter(({ kind }) => kind === 'answer').length)
    }),
  )
})
