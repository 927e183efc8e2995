// What each kind of record says, as values (docs/spec/directory.md §3).
import type { Bytes } from '@isnad/bytes'
import type { Category, DeskId, DeskKind, MemberId, MemberRole, RecipientClass, Texts } from '@isnad/model'

/** The keys that may sign records, and how many of them must. */
export interface Roots {
  /** Ed25519 public keys in ascending order, 1…16, each once. */
  readonly keys: readonly Bytes[]
  /** 1…number of keys. */
  readonly threshold: number
}
export interface EmergencyNumber {
  /** Digits as dialled. */
  readonly number: string
  readonly label: Texts
}
/** Kind 1. The first record is one; a later one replaces it, with the same demo flag and the roots as they then are. */
export interface Programme {
  readonly names: Texts
  /** The neutral name the source app goes by. */
  readonly appName: Texts
  readonly roots: Roots
  /** A demo keeps private keys beside the server and is not blind; every app and receipt says so. */
  readonly demo: boolean
  /** Host names without scheme; empty where the programme has none yet. */
  readonly hosts: { readonly source: string; readonly desk: string; readonly site: string }
  readonly emergency: readonly EmergencyNumber[]
  /** BCP 47 tags, the first being the default. */
  readonly languages: readonly string[]
  /** Seconds between publications. */
  readonly intervals: { readonly reply: number; readonly log: number; readonly live: number }
  /** IANA name, in which the desks' hours are meant. */
  readonly timeZone: string
}
/** Kind 2: the server's public keys; a later one replaces it. */
export interface Service {
  /** Origin line of the log's checkpoints. */
  readonly origin: string
  /** Ed25519 key that signs checkpoints and receipts, 32 bytes. */
  readonly log: Bytes
  /** Ed25519 key that signs heads and nothing else, 32 bytes. */
  readonly head: Bytes
  /** Suite 1 key to which courier bundles are sealed, 1,216 bytes. */
  readonly transport: Bytes
}
/** Hours of a weekday in which a desk answers, in minutes of the programme's time zone. */
export interface DeskHours {
  /** 1 Monday … 7 Sunday. */
  readonly weekday: number
  /** 0…1439. */
  readonly from: number
  /** 1…1440, after `from`. */
  readonly to: number
}
/** Kind 3: a desk; a later one of the same id replaces it, with the same kind. */
export interface DeskRecord {
  readonly id: DeskId
  readonly names: Texts
  readonly kind: DeskKind
  readonly organisation: Texts
  readonly recipientClass: RecipientClass
  /** Day of the last human-rights due diligence, or null. */
  readonly dueDiligenceDay: number | null
  /** Empty for all. */
  readonly categories: readonly Category[]
  /** Gazetteer ids; empty for all. */
  readonly places: readonly string[]
  /** Who reads there, in words. */
  readonly readers: Texts
  /** Who never will, in words. */
  readonly neverReaders: Texts
  readonly hours: readonly DeskHours[]
  readonly smsIntake: boolean
}
/** Kind 4: one key of a desk for each suite; numbers count from 1 without a gap. */
export interface Epoch {
  readonly deskId: DeskId
  readonly number: number
  /** Day from which it is the desk's newest. */
  readonly fromDay: number
  /** Suite 1 (X-Wing) public key, 1,216 bytes. */
  readonly suite1: Bytes
  /** Suite 2 (X25519) public key, 32 bytes. */
  readonly suite2: Bytes
  /** Ed25519 key that signs the desk's answers in this epoch, 32 bytes. */
  readonly answer: Bytes
}
export interface DeviceKeys {
  /** Ed25519 public key, 32 bytes; the device's id is made of it. */
  readonly ed25519: Bytes
  /** X-Wing public key, 1,216 bytes. */
  readonly xwing: Bytes
}
/** Kind 5, shown to desks only: a member; a later one of the same id replaces roles and devices. */
export interface MemberRecord {
  readonly memberId: MemberId
  readonly deskId: DeskId
  readonly name: string
  readonly roles: readonly MemberRole[]
  readonly devices: readonly DeviceKeys[]
}
/** Kind 6, shown to desks only: the member's devices count no more, and the id never comes back. */
export interface Removal {
  readonly memberId: MemberId
  readonly deskId: DeskId
}
/** Kind 7: the desk takes nothing any more. */
export interface DeskEnd {
  readonly deskId: DeskId
  /** The desk that gets its seeds, or null. */
  readonly successor: DeskId | null
}

/** The number of each kind on the wire, and its body. */
export interface RecordBodies {
  programme: Programme
  service: Service
  desk: DeskRecord
  epoch: Epoch
  member: MemberRecord
  removal: Removal
  'desk-end': DeskEnd
  /** Kind 8: signed by the old roots and the new, each by its threshold. */
  'root-change': Roots
}
export type RecordKind = keyof RecordBodies
/** A record's kind with its body. */
export type RecordContent = { [K in RecordKind]: { readonly kind: K; readonly body: RecordBodies[K] } }[RecordKind]

export const recordKinds: Readonly<Record<RecordKind, number>> = {
  programme: 1,
  service: 2,
  desk: 3,
  epoch: 4,
  member: 5,
  removal: 6,
  'desk-end': 7,
  'root-change': 8,
}
/** The kinds of which the public is given the digest only. */
export const isMemberKind = (kind: RecordKind): boolean => kind === 'member' || kind === 'removal'
