// The directory as a client trusts it: every record checked from the first, and the head over them (docs/spec/directory.md §5).
import { type Bytes, compare } from '@isnad/bytes'
import type { DeskId, DeviceId, MemberId } from '@isnad/model'
import type { Epoch, Programme } from './bodies.ts'
import { type Entry, type Seen, walk } from './entries.ts'
import { DirectoryError } from './errors.ts'
import { rootFingerprint } from './fingerprint.ts'
import { type Head, openHead } from './head.ts'
import type { DatedService, Desk, Device, Member, State } from './state.ts'

/** Days after which a head is said to be old; what is sealed still goes out. */
export const headDays = 14

/** What the first record and the head establish about a programme and its server. */
export interface ServiceView {
  /** Digest of the first record, 32 bytes. */
  readonly programmeId: Bytes
  /** Of the first record's roots: 26 letters to compare by eye. */
  readonly fingerprint: string
  readonly demo: boolean
  readonly programme: Programme
  /** The newest service record. */
  readonly service: DatedService
  /** All of them, oldest first: receipts stay checkable under an earlier log key. */
  readonly services: readonly DatedService[]
  readonly size: number
  readonly chain: Bytes
  readonly headDay: number
  /** True where the head is more than 14 days older than `today`. */
  readonly stale: boolean
}
export interface Directory extends ServiceView {
  /** The desks that live, in the order of their first records. */
  readonly desks: readonly Desk[]
  /** Every epoch published, by desk, number ascending. */
  readonly epochs: readonly Epoch[]
  /** Members not removed; empty in the public form. */
  readonly members: readonly Member[]
  /** True where every record was shown, as a desk must demand. */
  readonly complete: boolean
  /** Living or ended. @throws {DirectoryError} `unknown-desk` */
  desk(id: DeskId): Desk
  /** The epoch to seal to, whatever the day. @throws {DirectoryError} `unknown-desk`, `desk-ended`, `unknown-epoch` */
  newestEpoch(deskId: DeskId): Epoch
  /** Any epoch ever published. @throws {DirectoryError} `unknown-desk`, `unknown-epoch` */
  epoch(deskId: DeskId, number: number): Epoch
  findMember(id: MemberId): Member | undefined
  /** A device that counts now. @throws {DirectoryError} `unknown-device` for unknown, withdrawn, and those of the removed */
  device(id: DeviceId): Device
  /** A device that ever counted, with the day it ended: to check what it signed before. */
  findDevice(id: DeviceId): Device | undefined
}

export interface OpenDirectoryInput {
  readonly entries: readonly Entry[]
  readonly head: Bytes
  /** Days since 1970 by the reader's clock; only `stale` depends on it. */
  readonly today: number
  readonly pinnedFingerprint?: string
  readonly previous?: Seen
  /** Demand every record, as desks do: a digest in a record's place is refused. */
  readonly complete?: boolean
}

/**
 * @throws {DirectoryError} `bad-record`, `bad-signature`, `unknown-signer`, `too-few-signers`, `hidden-record`, `wrong-root`,
 * `no-service`, `bad-head`, `rollback`, `fork`
 */
export async function openDirectory(input: OpenDirectoryInput): Promise<Directory> {
  const { state, view } = await open(input, false)
  if (input.complete === true && state.hidden > 0) throw new DirectoryError('hidden-record')
  return { ...view, ...lookups(state), ...lists(state), complete: state.hidden === 0 }
}

/**
 * Only who the programme and its server are: every record but the first may be a digest. It names the log key the roots
 * signed, and cannot say that no later record replaced it. For receipts kept as a file.
 * @throws {DirectoryError} as `openDirectory`
 */
export async function openService(input: Omit<OpenDirectoryInput, 'complete'>): Promise<ServiceView> {
  return (await open(input, true)).view
}

async function open(input: OpenDirectoryInput, lenient: boolean): Promise<{ state: State; view: ServiceView }> {
  const { state, programmeId } = await walk(input.entries, input.previous ?? null, lenient)
  const { first, programme } = state
  if (first === null || programme === null) throw new DirectoryError('bad-record')
  const fingerprint = rootFingerprint(first.roots)
  if (input.pinnedFingerprint !== undefined && input.pinnedFingerprint !== fingerprint)
    throw new DirectoryError('wrong-root')
  const service = state.services.at(-1)
  if (service === undefined) throw new DirectoryError('no-service')
  const head = await openHead(input.head, service.head)
  checkHead(state, head, input.previous, lenient)
  const view = {
    ...{ programmeId, fingerprint, demo: first.demo, programme, service, services: state.services },
    ...{ size: state.size, chain: state.chain, headDay: head.day, stale: input.today - head.day > headDays },
  }
  return { state, view }
}

function checkHead(state: State, head: Head, previous: Seen | undefined, lenient: boolean): void {
  if (head.size !== state.size || compare(head.chain, state.chain) !== 0) throw new DirectoryError('bad-head')
  if (head.day < state.day) throw new DirectoryError('bad-head', { field: 'day' })
  if (!lenient && head.memberRecords !== state.memberRecords) throw new DirectoryError('hidden-record')
  if (previous?.headDay !== undefined && head.day < previous.headDay) throw new DirectoryError('rollback')
}

function lists(state: State): Pick<Directory, 'desks' | 'epochs' | 'members'> {
  return {
    desks: [...state.desks.values()].filter((desk) => desk.ended === null),
    epochs: [...state.epochs.values()].flat(),
    members: [...state.members.values()].filter((member) => member.removedDay === null),
  }
}

function lookups(
  state: State,
): Pick<Directory, 'desk' | 'newestEpoch' | 'epoch' | 'findMember' | 'device' | 'findDevice'> {
  const desk = (id: DeskId): Desk => {
    const found = state.desks.get(id)
    if (found === undefined) throw new DirectoryError('unknown-desk')
    return found
  }
  const epochsOf = (id: DeskId): readonly Epoch[] => state.epochs.get(desk(id).id) ?? []
  const known = (epoch: Epoch | undefined): Epoch => {
    if (epoch === undefined) throw new DirectoryError('unknown-epoch')
    return epoch
  }
  return {
    desk,
    newestEpoch(id) {
      if (desk(id).ended !== null) throw new DirectoryError('desk-ended')
      return known(epochsOf(id).at(-1))
    },
    epoch: (id, number) => known(epochsOf(id).find((each) => each.number === number)),
    findMember: (id) => state.members.get(id),
    device(id) {
      const found = state.devices.get(id)
      if (found === undefined || found.endedDay !== null) throw new DirectoryError('unknown-device')
      return found
    },
    findDevice: (id) => state.devices.get(id),
  }
}
