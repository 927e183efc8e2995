import { expect, test } from 'vitest'
import { decodeCbor, encodeCbor, printId } from '@isnad/bytes'
import { DirectoryError, type DirectoryErrorCode } from '../src/errors.ts'
import {
  type Entry,
  type OpenDirectoryInput,
  appendRecord,
  chainOf,
  deviceIdOfKey,
  openDirectory,
  openService,
  publicEntries,
  recordDigest,
  serviceEntries,
} from '../src/index.ts'
import {
  type Made,
  desk,
  deskBody,
  epochBody,
  headKey,
  headOf,
  logKey,
  make,
  member,
  memberBody,
  numbered,
  programme,
  root,
  service,
  shown,
  signerOf,
  small,
  sortedRoots,
} from './world.ts'

const open = async (made: Made, part: Partial<OpenDirectoryInput> = {}) =>
  openDirectory({ entries: shown(made), head: await headOf(made.state), today: 102, ...part })
async function refused(opening: Promise<unknown>, code: DirectoryErrorCode, at?: number): Promise<void> {
  const error: unknown = await opening.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(DirectoryError)
  expect(error).toMatchObject({ code, ...(at === undefined ? {} : { at }) })
}
const device = async (key: number) => deviceIdOfKey((await signerOf(key)).publicKey)

test('26 a record with any changed byte, or signed by another key, is refused', async () => {
  for (const [at, record] of small.records.slice(0, 3).entries()) {
    for (let i = 0; i < record.length; i += 7) {
      const changed = record.slice()
      changed[i] = (changed[i] ?? 0) ^ 1
      const entries = shown(small).map((entry, n) => (n === at ? { record: changed } : entry))
      await expect(open(small, { entries }), `${at}/${i}`).rejects.toBeInstanceOf(DirectoryError)
    }
  }
  const stranger = await signerOf(99)
  await refused(open(await make([['desk', deskBody(3), 100, [stranger]]], small)), 'too-few-signers', 9)
  await refused(open(await make([['desk', deskBody(3), 100, [root, stranger]]], small)), 'unknown-signer', 9)
})
test('26 fewer records than seen before are a rollback, others a fork, an older head a rollback', async () => {
  const shorter: Made = await make([
    ['programme', programme()],
    ['service', service],
  ])
  const previous = { size: small.state.size, chain: small.state.chain }
  await refused(open(shorter, { previous }), 'rollback')
  const records = small.records.slice(0, 8)
  const forked = await make([['desk', deskBody(4)]], { records, state: chainOf(records) })
  await refused(open(forked, { previous }), 'fork', 8)
  await refused(open(small, { previous: { ...previous, headDay: 102 } }), 'rollback')
  expect((await open(small, { previous: { ...previous, headDay: 101 } })).size).toBe(9)
  expect((await open(await make([['epoch', epochBody(1, 3)]], small), { previous })).size).toBe(10)
})
test('26 a frozen head is said to be stale after 14 days, and still gives a key to seal to', async () => {
  expect((await open(small, { today: 115 })).stale).toBe(false)
  const stale = await open(small, { today: 116 })
  expect(stale.stale).toBe(true)
  expect(stale.newestEpoch(desk(1)).number).toBe(2)
})
test('32 a clock two years off either way seals to the newest epoch', async () => {
  for (const today of [0, 101 - 730, 101 + 730]) {
    const directory = await open(small, { today })
    expect(directory.newestEpoch(desk(1)).number).toBe(2)
  }
})
test('26 a head of another key, of other records, or older than the last record is refused', async () => {
  await refused(open(small, { head: await headOf(small.state, {}, logKey) }), 'bad-signature')
  await refused(open(small, { head: await headOf(small.state, { size: 8 }) }), 'bad-head')
  await refused(open(small, { head: await headOf(small.state, { chain: numbered(1) }) }), 'bad-head')
  await refused(open(small, { head: await headOf(small.state, { day: 99 }) }), 'bad-head')
  await refused(open(small, { head: new Uint8Array([0x82]) }), 'bad-head')
})
test('26 roots other than those pinned are refused', async () => {
  const other = await signerOf(44)
  const theirs = await make([
    ['programme', programme(sortedRoots([other], 1)), 100, [other]],
    ['service', service, 100, [other]],
  ])
  const pinnedFingerprint = (await open(small)).fingerprint
  await refused(open(theirs, { pinnedFingerprint }), 'wrong-root')
  expect((await open(small, { pinnedFingerprint })).programmeId).toEqual(recordDigest(small.records[0] as never))
})
test('one of three roots cannot make a programme under the fingerprint of two of three', async () => {
  const three = [await signerOf(61), await signerOf(62), await signerOf(63)]
  const steps = (threshold: number, signers: typeof three) =>
    make([
      ['programme', programme(sortedRoots(three, threshold)), 100, signers],
      ['service', service, 100, signers],
    ])
  const real = await open(await steps(2, three.slice(0, 2)))
  await refused(open(await steps(1, three.slice(0, 1)), { pinnedFingerprint: real.fingerprint }), 'wrong-root')
  await refused(open(await steps(2, three.slice(0, 1))), 'too-few-signers', 0)
})
test('a signer cannot count twice', async () => {
  const [payload, [signature]] = decodeCbor(small.records[0] as never) as [never, [never]]
  const doubled = encodeCbor([payload, [signature, signature]])
  await refused(open(small, { entries: [{ record: doubled }, ...shown(small).slice(1)] }), 'bad-record', 0)
})
test('35 a record replayed, out of order, left out or from another place does not fit', async () => {
  const entries = shown(small)
  const at = (n: number) => entries[n] as Entry
  await refused(open(small, { entries: [...entries, at(8)] }), 'bad-signature', 9)
  await refused(open(small, { entries: [at(0), at(1), at(3), at(2), ...entries.slice(4)] }), 'bad-signature', 2)
  await refused(open(small, { entries: [at(0), ...entries.slice(2)] }), 'bad-signature', 1)
  await refused(open(small, { entries: [] }), 'bad-record')
  await refused(open(small, { entries: entries.slice(1) }), 'bad-signature', 0)
})
test('35 a record signed for another number is refused in this place', async () => {
  const { record } = await appendRecord({ ...small.state, size: 12 }, [root], 'desk', deskBody(3), 100)
  await refused(open(small, { entries: [...shown(small), { record }] }), 'bad-record', 9)
})
test('a device cannot change the key to which seeds are wrapped', async () => {
  const changed = await memberBody(1, 1, [11])
  const devices = changed.devices.map((device) => ({ ...device, xwing: new Uint8Array(1216) }))
  await refused(open(await make([['member', { ...changed, devices }]], small)), 'bad-record', 9)
})
test('35 two records made at once on the same chain: one stands, the other is refused', async () => {
  const first = await make([['epoch', epochBody(1, 3)]], small)
  const second = await make([['epoch', epochBody(2, 2)]], small)
  const entries = [...shown(first), { record: second.records.at(-1) as never }]
  await refused(open(first, { entries }), 'bad-signature', 10)
})
test('a record that what stands before it does not allow is refused by number and field', async () => {
  const wrong: [Parameters<typeof make>[0], string][] = [
    [[['programme', programme(undefined, { demo: false })]], 'demo'],
    [[['programme', programme(sortedRoots([root, headKey], 1))]], 'roots'],
    [[['desk', deskBody(1, { kind: 'authority' })]], 'kind'],
    [[['epoch', epochBody(3, 1)]], 'deskId'],
    [[['epoch', epochBody(1, 4)]], 'number'],
    [[['epoch', epochBody(1, 2)]], 'number'],
    [[['epoch', epochBody(1, 3, { fromDay: 99 })]], 'fromDay'],
    [[['member', await memberBody(1, 2, [11])]], 'memberId'],
    [[['member', await memberBody(5, 1, [21])]], 'devices'],
    [[['member', await memberBody(5, 1, [31, 31])]], 'devices'],
    [[['removal', { memberId: member(1), deskId: desk(2) }]], 'memberId'],
    [[['removal', { memberId: member(9), deskId: desk(1) }]], 'memberId'],
    [[['desk-end', { deskId: desk(1), successor: desk(1) }]], 'successor'],
    [[['desk-end', { deskId: desk(1), successor: desk(7) }]], 'deskId'],
    [[['desk', deskBody(3), 99]], 'day'],
  ]
  for (const [steps, field] of wrong) {
    const made = await make(steps, small)
    await expect(open(made), field).rejects.toMatchObject({ code: 'bad-record', field, at: 9 })
  }
  await refused(open(await make([['service', service]])), 'bad-record', 0)
  await refused(open(await make([['programme', programme()]])), 'no-service')
})
test('56 a substituted desk key is refused: only roots can publish an epoch', async () => {
  const operator = await make([['epoch', epochBody(1, 3), 100, [headKey]]], small)
  await refused(open(operator), 'too-few-signers', 9)
})
test('56 a digest in the place of a desk, epoch or service record is noticed', async () => {
  const later = await make([['epoch', epochBody(2, 2)]], small)
  const hide = (made: Made, hidden: number): Entry[] =>
    publicEntries(made.records).map((entry, n) =>
      n === hidden ? { digest: recordDigest(made.records[n] as never) } : entry,
    )
  for (const hidden of [1, 2, 4])
    await expect(open(later, { entries: hide(later, hidden) })).rejects.toBeInstanceOf(DirectoryError)
  await refused(open(later, { entries: hide(later, 8) }), 'hidden-record', 9)
  await refused(open(small, { entries: hide(small, 8) }), 'hidden-record')
  await refused(open(small, { entries: hide(small, 0) }), 'hidden-record', 0)
})
test('what stands for a digest is 32 bytes', async () => {
  const entries = publicEntries(small.records).map((entry) =>
    'digest' in entry ? { digest: entry.digest.slice(1) } : entry,
  )
  await refused(open(small, { entries }), 'bad-record', 6)
})
test('a desk demands every record', async () => {
  await refused(open(small, { entries: publicEntries(small.records), complete: true }), 'hidden-record')
  expect((await open(small, { complete: true })).complete).toBe(true)
})
test('a removed member and a withdrawn device count no more, what they signed can still be checked', async () => {
  const made = await make(
    [
      ['member', await memberBody(1, 1, [12, 13]), 103],
      ['removal', { memberId: member(2), deskId: desk(2) }, 104],
    ],
    small,
  )
  const directory = await open(made, { head: await headOf(made.state, { day: 105 }) })
  const gone = await device(21)
  expect(() => directory.device(gone)).toThrow('unknown-device')
  expect(directory.findDevice(gone)).toMatchObject({ memberId: member(2), endedDay: 104 })
  expect(directory.members.map((each) => each.memberId)).toEqual([member(1)])
  expect(directory.findMember(member(2))?.removedDay).toBe(104)
  const withdrawn = await device(11)
  expect(() => directory.device(withdrawn)).toThrow('unknown-device')
  expect(directory.device(await device(13)).deskId).toBe(desk(1))
  await refused(open(await make([['member', await memberBody(2, 2, [22]), 105]], made)), 'bad-record', 11)
  await refused(open(await make([['member', await memberBody(1, 1, [11]), 105]], made)), 'bad-record', 11)
})
test('31 an ended desk is offered no more, its epochs stay, and it takes no new ones', async () => {
  const made = await make([['desk-end', { deskId: desk(1), successor: desk(2) }, 101]], small)
  const directory = await open(made)
  expect(directory.desks.map((each) => each.id)).toEqual([desk(2)])
  expect(() => directory.newestEpoch(desk(1))).toThrow('desk-ended')
  expect(directory.desk(desk(1)).ended).toEqual({ day: 101, successor: desk(2) })
  expect(directory.epoch(desk(1), 1).number).toBe(1)
  await refused(open(await make([['epoch', epochBody(1, 3), 101]], made)), 'bad-record', 10)
  await refused(open(await make([['desk', deskBody(1), 101]], made)), 'bad-record', 10)
})
test('a root change needs the old roots and the new, after which the old count no more', async () => {
  const [a, b] = [await signerOf(71), await signerOf(72)]
  const roots = sortedRoots([a, b], 2)
  await refused(open(await make([['root-change', roots, 101, [root]]], small)), 'too-few-signers', 9)
  await refused(open(await make([['root-change', roots, 101, [a, b]]], small)), 'too-few-signers', 9)
  await refused(open(await make([['root-change', roots, 101, [root, a]]], small)), 'too-few-signers', 9)
  const changed = await make([['root-change', roots, 101, [root, b, a]]], small)
  const before = await open(small)
  expect((await open(changed, { pinnedFingerprint: before.fingerprint })).size).toBe(10)
  await refused(open(await make([['epoch', epochBody(1, 3), 101, [root]]], changed)), 'too-few-signers', 10)
  await refused(open(await make([['epoch', epochBody(1, 3), 101, [a]]], changed)), 'too-few-signers', 10)
  const next = await make([['epoch', epochBody(1, 3), 101, [a, b]]], changed)
  expect((await open(next)).newestEpoch(desk(1)).number).toBe(3)
})
test('the public form opens to the same, without members', async () => {
  const [full, open1] = [await open(small), await open(small, { entries: publicEntries(small.records) })]
  expect(open1.members).toEqual([])
  expect(open1.complete).toBe(false)
  expect(open1.desks).toEqual(full.desks)
  expect([open1.chain, open1.programmeId, open1.fingerprint]).toEqual([full.chain, full.programmeId, full.fingerprint])
  expect(full.desks.map((each) => each.names['en'])).toEqual(['Desk 1', 'Desk 2'])
  expect(full.programme).toEqual(programme())
  expect(full.service).toEqual({ ...service, fromDay: 100 })
  expect(full.epochs).toEqual([epochBody(1, 1), epochBody(1, 2), epochBody(2, 1)])
  expect(full.fingerprint).toHaveLength(26)
})
test('an unknown desk, epoch or device is refused, not guessed', async () => {
  const directory = await open(small)
  expect(() => directory.desk(desk(8))).toThrow('unknown-desk')
  expect(() => directory.newestEpoch(desk(8))).toThrow('unknown-desk')
  expect(() => directory.epoch(desk(1), 3)).toThrow('unknown-epoch')
  expect(directory.findDevice(printId(new Uint8Array(8)) as never)).toBeUndefined()
})
test('the service view needs only programme, service and root-change records', async () => {
  const entries = serviceEntries(publicEntries(small.records))
  expect(entries.filter((entry) => 'record' in entry)).toHaveLength(2)
  const head = await headOf(small.state)
  const view = await openService({ entries, head, today: 102 })
  expect(view.service.log).toEqual(logKey.publicKey)
  await refused(openDirectory({ entries, head, today: 102 }), 'hidden-record')
  await refused(openService({ entries: entries.slice(0, 8), head, today: 102 }), 'bad-head')
  await refused(openService({ entries: entries.slice(1), head, today: 102 }), 'bad-signature', 0)
  const swapped = entries.map((entry, n) => (n === 5 ? { digest: numbered(5) } : entry))
  await refused(openService({ entries: swapped, head, today: 102 }), 'bad-head')
})
