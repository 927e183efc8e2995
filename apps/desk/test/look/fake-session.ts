// A vault in memory for looking at the app and for its tests: the same calls, invented reports, no keys, no network.
import { parseDeskId } from '@isnad/model'
import type { Attached, ItemView, OpenedReport, Proof, Session } from '../../src/state/session.ts'
import type { Held } from './invented-reports.ts'

/** What a test can turn. */
export interface Stage {
  offline: boolean
  failSync: boolean
  proof: Proof['state']
  refuseSending: string | null
  fingerprintDiffers: boolean
  /** The next thing said arrives, and the word that it did is lost. */
  loseReply: boolean
  /** Milliseconds a call takes. */
  delay: number
}

export interface FakeSession extends Session {
  readonly stage: Stage
  /** A report comes in, and every listener hears a tick. */
  arrive(held: Held): void
  readonly locked: () => boolean
}

export class Refusal extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

const everyDay = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: 8 * 60, to: 16 * 60 }))
const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

export function fakeSession(
  reports: Held[],
  photo: (name: string) => Promise<Uint8Array<ArrayBuffer>>,
  today: () => number,
  set: Partial<Stage> = {},
): FakeSession {
  const stage: Stage = {
    offline: false,
    failSync: false,
    proof: 'in-order',
    refuseSending: null,
    fingerprintDiffers: false,
    loseReply: false,
    delay: 60,
    ...set,
  }
  const by = 'س. ح.'
  let held = reports
  let locked = false
  let fresh = true
  const ticks = new Set<() => void>()

  const find = (reportId: string): Held => {
    const found = held.find((one) => one.view.reportId === reportId)
    if (!found || !found.view.report) throw new Refusal(found?.view.problem ?? 'not-found')
    return found
  }
  const change = (reportId: string, view: Partial<ItemView>): void => {
    held = held.map((one) => (one.view.reportId === reportId ? { ...one, view: { ...one.view, ...view } } : one))
  }
  const send = async (): Promise<void> => {
    await wait(stage.delay)
    if (stage.offline) throw new Refusal('offline')
    if (stage.refuseSending) throw new Refusal(stage.refuseSending)
  }

  return {
    stage,
    locked: () => locked,
    member: { name: 'سعاد حسن', roles: ['triage', 'verifier'] },
    desk: {
      id: parseDeskId('0123456789abc'),
      names: { en: 'Hammam al-Alil team', ar: 'فريق حمام العليل' },
      hours: everyDay,
      kind: 'team',
    },
    programme: {
      ...{ names: { en: 'Ninawa', ar: 'نينوى' }, demo: true, timeZone: 'Asia/Baghdad' },
      ...{ fingerprint: '0123456789abcdefghjkmnpqrs', headDay: 20_782, stale: false },
    },
    lock: () => void (locked = true),
    arrive(one) {
      held = [one, ...held]
      fresh = true
      for (const tick of ticks) tick()
    },
    async sync() {
      await wait(stage.delay)
      if (stage.failSync) throw new Refusal('bad-answer')
      if (stage.offline) return 'offline'
      const outcome = fresh ? 'changed' : 'same'
      fresh = false
      return outcome
    },
    items: () => held.map((one) => one.view),
    async open(reportId): Promise<OpenedReport> {
      await wait(stage.delay)
      const one = find(reportId)
      if (one.view.state === 'received') {
        change(reportId, { state: 'opened' })
        one.openedBy.push({ by, day: today() })
      }
      return { report: one.report, openedBy: one.openedBy, acknowledged: one.acknowledged, answers: one.answers }
    },
    async attachment(reportId, index): Promise<Attached> {
      await wait(stage.delay)
      if (stage.fingerprintDiffers) throw new Refusal('fingerprint-differs')
      const one = find(reportId)
      const attachment = one.report.attachments[index]
      const name = one.photos[index % Math.max(1, one.photos.length)]
      if (!attachment || name === undefined) throw new Refusal('not-found')
      return { bytes: await photo(name), type: attachment.type, role: attachment.role }
    },
    async acknowledge(reportId, text) {
      await send()
      find(reportId).acknowledged = { text: text ?? '', day: today(), by }
      change(reportId, { state: 'acknowledged', quarter: null })
    },
    async answer(reportId, text) {
      await send()
      find(reportId).answers.push({ text, day: today(), by })
      change(reportId, { state: 'answered', quarter: null })
      if (stage.loseReply) {
        stage.loseReply = false
        throw new Refusal('offline')
      }
    },
    async proof(reportId): Promise<Proof> {
      await wait(stage.delay)
      return { state: stage.proof, day: find(reportId).view.day, index: 48_210, checkpointSize: 48_390 }
    },
    live(onTick) {
      ticks.add(onTick)
      return () => ticks.delete(onTick)
    },
  }
}
