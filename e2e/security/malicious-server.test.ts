// 56 A server that lies, with all the keys a server has: to the phone about desks, receipts and answers, to the desk about
// reports, the log, and what the desk itself has done. What it can do without being noticed stands in docs/threat-model.md.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { base64url, type Bytes, parseBase64url } from '@isnad/bytes'
import { newSigner, random } from '@isnad/crypto'
import { kemPublicKey } from '@isnad/crypto/seal'
import { appendRecord, chainOf, parsePayload, parseRecord, recordDigest, signHead, startChain } from '@isnad/directory'
import { dayOf } from '@isnad/model'
import { openDirectoryOnline } from '@isnad/outbox'
import { hashLeaf, issueReceipt, openReceipt, signCheckpoint, Tree } from '@isnad/tlog'
import { newClient } from '@isnad/wire'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { isnad } from '../command.ts'
import { type Between, type Rule, type Said, standBetween, withJson } from './between.ts'
import { until } from './demo.ts'
import { phoneAt } from './phone.ts'
import { openWorld, type SecurityWorld } from './world.ts'

let world: SecurityWorld
let folder: string
let phones: Between
let desks: Between

beforeAll(async () => {
  world = await openWorld()
  folder = await mkdtemp(join(tmpdir(), 'isnad-sec-'))
  phones = await standBetween(world.server.sourceUrl)
  desks = await standBetween(world.server.deskUrl)
})
afterEach(() => {
  phones.rule = undefined
  desks.rule = undefined
})
afterAll(async () => {
  await Promise.all([phones.close(), desks.close()])
  await world.end()
  await rm(folder, { recursive: true, force: true })
})

/** `send` over the lying server. It keeps nothing, prints no result, and says why. */
async function refusedSend(...more: string[]): Promise<string> {
  const to = [
    '--server',
    phones.url,
    '--desk',
    world.programme.team,
    '--category',
    'SIG',
    '--text',
    'x',
    '--timeout',
    '15',
  ]
  const { status, stderr, stdout } = await isnad('send', ...to, '--json', ...more)
  expect([status, stdout]).toEqual([1, ''])
  return /\[([a-z-]+)\]\n$/.exec(stderr)?.[1] ?? stderr
}
/** Changes the answer to one call. */
const lying =
  (call: RegExp, lie: (said: Said) => Said | undefined | Promise<Said | undefined>): Rule =>
  async ({ method, path }, pass) =>
    call.test(`${method} ${path}`) ? await lie(await pass()) : await pass()

interface Listed {
  readonly entries: ({ record: string } | { digest: string })[]
  readonly head: string
}
const entryOf = (record: Bytes) => ({ record: base64url(record) })

/** The directory with other records, under a head that the server signs for them, as it can. */
async function directoryOf(records: readonly Bytes[], day = dayOf(world.clock.now)): Promise<Listed> {
  const head = await newSigner(new Uint8Array(await readFile(join(world.dataDir, 'keys', 'head.seed'))))
  const shown = records.map((record) => {
    const { kind } = parsePayload(parseRecord(record).payload).content
    return kind === 'member' || kind === 'removal' ? { digest: base64url(recordDigest(record)) } : entryOf(record)
  })
  return { entries: shown, head: base64url(await signHead(head, { ...chainOf(records), day })) }
}
const servingDirectory = (listed: Listed): Rule => lying(/GET \/directory/, (said) => withJson(said, () => listed))

/** A key of the server's own for the team's next epoch, in a record signed by whoever is given. */
async function ownEpoch(signer: Awaited<ReturnType<typeof newSigner>>) {
  const body = {
    ...{
      deskId: world.programme.team,
      number: 2,
      fromDay: dayOf(world.clock.now) - 3,
      suite1: await kemPublicKey(1, random(32)),
    },
    ...{ suite2: random(32), answer: (await newSigner(random(32))).publicKey },
  }
  return (await appendRecord(chainOf(world.programme.records), [signer], 'epoch', body, dayOf(world.clock.now) - 3))
    .record
}

test('56 a desk’s key that the roots did not sign is never sealed to', async () => {
  const { records } = world.programme
  const forged = await ownEpoch(await newSigner(random(32)))
  const changed = records.map((record) => {
    const { content } = parsePayload(parseRecord(record).payload)
    if (content.kind !== 'epoch') return record
    const at = Buffer.from(record).indexOf(content.body.suite1)
    const copy = Uint8Array.from(record)
    copy.set(random(32), at + 100)
    return copy
  })
  for (const listed of [await directoryOf([...records, forged]), await directoryOf(changed)]) {
    phones.rule = servingDirectory(listed)
    const before = phones.calls.length
    expect(await refusedSend()).toBe('bad-directory')
    expect(phones.calls.slice(before).filter((call) => call.startsWith('PUT'))).toEqual([])
  }
})

test('56 a programme of the server’s own is refused where the root is known, and its root is shown where not', async () => {
  const root = await newSigner(random(32))
  const own: Bytes[] = []
  let state = startChain()
  for (const record of world.programme.records) {
    const { content, day } = parsePayload(parseRecord(record).payload)
    if (content.kind === 'member' || content.kind === 'removal' || content.kind === 'root-change') continue
    const body =
      content.kind === 'programme' ? { ...content.body, roots: { keys: [root.publicKey], threshold: 1 } } : content.body
    const appended = await appendRecord(state, [root], content.kind, body, day)
    own.push(appended.record)
    state = appended.state
  }
  const { directory } = await phoneAt(phones.url)
  phones.rule = servingDirectory(await directoryOf(own))
  expect(await refusedSend('--root', directory.fingerprint)).toBe('bad-directory')
  const to = ['--server', phones.url, '--desk', world.programme.team, '--category', 'SIG', '--text', 'x']
  const fooled = await isnad('send', ...to, '--json')
  expect(fooled.status).toBe(0)
  expect(fooled.stderr).toContain((await phoneAt(phones.url)).directory.fingerprint)
})

test('56 a directory that went back, forked or hides a desk’s record is refused by whoever saw more', async () => {
  const { records } = world.programme
  const { directory } = await phoneAt(phones.url)
  const client = newClient({ baseUrl: phones.url, fetch })
  const { chain, headDay, size } = directory
  const previous = { chain, headDay, size }
  const look = () => openDirectoryOnline(client, { today: dayOf(world.clock.now), previous })
  const other = await appendRecord(
    chainOf(records.slice(0, -1)),
    [world.programme.root],
    'removal',
    {
      ...{ memberId: world.programme.devices.colleague.memberId, deskId: world.programme.team },
    },
    dayOf(world.clock.now) - 3,
  )
  const hidden = await directoryOf(records)
  const epoch = hidden.entries.findIndex(
    (_, i) => parsePayload(parseRecord(records[i] as Bytes).payload).content.kind === 'epoch',
  )
  hidden.entries[epoch] = { digest: base64url(recordDigest(records[epoch] as Bytes)) }
  for (const [listed, code] of [
    [await directoryOf(records.slice(0, -1)), 'rollback'],
    [await directoryOf(records, headDay - 1), 'rollback'],
    [await directoryOf([...records.slice(0, -1), other.record]), 'fork'],
    [hidden, 'hidden-record'],
  ] as const) {
    phones.rule = servingDirectory(listed)
    await expect(look(), code).rejects.toMatchObject({ code: 'bad-directory', cause: { code } })
  }
  phones.rule = undefined
  expect((await look()).directory.size).toBe(size)
})

test('56 a desk refuses a directory that went back between two looks of one session', async () => {
  const device = world.programme.devices.first
  let looks = 0
  desks.rule = lying(/GET \/desk\/directory/, (said) => {
    looks++
    return withJson<Listed>(said, ({ entries, head }) => ({ entries: entries.slice(0, -1), head }))
  })
  await expect(world.desk(device, { baseUrl: desks.url })).rejects.toMatchObject({ code: 'bad-directory' })
  expect(looks).toBe(1)
})

test('56 a receipt for other bytes, of another key, or for less than is held counts for nothing', async () => {
  const stranger = await newSigner(random(32))
  const logKey = world.logSigner.publicKey
  const other = await phoneAt(world.server.sourceUrl)
  const { held } = await other.send({ deskIds: [world.programme.team] })
  const resigned = async (text: string, change: object, signer = world.logSigner) =>
    base64url(await issueReceipt(signer, { ...(await openReceipt(parseBase64url(text), logKey)), ...change }))
  const lies: Record<string, (text: string) => Promise<string>> = {
    'of another report': () => Promise.resolve(base64url(held.receipt.bytes)),
    'for other slots': (text) => resigned(text, { slotsDigest: random(32) }),
    'for another body': (text) => resigned(text, { bodyDigest: random(32) }),
    'of another key': (text) => resigned(text, {}, stranger),
    'cut short': (text) => Promise.resolve(text.slice(0, -4)),
  }
  for (const [name, lie] of Object.entries(lies)) {
    phones.rule = swapping(/PUT \/envelopes\/[^/]+$/, lie)
    expect(await refusedSend(), name).toBe('bad-receipt')
  }
})

test('56 a last receipt that leaves out a part, or promises one there is not, counts for nothing', async () => {
  const logKey = world.logSigner.publicKey
  const files = await Promise.all(
    ['a', 'b'].map(async (name) => {
      const file = join(folder, name)
      await writeFile(file, random(900))
      return ['--attach', file]
    }),
  )
  for (const heldInstead of [0b10, 0b01, 0b111]) {
    phones.rule = swapping(/PUT .*\/parts\//, async (text) => {
      const receipt = await openReceipt(parseBase64url(text), logKey)
      return receipt.held === 0b11
        ? base64url(await issueReceipt(world.logSigner, { ...receipt, held: heldInstead }))
        : text
    })
    expect(await refusedSend(...files.flat()), heldInstead.toString(2)).toBe('bad-receipt')
  }
})

function swapping(call: RegExp, lie: (text: string) => Promise<string>): Rule {
  return lying(call, async (said) => {
    const answer = JSON.parse(said.body.toString()) as { receipt?: string }
    if (answer.receipt === undefined) return said
    const receipt = await lie(answer.receipt)
    return withJson(said, () => ({ ...answer, receipt }))
  })
}

test('56 one reply of a long answer withheld: what came is not shown as the whole, and the gap is said', async () => {
  const threadSecret = random(32)
  const phone = await phoneAt(phones.url)
  const { sealed } = await phone.send({ deskIds: [world.programme.team], threadSecret })
  const session = await world.desk(world.programme.devices.first)
  const long = 'one part of an answer, '.repeat(110)
  await session.answer(sealed.reportId, long)
  await session.answer(sealed.reportId, 'a second answer')
  await until(async () => (await phone.hear(threadSecret)).answers.length === 2, 'no answer came')
  const whole = await phone.hear(threadSecret)
  expect([whole.answers.map(({ text }) => text), whole.missing]).toEqual([[long, 'a second answer'], 0])

  const file = new Map<string, number>()
  phones.rule = lying(/GET \/replies\/.+/, (said) => {
    file.set('length', said.body.length)
    return said
  })
  await phone.hear(threadSecret)
  const count = (file.get('length') ?? 0) / 1024
  let gaps = 0
  for (let left = 0; left < count; left++) {
    phones.rule = lying(/GET \/replies\/.+/, (said) => {
      const replies = Array.from({ length: count }, (_, i) => said.body.subarray(1024 * i, 1024 * (i + 1)))
      return { ...said, body: Buffer.concat(replies.toSpliced(left, 1)) }
    })
    const heard = await phone.hear(threadSecret)
    for (const { text } of heard.answers) expect([long, 'a second answer']).toContain(text)
    if (heard.answers.length === 1 && heard.answers[0]?.text === 'a second answer') {
      expect(heard.missing).toBe(1)
      gaps++
    }
  }
  // Each of the three replies of the long answer was left out once.
  expect(gaps).toBe(3)
})

test('56 a changed or foreign reply is not shown', async () => {
  const threadSecret = random(32)
  const phone = await phoneAt(phones.url)
  const { sealed } = await phone.send({ deskIds: [world.programme.team], threadSecret })
  const session = await world.desk(world.programme.devices.first)
  await session.answer(sealed.reportId, 'true')
  await until(async () => (await phone.hear(threadSecret)).answers.length === 1, 'no answer came')
  phones.rule = lying(/GET \/replies\/.+/, (said) => {
    const body = Buffer.from(said.body)
    for (let at = 900; at < body.length; at += 1024) body[at] = (body[at] ?? 0) ^ 1
    return { ...said, body }
  })
  expect((await phone.hear(threadSecret)).answers).toEqual([])
})

test('56 another report’s bytes under an id, changed bytes, and another’s part are not opened as this one', async () => {
  const phone = await phoneAt(world.server.sourceUrl)
  const files = [1, 2].map(() => ({ original: random(500), fieldCopy: null, type: 'application/octet-stream' }))
  const { sealed: a } = await phone.send({ deskIds: [world.programme.team], files })
  const { sealed: b } = await phone.send({ deskIds: [world.programme.team] })
  const path = (id: string) => new RegExp(`GET /desk/items/${id}$`)
  const device = world.programme.devices.colleague
  const problemOf = async () => {
    const session = await world.desk(device, { baseUrl: desks.url })
    const item = session.items().find(({ reportId }) => reportId === a.reportId)
    expect(item?.report).toBeUndefined()
    expect((await session.proof(a.reportId)).state).toBe('contradiction')
    await expect(session.open(a.reportId)).rejects.toMatchObject({ code: 'not-opened' })
    return item?.problem
  }
  desks.rule = lying(path(a.reportId), (said) => ({ ...said, body: Buffer.from(b.envelope) }))
  expect(await problemOf()).toBe('not-for-this-desk')
  desks.rule = lying(path(a.reportId), (said) => {
    const body = Buffer.from(said.body)
    body[body.length - 20] = (body[body.length - 20] ?? 0) ^ 1
    return { ...said, body }
  })
  // Each slot is bound to the body beside it.
  expect(await problemOf()).toBe('slot-does-not-open')
  desks.rule = lying(/\/parts\//, (said) => ({ ...said, body: Buffer.from(a.parts[1]?.bytes ?? []) }))
  const session = await world.desk(device, { baseUrl: desks.url })
  await expect(session.attachment(a.reportId, 0)).rejects.toMatchObject({ code: 'fingerprint-differs' })
})

test('56 another log than the one looked at before, or one without the report, is a contradiction', async () => {
  const phone = await phoneAt(world.server.sourceUrl)
  const { sealed } = await phone.send({ deskIds: [world.programme.team] })
  const session = await world.desk(world.programme.devices.colleague, { baseUrl: desks.url })
  const stateOf = async () => (await session.proof(sealed.reportId)).state
  await until(async () => {
    await session.sync()
    return (await stateOf()) === 'in-order'
  }, 'the report was not published')

  const checkpoint = (tree: Tree) =>
    signCheckpoint(world.logSigner, 'isnad-test', { size: tree.size, root: tree.root() })
  /** A checkpoint over other leaves, with the one tile that goes with it. */
  const note = async (tree: Tree, of: readonly Bytes[]): Promise<Rule> => {
    const octets = (body: Buffer) => Promise.resolve({ status: 200, type: 'application/octet-stream', body })
    const text = Buffer.from(await checkpoint(tree))
    return ({ path }, pass) => {
      const width = /^\/log\/tile\/0\/0\.p\/(\d+)$/.exec(path)?.[1]
      if (width !== undefined) return octets(Buffer.concat(of.slice(0, Number(width))))
      return path === '/log/checkpoint' ? octets(text) : pass()
    }
  }
  const leaves = await leavesOfTheLog()
  expect(leaves.length).toBeGreaterThan(8)
  for (const [name, of] of Object.entries({
    reordered: leaves.toReversed(),
    shorter: leaves.slice(0, 4),
    'longer, over another past': [hashLeaf(random(9)), ...leaves],
  })) {
    const tree = new Tree()
    for (const leaf of of) tree.append(leaf)
    desks.rule = await note(tree, of)
    expect(await stateOf(), name).toBe('contradiction')
    // Nor is one that was signed and is not shown taken for a line that is down.
    desks.rule = lying(/GET \/log\/tile/, (said) => ({
      ...said,
      status: 404,
      body: Buffer.from('{"error":"not-found"}'),
    }))
    expect(await stateOf(), `${name}, not shown`).toBe('contradiction')
  }
  desks.rule = lying(/GET \/log\/tile/, (said) => {
    const body = Buffer.from(said.body)
    const hashes = body.length / 32
    return hashes < 2 ? said : { ...said, body: Buffer.concat([body.subarray(32), body.subarray(0, 32)]) }
  })
  expect(await stateOf()).toBe('contradiction')
  desks.rule = lying(/GET \/log\/checkpoint/, (said) => ({
    ...said,
    body: Buffer.from(said.body.toString().replace('isnad-test', 'isnad-else')),
  }))
  expect(await stateOf()).toBe('contradiction')
  desks.rule = undefined
  expect(await stateOf()).toBe('in-order')
})

async function leavesOfTheLog(): Promise<Bytes[]> {
  const rows = await world.query('select hashes from tiles where level = 0 order by index')
  return rows.flatMap(({ hashes }) => {
    const bytes = hashes as Buffer
    return Array.from({ length: bytes.length / 32 }, (_, i) => Uint8Array.from(bytes.subarray(32 * i, 32 * i + 32)))
  })
}

interface ListedOperation {
  readonly seq: number
  readonly operation: string
  readonly day: string
}

test('56 an operation withheld, reordered, repeated, changed, or of nobody’s stops the desk, and is said', async () => {
  const phone = await phoneAt(world.server.sourceUrl)
  const { sealed } = await phone.send({ deskIds: [world.programme.other], threadSecret: random(32) })
  const { elsewhere } = world.programme.devices
  const session = await world.desk(elsewhere)
  await session.open(sealed.reportId)
  await session.acknowledge(sealed.reportId)
  await session.answer(sealed.reportId, 'seen')
  const look = () => world.desk(elsewhere, { baseUrl: desks.url })
  const stranger = await newSigner(random(32))
  const lies: Record<string, (page: ListedOperation[]) => unknown> = {
    'the first withheld': (page) => page.slice(1),
    'one between withheld': (page) => page.toSpliced(1, 1),
    'one withheld and the rest renumbered': (page) => page.toSpliced(1, 1).map((each, i) => ({ ...each, seq: i + 1 })),
    'two exchanged': (page) => page.map((each, i) => ({ ...each, operation: page[[1, 0, 2][i] ?? 0]?.operation })),
    'the last given twice': (page) => [...page, { ...page.at(-1), seq: 4 }],
    'one changed': (page) => page.map((each) => ({ ...each, operation: flipped(each.operation) })),
    'no operation at all': (page) => page.map((each) => ({ ...each, operation: base64url(stranger.publicKey) })),
  }
  for (const [name, lie] of Object.entries(lies)) {
    desks.rule = async ({ path }, pass) => {
      const said = await pass()
      return path === '/desk/operations?after=0' ? withJson<ListedOperation[]>(said, lie) : said
    }
    await expect(look(), name).rejects.toMatchObject({ code: 'bad-operations' })
  }
  desks.rule = undefined
  expect((await look()).items().find(({ reportId }) => reportId === sealed.reportId)?.state).toBe('answered')
})

function flipped(text: string): string {
  const bytes = parseBase64url(text)
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1
  return base64url(bytes)
}

test('56 a server that gives the same page for ever does not keep a desk busy for ever', async () => {
  const device = world.programme.devices.first
  const first = new Map<string, Said>()
  for (const list of ['items', 'operations']) {
    desks.rule = async ({ path }, pass) => {
      const said = await pass()
      if (!path.startsWith(`/desk/${list}?`)) return said
      return first.get(list) === undefined || path.endsWith('after=0')
        ? (first.set(list, said), said)
        : (first.get(list) as Said)
    }
    await expect(world.desk(device, { baseUrl: desks.url }), list).rejects.toMatchObject({ name: 'VaultError' })
  }
}, 20_000)

test('56 a receipt that does not hold is not repeated to the sender in the desk’s name', async () => {
  const threadSecret = random(32)
  const phone = await phoneAt(world.server.sourceUrl)
  const { sealed } = await phone.send({ deskIds: [world.programme.team], threadSecret })
  desks.rule = lying(/GET \/desk\/items\?/, (said) =>
    withJson<{ receipt: string }[]>(said, (page) => page.map((item) => ({ ...item, receipt: flipped(item.receipt) }))),
  )
  const session = await world.desk(world.programme.devices.colleague, { baseUrl: desks.url })
  await expect(session.acknowledge(sealed.reportId)).rejects.toMatchObject({ code: 'bad-receipt' })
})
