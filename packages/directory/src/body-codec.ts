// Bodies of records ⇄ CBOR maps (docs/spec/directory.md §3). A list of keys in the order of the specification.
import { type Bytes, type Cbor, type CborMap, compare } from '@isnad/bytes'
import {
  type Texts,
  categories,
  deskIdOf,
  deskKinds,
  lastDay,
  memberIdOf,
  memberRoles,
  recipientClasses,
  shortIdBytes,
} from '@isnad/model'
import { readers } from '@isnad/model/fields'
import type {
  DeskEnd,
  DeskHours,
  DeskRecord,
  DeviceKeys,
  EmergencyNumber,
  Epoch,
  MemberRecord,
  Programme,
  RecordBodies,
  RecordContent,
  RecordKind,
  Removal,
  Roots,
  Service,
} from './bodies.ts'
import { DirectoryError } from './errors.ts'

const read = readers((field) => new DirectoryError('bad-record', { field }))
const textMax = 2_000
const keysOf = (count: number): number[] => Array.from({ length: count }, (_, key) => key)
const keyed = (...values: Cbor[]): CborMap => new Map(values.map((value, key) => [key, value]))
const whole = (value: Cbor | undefined, field: string, count: number): CborMap =>
  read.map(value, field, keysOf(count), true)
const refuse = (field: string): never => {
  throw new DirectoryError('bad-record', { field })
}

interface Codec<B> {
  encode(body: B): CborMap
  parse(value: Cbor | undefined): B
}

const textsValue = (texts: Texts): Cbor =>
  Object.entries(texts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([language, text]) => [language, text])
function parseTexts(value: Cbor | undefined, field: string, min = 1): Texts {
  const pairs = read.list(value, field, min, 32).map((pair) => {
    const [language, text] = read.list(pair, field, 2, 2)
    return [parseLanguage(language, field), read.text(text, field, 1, textMax)] as const
  })
  if (pairs.some(([language], i) => i > 0 && language <= (pairs[i - 1]?.[0] ?? ''))) refuse(field)
  return Object.fromEntries(pairs)
}
function parseLanguage(value: Cbor | undefined, field: string): string {
  const language = read.text(value, field, 2, 35)
  return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language) ? language : refuse(field)
}
/** Items in the order given, each once. */
function distinct<T extends string>(items: readonly T[], field: string): readonly T[] {
  return new Set(items).size === items.length ? items : refuse(field)
}

const roots: Codec<Roots> = {
  encode: (body) => keyed(body.threshold, body.keys),
  parse(value) {
    const map = whole(value, 'roots', 2)
    const keys = read.list(map.get(1), 'roots.keys', 1, 16).map((key) => read.bytes(key, 'roots.keys', 32))
    if (keys.some((key, i) => i > 0 && compare(keys[i - 1] as Bytes, key) >= 0)) refuse('roots.keys')
    return { keys, threshold: read.int(map.get(0), 'roots.threshold', 1, keys.length) }
  },
}

function parseEmergency(value: Cbor): EmergencyNumber {
  const [number, label] = read.list(value, 'emergency', 2, 2)
  const dialled = read.text(number, 'emergency.number', 1, 20)
  if (!/^\+?[0-9]+$/.test(dialled)) refuse('emergency.number')
  return { number: dialled, label: parseTexts(label, 'emergency.label') }
}
function parseHost(value: Cbor | undefined): string {
  const host = read.text(value, 'hosts', 0, 253)
  return /^([a-z0-9.-]+(:[0-9]+)?)?$/.test(host) ? host : refuse('hosts')
}
const programme: Codec<Programme> = {
  encode: (body) =>
    keyed(
      textsValue(body.names),
      textsValue(body.appName),
      roots.encode(body.roots),
      body.demo,
      [body.hosts.source, body.hosts.desk, body.hosts.site],
      body.emergency.map(({ number, label }) => [number, textsValue(label)]),
      body.languages,
      [body.intervals.reply, body.intervals.log, body.intervals.live],
      body.timeZone,
    ),
  parse(value) {
    const map = whole(value, 'programme', 9)
    const [source, desk, site] = read.list(map.get(4), 'hosts', 3, 3).map(parseHost) as [string, string, string]
    const seconds = read.list(map.get(7), 'intervals', 3, 3).map((item) => read.int(item, 'intervals', 1, 604_800))
    const [reply, log, live] = seconds as [number, number, number]
    const languages = read.list(map.get(6), 'languages', 1, 32).map((item) => parseLanguage(item, 'languages'))
    return {
      names: parseTexts(map.get(0), 'names'),
      appName: parseTexts(map.get(1), 'appName'),
      roots: roots.parse(map.get(2)),
      demo: read.bool(map.get(3), 'demo'),
      hosts: { source, desk, site },
      emergency: read.list(map.get(5), 'emergency', 0, 32).map(parseEmergency),
      languages: distinct(languages, 'languages'),
      intervals: { reply, log, live },
      timeZone: read.text(map.get(8), 'timeZone', 1, 64),
    }
  },
}

const service: Codec<Service> = {
  encode: (body) => keyed(body.origin, body.log, body.head, body.transport),
  parse(value) {
    const map = whole(value, 'service', 4)
    const origin = read.text(map.get(0), 'origin', 1, 200)
    // A checkpoint's first line: a name without space or plus, as signed notes ask of key names.
    if (/[\s+]/.test(origin)) refuse('origin')
    return {
      origin,
      log: read.bytes(map.get(1), 'log', 32),
      head: read.bytes(map.get(2), 'head', 32),
      transport: read.bytes(map.get(3), 'transport', 1216),
    }
  },
}

function parseHours(value: Cbor): DeskHours {
  const [weekday, from, to] = read.list(value, 'hours', 3, 3)
  const begin = read.int(from, 'hours.from', 0, 1439)
  return {
    weekday: read.int(weekday, 'hours.weekday', 1, 7),
    from: begin,
    to: read.int(to, 'hours.to', begin + 1, 1440),
  }
}
function parsePlaceId(value: Cbor): string {
  const place = read.text(value, 'places', 1, 64)
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(place) ? place : refuse('places')
}
const desk: Codec<DeskRecord> = {
  encode: (body) =>
    keyed(
      shortIdBytes(body.id),
      textsValue(body.names),
      deskKinds.indexOf(body.kind),
      textsValue(body.organisation),
      recipientClasses.indexOf(body.recipientClass),
      body.dueDiligenceDay,
      body.categories,
      body.places,
      textsValue(body.readers),
      textsValue(body.neverReaders),
      body.hours.map((hours) => [hours.weekday, hours.from, hours.to]),
      body.smsIntake,
    ),
  parse(value) {
    const map = whole(value, 'desk', 12)
    const taken = read.list(map.get(6), 'categories', 0, 64).map((item) => read.name(item, 'categories', categories))
    return {
      id: deskIdOf(read.bytes(map.get(0), 'id', 8)),
      names: parseTexts(map.get(1), 'names'),
      kind: read.code(map.get(2), 'kind', deskKinds),
      organisation: parseTexts(map.get(3), 'organisation'),
      recipientClass: read.code(map.get(4), 'recipientClass', recipientClasses),
      dueDiligenceDay: map.get(5) === null ? null : read.int(map.get(5), 'dueDiligenceDay', 0, lastDay),
      categories: distinct(taken, 'categories'),
      places: distinct(read.list(map.get(7), 'places', 0, 4096).map(parsePlaceId), 'places'),
      readers: parseTexts(map.get(8), 'readers'),
      neverReaders: parseTexts(map.get(9), 'neverReaders', 0),
      hours: read.list(map.get(10), 'hours', 0, 64).map(parseHours),
      smsIntake: read.bool(map.get(11), 'smsIntake'),
    }
  },
}

const epoch: Codec<Epoch> = {
  encode: (body) => keyed(shortIdBytes(body.deskId), body.number, body.fromDay, body.suite1, body.suite2, body.answer),
  parse(value) {
    const map = whole(value, 'epoch', 6)
    return {
      deskId: deskIdOf(read.bytes(map.get(0), 'deskId', 8)),
      number: read.int(map.get(1), 'number', 1, 0xffff_ffff),
      fromDay: read.int(map.get(2), 'fromDay', 0, lastDay),
      suite1: read.bytes(map.get(3), 'suite1', 1216),
      suite2: read.bytes(map.get(4), 'suite2', 32),
      answer: read.bytes(map.get(5), 'answer', 32),
    }
  },
}

function parseDevice(value: Cbor): DeviceKeys {
  const [ed25519, xwing] = read.list(value, 'devices', 2, 2)
  return { ed25519: read.bytes(ed25519, 'devices.ed25519', 32), xwing: read.bytes(xwing, 'devices.xwing', 1216) }
}
const member: Codec<MemberRecord> = {
  encode: (body) =>
    keyed(
      shortIdBytes(body.memberId),
      shortIdBytes(body.deskId),
      body.name,
      body.roles.map((role) => memberRoles.indexOf(role)),
      body.devices.map((device) => [device.ed25519, device.xwing]),
    ),
  parse(value) {
    const map = whole(value, 'member', 5)
    const roles = read.list(map.get(3), 'roles', 0, 32).map((item) => read.code(item, 'roles', memberRoles))
    return {
      memberId: memberIdOf(read.bytes(map.get(0), 'memberId', 8)),
      deskId: deskIdOf(read.bytes(map.get(1), 'deskId', 8)),
      name: read.text(map.get(2), 'name', 1, 200),
      roles: distinct(roles, 'roles'),
      devices: read.list(map.get(4), 'devices', 0, 16).map(parseDevice),
    }
  },
}

const removal: Codec<Removal> = {
  encode: (body) => keyed(shortIdBytes(body.memberId), shortIdBytes(body.deskId)),
  parse(value) {
    const map = whole(value, 'removal', 2)
    return {
      memberId: memberIdOf(read.bytes(map.get(0), 'memberId', 8)),
      deskId: deskIdOf(read.bytes(map.get(1), 'deskId', 8)),
    }
  },
}

const deskEnd: Codec<DeskEnd> = {
  encode: (body) => keyed(shortIdBytes(body.deskId), body.successor === null ? null : shortIdBytes(body.successor)),
  parse(value) {
    const map = whole(value, 'desk-end', 2)
    const successor = map.get(1)
    return {
      deskId: deskIdOf(read.bytes(map.get(0), 'deskId', 8)),
      successor: successor === null ? null : deskIdOf(read.bytes(successor, 'successor', 8)),
    }
  },
}

const codecs: { readonly [K in RecordKind]: Codec<RecordBodies[K]> } = {
  ...{ programme, service, desk, epoch, member, removal },
  ...{ 'desk-end': deskEnd, 'root-change': roots },
}

/** The CBOR map of a body; what it says is checked when the record is parsed. */
export function bodyValue<K extends RecordKind>(kind: K, body: RecordBodies[K]): CborMap {
  return codecs[kind].encode(body)
}
/** @throws {DirectoryError} `bad-record` with the field */
export function parseBody(kind: RecordKind, value: Cbor | undefined): RecordContent {
  return { kind, body: codecs[kind].parse(value) } as RecordContent
}
