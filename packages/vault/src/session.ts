// An unlocked desk, as the apps and the command line use it. Everything is in memory; `lock` lets go of it.
import type { Bytes } from '@isnad/bytes'
import { newSigner } from '@isnad/crypto'
import type { Desk, Directory, Programme } from '@isnad/directory'
import { type OpenedEnvelope, sealAnswer } from '@isnad/envelope'
import {
  type DeskAnswer,
  type DeskState,
  type DeviceId,
  maxReplies,
  type MemberRole,
  newReportState,
  type OperationPayload,
  type Report,
  type ReportState,
} from '@isnad/model'
import { VaultError } from './errors.ts'
import { Inbox, type Item } from './inbox.ts'
import { Journal, type Reply } from './journal.ts'
import { listen } from './live.ts'
import { isAway } from './network.ts'
import { Prover, type Proof } from './proof.ts'
import { fetchDeskDirectory, type Keys, openKeys, type UnlockRequest } from './unlock.ts'
import type { World } from './world.ts'

export type ItemState = 'received' | 'opened' | 'acknowledged' | 'answered'

export interface ItemView {
  readonly reportId: string
  readonly seq: number
  /** The server's day of arrival, whole days since 1970. */
  readonly day: number
  /** Quarter hours since 1970, kept until the first step or 72 hours. */
  readonly quarter: number | null
  readonly parts: { readonly held: number; readonly of: number }
  readonly state: ItemState
  /** Absent while it cannot be opened on this device. */
  readonly report?: Report
  readonly oldKey: boolean
  /** Why it is not open, as a code. */
  readonly problem?: string
}

export interface Told {
  readonly text: string
  readonly day: number
  /** The member's name. */
  readonly by: string
}

export interface OpenedReport {
  readonly report: Report
  readonly openedBy: readonly { readonly by: string; readonly day: number }[]
  readonly acknowledged: Told | null
  readonly answers: readonly Told[]
}

export interface Attached {
  readonly bytes: Bytes
  readonly type: string
  readonly role: string
}

/** What `unlock` gives. Calls may overlap; what posts waits its turn. */
export interface Session {
  readonly member: { readonly name: string; readonly roles: readonly MemberRole[] }
  readonly desk: Pick<Desk, 'id' | 'names' | 'hours' | 'kind'>
  /** As the roots signed it, with the root's fingerprint, the day its list was last signed, and whether that is long ago. */
  readonly programme: Pick<Programme, 'names' | 'demo' | 'timeZone'> &
    Pick<Directory, 'fingerprint' | 'headDay' | 'stale'>
  lock(): void
  /** Fetches items and operations. @throws {VaultError} but for the network being away */
  sync(): Promise<'changed' | 'same' | 'offline'>
  /** Newest first. */
  items(): readonly ItemView[]
  /** Shows a report, and signs once per device that it was opened. @throws {VaultError} */
  open(reportId: string): Promise<OpenedReport>
  attachment(reportId: string, index: number): Promise<Attached>
  /** Repeats the receipt to the sender, with or without words. @throws {VaultError} */
  acknowledge(reportId: string, text?: string): Promise<void>
  /** @throws {VaultError} `nobody-listens`, `thread-full`, … */
  answer(reportId: string, text: string): Promise<void>
  proof(reportId: string): Promise<Proof>
  live(onTick: () => void): () => void
}

/** @throws {EnvelopeError} for a mistyped code. @throws {VaultError} `offline`, `server-away`, `wrong-code`, `removed`, `bad-directory` */
export async function unlock(request: UnlockRequest): Promise<Session> {
  return new OpenSession(await openKeys(request), request.world)
}

class OpenSession implements Session {
  readonly member
  readonly desk
  readonly programme
  readonly #world: World
  #open: { keys: Keys; inbox: Inbox; journal: Journal; prover: Prover } | null
  #stops: (() => void)[] = []
  #turn: Promise<unknown> = Promise.resolve()

  constructor(keys: Keys, world: World) {
    const { directory, keyring } = keys
    const member = directory.findMember(keyring.memberId)
    if (member === undefined) throw new VaultError('removed')
    this.member = { name: member.name, roles: member.roles }
    this.desk = directory.desk(keyring.deskId)
    const { fingerprint, headDay, programme, stale } = directory
    this.programme = { ...programme, fingerprint, headDay, stale }
    this.#world = world
    const refetch = (before: Directory) => fetchDeskDirectory(keys.client, world, before)
    this.#open = {
      ...{ keys, inbox: new Inbox(keys), journal: new Journal(keys, world, refetch) },
      prover: new Prover(keys),
    }
  }

  lock(): void {
    for (const stop of this.#stops) stop()
    this.#stops = []
    this.#open = null
  }

  async sync(): Promise<'changed' | 'same' | 'offline'> {
    return await this.#inTurn(async () => {
      const { inbox, journal } = this.#unlocked()
      try {
        await journal.flush()
        const items = await inbox.sync()
        const operations = await journal.sync()
        return items || operations ? 'changed' : 'same'
      } catch (error) {
        if (isAway(error)) return 'offline'
        throw error
      }
    })
  }

  items(): readonly ItemView[] {
    const { inbox, journal } = this.#unlocked()
    return inbox
      .all()
      .map((item) => viewOf(item, stateOf(journal.state, item)))
      .sort((a, b) => (b.quarter ?? b.day * 96) - (a.quarter ?? a.day * 96) || b.seq - a.seq)
  }

  async open(reportId: string): Promise<OpenedReport> {
    const { inbox, journal, keys } = this.#unlocked()
    const item = inbox.get(reportId)
    const { opened } = item
    if (opened === null) throw new VaultError('not-opened', { cause: item.problem })
    if (!hasOpened(stateOf(journal.state, item), keys.keyring.deviceId)) await this.#markOpened(item, opened)
    return this.#shown(item, opened)
  }

  async attachment(reportId: string, index: number): Promise<Attached> {
    const { bytes, attachment } = await this.#unlocked().inbox.attachment(reportId, index)
    return { bytes, type: attachment.type, role: attachment.role }
  }

  acknowledge(reportId: string, text = ''): Promise<void> {
    return this.#tell('acknowledge', reportId, text)
  }

  answer(reportId: string, text: string): Promise<void> {
    return this.#tell('answer', reportId, text)
  }

  proof(reportId: string): Promise<Proof> {
    const { inbox, prover } = this.#unlocked()
    return prover.prove(inbox.get(reportId))
  }

  live(onTick: () => void): () => void {
    const stop = listen(this.#unlocked().keys, this.#world, onTick)
    this.#stops.push(stop)
    return stop
  }

  /** Reading goes on without a network; the signed entry follows when there is one. */
  async #markOpened(item: Item, opened: OpenedEnvelope): Promise<void> {
    const { reportId } = opened.header
    const payload: OperationPayload = { kind: 'opened', reportId }
    const post = { purpose: `opened ${reportId}`, reportId, epoch: opened.epoch, settles: false }
    try {
      await this.#inTurn(async () => {
        const { journal, keys } = this.#unlocked()
        if (hasOpened(stateOf(journal.state, item), keys.keyring.deviceId)) return
        await journal.post({ ...post, make: () => Promise.resolve({ payload, replies: [] }) })
      })
    } catch (error) {
      if (!isAway(error)) throw error
    }
  }

  async #tell(kind: 'acknowledge' | 'answer', reportId: string, text: string): Promise<void> {
    const { inbox, journal } = this.#unlocked()
    const item = inbox.get(reportId)
    const { opened } = item
    if (opened === null) throw new VaultError('not-opened')
    const { hearBack } = opened.report
    if (!hearBack && kind === 'answer') throw new VaultError('nobody-listens')
    await this.#inTurn(async () => {
      const state = stateOf(journal.state, item)
      if (kind === 'acknowledge' && state.acknowledged !== null) return
      await journal.post({
        ...{ purpose: `${kind} ${reportId} ${text}`, reportId: opened.header.reportId, epoch: opened.epoch },
        settles: state.acknowledged === null && state.answers.length === 0,
        make: async (now, taken) => {
          const replies = hearBack ? await this.#replies(kind, item, opened, { text, now, taken }) : []
          const n = replies.map((reply) => reply.n)
          return { payload: { kind, reportId: opened.header.reportId, text, n }, replies }
        },
      })
    })
  }

  async #replies(
    kind: 'acknowledge' | 'answer',
    item: Item,
    opened: OpenedEnvelope,
    { text, now, taken }: { readonly text: string; readonly now: DeskState; readonly taken: number },
  ): Promise<(Reply & { readonly n: number })[]> {
    const { inbox, keys } = this.#unlocked()
    const { deskId } = keys.keyring
    const epoch = keys.directory.newestEpoch(deskId).number
    const seeds = keys.seeds.get(epoch)
    if (seeds === undefined) throw new VaultError('removed')
    const first = inbox
      .all()
      .filter((other) => other.opened !== null && sameThread(other.opened, opened))
      .reduce((most, other) => Math.max(most, stateOf(now, other).nextReply), 0)
    const n = first + taken
    if (n >= maxReplies) throw new VaultError('thread-full')
    const replies = await sealAnswer({
      ...{ replyKey: opened.replyKey, deskId, epoch, H: opened.H, n, text, random: this.#world.random },
      signer: await newSigner(seeds.answer),
      receipt: kind === 'acknowledge' ? receiptOf(item) : null,
    })
    return replies.map((reply, i) => ({ n: n + i, reply, shard: opened.shard }))
  }

  #shown(item: Item, opened: OpenedEnvelope): OpenedReport {
    const state = stateOf(this.#unlocked().journal.state, item)
    return {
      report: opened.report,
      openedBy: state.openedBy.map(({ device, day }) => ({ by: this.#nameOf(device), day })),
      acknowledged: state.acknowledged && this.#told(state.acknowledged),
      answers: state.answers.map((answer) => this.#told(answer)),
    }
  }

  #told({ text, day, by }: DeskAnswer): Told {
    return { text, day, by: this.#nameOf(by) }
  }

  #nameOf(device: DeviceId): string {
    const { directory } = this.#unlocked().keys
    const memberId = directory.findDevice(device)?.memberId
    return (memberId && directory.findMember(memberId)?.name) ?? '—'
  }

  #unlocked() {
    if (this.#open === null) throw new VaultError('locked')
    return this.#open
  }

  /** One after another: each of a device's operations names the one before. */
  async #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(act, act)
    this.#turn = turn.catch(() => undefined)
    return await turn
  }
}

/** What the sender is given back. @throws {VaultError} `bad-receipt` where the server's does not hold for these bytes */
function receiptOf({ receipt }: Item): Bytes {
  if (receipt === null) throw new VaultError('bad-receipt')
  return receipt.bytes
}

function sameThread(a: OpenedEnvelope, b: OpenedEnvelope): boolean {
  return a.replyKey.every((byte, i) => byte === b.replyKey[i])
}

function stateOf(state: DeskState, item: Item): ReportState {
  return state.reports.get(item.listed.reportId) ?? newReportState()
}

const hasOpened = (state: ReportState, device: DeviceId): boolean =>
  state.openedBy.some((opening) => opening.device === device)

function viewOf({ listed, opened, problem }: Item, state: ReportState): ItemView {
  const { reportId, seq, day, quarter, parts } = listed
  return {
    ...{ reportId, seq, day, quarter, oldKey: opened?.oldKey ?? false },
    parts: { held: parts.filter((part) => part.held).length, of: parts.length },
    state: stepReached(state),
    ...(opened ? { report: opened.report } : {}),
    ...(problem === null ? {} : { problem }),
  }
}

function stepReached(state: ReportState): ItemState {
  if (state.answers.length > 0) return 'answered'
  if (state.acknowledged !== null) return 'acknowledged'
  return state.openedBy.length > 0 ? 'opened' : 'received'
}
