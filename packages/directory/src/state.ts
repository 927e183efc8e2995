// What the records so far amount to, and which record may come next (docs/spec/directory.md §5).
import { type Bytes, compare } from '@isnad/bytes'
import type { DeskId, DeviceId, MemberId } from '@isnad/model'
import {
  type DeskEnd,
  type DeskRecord,
  type DeviceKeys,
  type Epoch,
  type MemberRecord,
  type Programme,
  type Removal,
  type Roots,
  type Service,
  isMemberKind,
} from './bodies.ts'
import { DirectoryError } from './errors.ts'
import { deviceIdOfKey } from './fingerprint.ts'
import type { Payload } from './record.ts'

export interface Desk extends DeskRecord {
  /** The day it ended and the desk that follows it, or null while it lives. */
  readonly ended: { readonly day: number; readonly successor: DeskId | null } | null
}
export interface Device extends DeviceKeys {
  readonly id: DeviceId
  readonly memberId: MemberId
  readonly deskId: DeskId
  /** The day from which it counts no more, or null. What it signed before stays signed. */
  readonly endedDay: number | null
}
export interface Member extends MemberRecord {
  /** The day of removal, or null. */
  readonly removedDay: number | null
}
/** A service record with the day from which it stands. */
export interface DatedService extends Service {
  readonly fromDay: number
}

/** Grows record by record; nothing in it is ever taken away. */
export interface State {
  size: number
  chain: Bytes
  /** Member records so far, shown or hidden. */
  memberRecords: number
  /** Entries so far of which only the digest is known. */
  hidden: number
  day: number
  first: Programme | null
  programme: Programme | null
  roots: Roots | null
  readonly services: DatedService[]
  readonly desks: Map<DeskId, Desk>
  /** Of each desk, number n at place n − 1. */
  readonly epochs: Map<DeskId, Epoch[]>
  readonly members: Map<MemberId, Member>
  readonly devices: Map<DeviceId, Device>
}

export function emptyState(): State {
  return {
    ...{ size: 0, chain: new Uint8Array(32), memberRecords: 0, hidden: 0, day: 0, first: null, programme: null },
    ...{ roots: null, services: [], desks: new Map(), epochs: new Map(), members: new Map(), devices: new Map() },
  }
}

/**
 * Applies a record whose signatures hold; size and chain are the caller's to move on.
 * @throws {DirectoryError} `bad-record`, `hidden-record`
 */
export function apply(state: State, payload: Payload): void {
  const { content, day } = payload
  if (payload.seq !== state.size) refuse('seq')
  if (day < state.day) refuse('day')
  // Roots sign how many member records stand before: a digest in any other record's place does not add up.
  if (payload.memberRecords !== state.memberRecords) throw new DirectoryError('hidden-record')
  if (content.kind === 'programme') applyProgramme(state, content.body)
  else if (content.kind === 'service') state.services.push({ ...content.body, fromDay: day })
  else if (content.kind === 'desk') applyDesk(state, content.body)
  else if (content.kind === 'epoch') applyEpoch(state, content.body)
  else if (content.kind === 'member') applyMember(state, content.body, day)
  else if (content.kind === 'removal') applyRemoval(state, content.body, day)
  else if (content.kind === 'desk-end') applyDeskEnd(state, content.body, day)
  else state.roots = content.body
  state.day = day
  if (isMemberKind(content.kind)) state.memberRecords++
}

function applyProgramme(state: State, body: Programme): void {
  if (state.first === null) {
    state.first = body
    state.roots = body.roots
  }
  if (body.demo !== state.first.demo) refuse('demo')
  if (state.roots === null || !sameRoots(body.roots, state.roots)) refuse('roots')
  state.programme = body
}

function applyDesk(state: State, body: DeskRecord): void {
  const before = state.desks.get(body.id)
  if (before?.ended) refuse('id')
  if (before && before.kind !== body.kind) refuse('kind')
  state.desks.set(body.id, { ...body, ended: null })
}

function applyEpoch(state: State, body: Epoch): void {
  livingDesk(state, body.deskId)
  const epochs = state.epochs.get(body.deskId) ?? []
  if (body.number !== epochs.length + 1) refuse('number')
  if (body.fromDay < (epochs.at(-1)?.fromDay ?? 0)) refuse('fromDay')
  state.epochs.set(body.deskId, [...epochs, body])
}

function applyMember(state: State, body: MemberRecord, day: number): void {
  livingDesk(state, body.deskId)
  const before = state.members.get(body.memberId)
  if (before && (before.removedDay !== null || before.deskId !== body.deskId)) refuse('memberId')
  const devices = body.devices.map((keys) => ({ ...keys, id: deviceIdOfKey(keys.ed25519) }))
  if (new Set(devices.map((device) => device.id)).size !== devices.length) refuse('devices')
  for (const device of devices) {
    const known = state.devices.get(device.id)
    // A key ended never comes back, and one key is one person's.
    if (known && (known.memberId !== body.memberId || known.endedDay !== null)) refuse('devices')
    if (known && compare(known.xwing, device.xwing) !== 0) refuse('devices')
  }
  endDevices(state, body.memberId, day, new Set(devices.map((device) => device.id)))
  const { memberId, deskId } = body
  for (const device of devices) state.devices.set(device.id, { ...device, memberId, deskId, endedDay: null })
  state.members.set(memberId, { ...body, removedDay: null })
}

function applyRemoval(state: State, body: Removal, day: number): void {
  const member = state.members.get(body.memberId)
  if (!member || member.deskId !== body.deskId || member.removedDay !== null) return refuse('memberId')
  endDevices(state, body.memberId, day, new Set())
  state.members.set(body.memberId, { ...member, removedDay: day })
}

function applyDeskEnd(state: State, body: DeskEnd, day: number): void {
  const desk = livingDesk(state, body.deskId)
  if (body.successor === body.deskId) refuse('successor')
  if (body.successor !== null) livingDesk(state, body.successor)
  state.desks.set(body.deskId, { ...desk, ended: { day, successor: body.successor } })
}

function endDevices(state: State, memberId: MemberId, day: number, kept: ReadonlySet<DeviceId>): void {
  for (const device of state.devices.values()) {
    if (device.memberId !== memberId || device.endedDay !== null || kept.has(device.id)) continue
    state.devices.set(device.id, { ...device, endedDay: day })
  }
}
function livingDesk(state: State, deskId: DeskId): Desk {
  const desk = state.desks.get(deskId)
  return desk && !desk.ended ? desk : refuse('deskId')
}
function sameRoots(a: Roots, b: Roots): boolean {
  if (a.threshold !== b.threshold || a.keys.length !== b.keys.length) return false
  return a.keys.every((key, i) => compare(key, b.keys[i] as Bytes) === 0)
}
function refuse(field: string): never {
  throw new DirectoryError('bad-record', { field })
}
