// The vectors of vectors/directory.json, made by the second implementation from the page alone.
import { createHash } from 'node:crypto'
import { type Item, cbor } from './cbor.ts'
import { type Pair, pairOf } from './ed25519.ts'

const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex')
const sha = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
const secret = (name: string): Buffer => sha(Buffer.from(`isnad test vector: ${name}`))
const label = (text: string): Buffer => Buffer.concat([Buffer.of(text.length), Buffer.from(text)])
const eight = (n: number): Buffer => Buffer.alloc(8, n)
/** Byte i is i mod 251: stands for public keys whose content does not matter here. */
const pattern = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, i) => i % 251))
const letters = '0123456789abcdefghjkmnpqrstvwxyz'
function printed(id: Uint8Array): string {
  const bits = [...id].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const groups = bits.padEnd(Math.ceil(bits.length / 5) * 5, '0').match(/.{5}/g) ?? []
  return groups.map((group) => letters.charAt(Number.parseInt(group, 2))).join('')
}
const numbered = (...items: Item[]): Map<number, Item> => new Map(items.map((item, key) => [key, item]))

const names = ['root a', 'root b', 'root c', 'head', 'log', 'answer', 'device one', 'device two', 'stranger'] as const
type Name = (typeof names)[number]
const keys = Object.fromEntries(names.map((name) => [name, pairOf(secret(name))])) as Record<Name, Pair>
const ascending = (...of: Name[]): Buffer[] => of.map((name) => Buffer.from(keys[name].publicKey)).sort(Buffer.compare)
const roots = (threshold: number, ...of: Name[]): Map<number, Item> => numbered(threshold, ascending(...of))

/** Kind, day, body, and who signs. */
type Step = readonly [kind: number, day: number, body: Map<number, Item>, signers: readonly Name[]]
interface Made {
  records: Buffer[]
  digests: Buffer[]
  chains: Buffer[]
  memberRecords: number
}

function make(steps: readonly Step[]): Made {
  const made: Made = { records: [], digests: [], chains: [], memberRecords: 0 }
  for (const [kind, day, body, signers] of steps) {
    const before = made.chains.at(-1) ?? Buffer.alloc(32)
    const payload = cbor(numbered(kind, made.records.length, day, body, made.memberRecords))
    const message = Buffer.concat([label('isnad/v1/record'), before, payload])
    const signatures = signers.map((name): Item => [keys[name].publicKey, keys[name].sign(message)])
    signatures.sort((a, b) => Buffer.compare((a as Buffer[])[0] as Buffer, (b as Buffer[])[0] as Buffer))
    const record = cbor([payload, signatures])
    const digest = sha(label('isnad/v1/record-digest'), record)
    made.records.push(record)
    made.digests.push(digest)
    made.chains.push(sha(label('isnad/v1/chain'), before, digest))
    if (kind === 5 || kind === 6) made.memberRecords++
  }
  return made
}
function headOf(made: Made, day: number, part: { size?: number; memberRecords?: number; by?: Name } = {}): Buffer {
  const chain = made.chains.at(-1) ?? Buffer.alloc(32)
  const head = cbor(numbered(part.size ?? made.records.length, chain, day, part.memberRecords ?? made.memberRecords))
  return cbor([head, keys[part.by ?? 'head'].sign(Buffer.concat([label('isnad/v1/head'), head]))])
}

const programme = (threshold: number, ...of: Name[]): Map<number, Item> =>
  numbered(
    [
      ['ar', 'برنامج'],
      ['en', 'Programme'],
    ],
    [
      ['ar', 'دليل'],
      ['en', 'Guide'],
    ],
    roots(threshold, ...of),
    false,
    ['a.example', 'b.example', 'c.example:8443'],
    [
      [
        '122',
        [
          ['ar', 'الإسعاف'],
          ['en', 'Ambulance'],
        ],
      ],
    ],
    ['ar', 'en'],
    [3600, 21_600, 60],
    'Asia/Baghdad',
  )
const service = numbered('log.example/n', keys.log.publicKey, keys.head.publicKey, pattern(1216))
const desk = (n: number, kind: number, recipient: number): Map<number, Item> =>
  numbered(
    ...[
      eight(n),
      [
        ['ar', `مكتب ${n}`],
        ['en', `Desk ${n}`],
      ],
      kind,
      [['en', 'A team']],
      recipient,
    ],
    ...[kind === 2 ? 90 : null, n === 1 ? ['SIG', 'HAZ'] : [], n === 1 ? ['mos', 'mos-old'] : []],
    ...[[['en', 'The team']], n === 1 ? [['en', 'The police']] : [], [[7, 480, 960]], n === 1],
  )
const epoch = (n: number, number: number, day: number): Map<number, Item> =>
  numbered(eight(n), number, day, pattern(1216), pattern(32), keys.answer.publicKey)
const member = (n: number, ofDesk: number, ...devices: Name[]): Map<number, Item> =>
  numbered(
    ...[eight(n), eight(ofDesk), `Member ${n}`, [1, 8]],
    devices.map((name) => [keys[name].publicKey, pattern(1216)]),
  )

const two: readonly Name[] = ['root a', 'root b']
const steps: readonly Step[] = [
  [1, 100, programme(2, 'root a', 'root b', 'root c'), two],
  [2, 100, service, two],
  [3, 100, desk(1, 0, 0), ['root b', 'root c']],
  [4, 100, epoch(1, 1, 100), two],
  [3, 101, desk(2, 2, 3), two],
  [4, 101, epoch(2, 1, 101), two],
  [5, 101, member(7, 1, 'device one'), two],
  [5, 101, member(8, 2, 'device two'), two],
  [8, 102, roots(1, 'root c'), [...two, 'root c']],
  [6, 103, numbered(eight(8), eight(2)), ['root c']],
  [7, 103, numbered(eight(2), eight(1)), ['root c']],
  [4, 103, epoch(1, 2, 103), ['root c']],
]

/** `records` are numbers of good records, or records of their own in hex. */
function refusals(good: Made) {
  const head = hex(headOf(good, 104))
  const all = good.records.map((_, at): number | string => at)
  const then = (...step: Step) => {
    const made = make([...steps, step])
    return { records: [...all, hex(made.records.at(-1) as Buffer)], head: hex(headOf(made, 104)), at: all.length }
  }
  const by: readonly Name[] = ['root c']
  const otherDemo = new Map([...programme(1, 'root c'), [3, true] as [number, Item]])
  const otherHead = (part: Parameters<typeof headOf>[2], day = 104) => ({
    ...{ records: all, head: hex(headOf(good, day, part)), at: null },
  })
  return [
    {
      why: 'signed by a root that counts no more',
      ...then(3, 104, desk(3, 0, 0), ['root a']),
      code: 'too-few-signers',
    },
    { why: 'signed by a stranger too', ...then(3, 104, desk(3, 0, 0), [...by, 'stranger']), code: 'unknown-signer' },
    { why: 'an epoch number left out', ...then(4, 104, epoch(1, 4, 104), by), code: 'bad-record' },
    { why: 'an epoch of an ended desk', ...then(4, 104, epoch(2, 2, 104), by), code: 'bad-record' },
    { why: 'a removed member again', ...then(5, 104, member(8, 1), by), code: 'bad-record' },
    { why: 'an older day', ...then(3, 102, desk(3, 0, 0), by), code: 'bad-record' },
    { why: 'another demo flag', ...then(1, 104, otherDemo, by), code: 'bad-record' },
    { why: 'the last record twice', records: [...all, all.length - 1], head, at: all.length, code: 'bad-signature' },
    { why: 'a record left out', records: all.filter((at) => at !== 4), head, at: 4, code: 'bad-signature' },
    { why: 'the head of another length', records: all.slice(0, -1), head, at: null, code: 'bad-head' },
    { why: 'the head signed by the log key', ...otherHead({ by: 'log' }), code: 'bad-signature' },
    { why: 'the head older than the last record', ...otherHead({}, 102), code: 'bad-head' },
    { why: 'the head counts other member records', ...otherHead({ memberRecords: 4 }), code: 'hidden-record' },
  ]
}

function operations() {
  const device = keys['device one']
  const id = sha(label('isnad/v1/device'), device.publicKey).subarray(0, 8)
  const made = (step: number, part: { digest?: Buffer; to?: Buffer; by?: Name; epoch?: number } = {}): Buffer => {
    const frame = cbor(
      numbered(
        ...[eight(1), id, Buffer.alloc(32), 7, Buffer.alloc(16, 3), step, part.digest ?? Buffer.alloc(0)],
        ...[part.epoch ?? 1, pattern(100), part.to ?? Buffer.alloc(0)],
      ),
    )
    return cbor([frame, keys[part.by ?? 'device one'].sign(Buffer.concat([label('isnad/v1/operation'), frame]))])
  }
  const digestOf = (operation: Buffer): string => hex(sha(label('isnad/v1/operation-digest'), operation))
  const good = [
    { step: 'opened', digest: null, to: null, operation: made(0) },
    { step: 'shared', digest: null, to: printed(eight(2)), operation: made(4, { to: eight(2) }) },
    { step: 'gate-1', digest: hex(secret('package')), to: null, operation: made(6, { digest: secret('package') }) },
    { step: 'closed', digest: null, to: null, operation: made(11) },
  ]
  return {
    device: { publicKey: hex(device.publicKey), id: printed(id) },
    good: good.map((each) => ({ ...each, operation: hex(each.operation), id: digestOf(each.operation) })),
    refused: [
      { why: 'signed by another device', operation: hex(made(0, { by: 'device two' })), code: 'bad-signature' },
      { why: 'an unknown step', operation: hex(made(12)), code: 'bad-operation' },
      { why: 'shared with nobody', operation: hex(made(4)), code: 'bad-operation' },
      {
        why: 'a receiving desk where nothing is shared',
        operation: hex(made(0, { to: eight(2) })),
        code: 'bad-operation',
      },
      { why: 'epoch 0', operation: hex(made(0, { epoch: 0 })), code: 'bad-operation' },
    ],
  }
}

export function directoryVectors() {
  const good = make(steps)
  const fingerprint = sha(label('isnad/v1/roots'), Buffer.of(2, 3), ...ascending('root a', 'root b', 'root c'))
  return {
    spec: 'docs/spec/directory.md',
    made: 'by packages/directory/test/reference (OpenSSL and an encoder of its own, from the page alone); packages/directory makes and opens the same',
    rules: {
      secret:
        'a secret called NAME is SHA-256 of the text "isnad test vector: NAME"; the Ed25519 key called NAME has it as its seed',
      pattern: 'byte i of a pattern is i mod 251; stands for X-Wing and X25519 public keys',
    },
    keys: Object.fromEntries(names.map((name) => [name, hex(keys[name].publicKey)])),
    programmeId: hex(good.digests[0] as Buffer),
    fingerprint: printed(fingerprint.subarray(0, 16)),
    records: good.records.map((record, at) => ({
      ...{ record: hex(record), digest: hex(good.digests[at] as Buffer), chain: hex(good.chains[at] as Buffer) },
    })),
    head: hex(headOf(good, 104)),
    headDay: 104,
    refused: refusals(good),
    operations: operations(),
  }
}
