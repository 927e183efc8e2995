// What anybody, a stranger with a key, a removed member and a member of another desk get from every call there is.
import { base64url, type Bytes, hex } from '@isnad/bytes'
import { newSigner, random, sha256, type Signer } from '@isnad/crypto'
import { deviceIdOfKey, noPrevious, signOperation } from '@isnad/directory'
import type { SealedReport } from '@isnad/envelope'
import { type DeskId, type DeviceId, parseHeader, reportIdOf } from '@isnad/model'
import { type Endpoint, getChallenge, listSeeds, newClient, printRequestSignature, requestBytes } from '@isnad/wire'
import { endpoints } from '@isnad/wire/openapi'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { phoneAt } from './phone.ts'
import { ask, putEnvelope, putPiece, type RawAnswer, refusalOf } from './raw.ts'
import { openWorld, type SecurityWorld } from './world.ts'

let world: SecurityWorld
/** A report with one part, held whole; nobody but the test has its id. */
let report: SealedReport

beforeAll(async () => {
  world = await openWorld()
  const phone = await phoneAt(world.server.sourceUrl)
  const files = [{ original: random(3000), fieldCopy: null, type: 'application/octet-stream' }]
  report = (await phone.send({ deskIds: [world.programme.team], files, threadSecret: random(32) })).sealed
})
afterAll(() => world.end())

const counts = async () =>
  (
    await world.query(
      `select (select count(*) from envelopes) as envelopes, (select count(*) from items) as items,
            (select count(*) from parts) as parts, (select count(*) from operations) as operations,
            (select count(*) from replies where day is null) as replies`,
    )
  )[0]

/** An answer without what differs at every call. */
const alike = ({ body, headers, status }: RawAnswer) => ({
  status,
  body: body.toString(),
  headers: { ...headers, date: '' },
})

test('46 the same id with other bytes is 409 wherever they differ, says nothing more, and the first is untouched', async () => {
  const before = await counts()
  const { sourceUrl } = world.server
  const { envelope, reportId } = report
  const first = await putEnvelope(sourceUrl, reportId, envelope)
  const { length } = parseHeader(envelope)
  for (const at of [length, length + 600, envelope.length - 1100, envelope.length - 1]) {
    const other = Uint8Array.from(envelope)
    other[at] = (other[at] ?? 0) ^ 1
    const answer = await putEnvelope(sourceUrl, reportId, other)
    expect([answer.status, answer.body.toString()], `byte ${at}`).toEqual([409, '{"error":"other-bytes"}'])
  }
  expect(await counts()).toEqual(before)
  expect(alike(await putEnvelope(sourceUrl, reportId, envelope))).toEqual(alike(first))
  const session = await world.desk(world.programme.devices.first)
  expect((await session.open(reportId)).report.text).toBe('a lorry')
})

test('45 the same report and part once more, ten at once, from anywhere, is one copy and one receipt', async () => {
  const { sourceUrl } = world.server
  const { envelope, parts, reportId } = report
  const before = await counts()
  const answers = await Promise.all(Array.from({ length: 10 }, () => putEnvelope(sourceUrl, reportId, envelope)))
  const [part] = parts
  const path = `/envelopes/${reportId}/parts/${hex(part?.sha256 ?? new Uint8Array(0))}`
  const again = await putPiece(sourceUrl, path, 0, part?.bytes ?? new Uint8Array(0))
  const receipts = [...answers, again].map(({ body }) => (JSON.parse(body.toString()) as { receipt: string }).receipt)
  expect(new Set(receipts).size).toBe(1)
  expect(new Set(answers.map((answer) => JSON.stringify(alike(answer)))).size).toBe(1)
  expect(await counts()).toEqual(before)
})

test('48 to whoever has no id, a report that is held and one that never was look alike, however they ask', async () => {
  const { deskUrl, siteUrl, sourceUrl } = world.server
  const [held, unknown] = [report.reportId, reportIdOf(random(16))]
  const part = hex(report.parts[0]?.sha256 ?? new Uint8Array(0))
  for (const origin of [sourceUrl, deskUrl, siteUrl]) {
    for (const method of ['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS', 'PATCH']) {
      for (const path of [`/envelopes/ID`, `/envelopes/ID/parts`, `/envelopes/ID/parts/${part}`, `/desk/items/ID`]) {
        const [one, other] = [held, unknown].map((id) => ask(origin, { method, path: path.replace('ID', id) }))
        const [a, b] = [await (one as Promise<RawAnswer>), await (other as Promise<RawAnswer>)]
        expect(alike(a), `${method} ${path}`).toEqual(alike(b))
        expect(a.status).toBeGreaterThanOrEqual(400)
      }
    }
  }
  // With one half of what names a part there is nothing either.
  const foreign = await putPiece(sourceUrl, `/envelopes/${unknown}/parts/${part}`, 0, random(10))
  const other = await putPiece(sourceUrl, `/envelopes/${held}/parts/${hex(random(32))}`, 0, random(10))
  expect(alike(foreign)).toEqual(alike(other))
  expect(refusalOf(foreign)).toBe('404 no-such-part')
})

/** The calls that need no signature: one that is added here lets anybody in, and should be thought about. */
const open = [
  ...['getProgramme', 'getDirectory', 'submitReport', 'submitPiece', 'listReplyDays', 'getReplies', 'getChallenge'],
  ...['unlock', 'getHealth', 'getCheckpoint', 'getTile', 'getPartialTile'],
]
const samples: Readonly<Record<string, () => string>> = {
  reportId: () => report.reportId,
  sha256: () => hex(report.parts[0]?.sha256 ?? new Uint8Array(0)),
  ...{ day: () => '2026-11-25', shard: () => '0', level: () => '0', index: () => '0', width: () => '1' },
}
const pathOf = ({ path, query }: Endpoint) =>
  path.replace(/:([A-Za-z0-9]+)/g, (_, name: string) => samples[name]?.() ?? '') + ('after' in query ? '?after=0' : '')
const bodyOf = ({ body }: Endpoint) =>
  body.form === 'none' ? {} : { body: '{}', headers: { 'content-type': 'application/json' } }

test('49 every call but those meant for anybody asks for a signature, and no origin serves another’s', async () => {
  const { deskUrl, siteUrl, sourceUrl } = world.server
  expect(
    endpoints
      .filter(({ signed }) => !signed)
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...open].sort())
  for (const endpoint of endpoints) {
    const { method, name, origin, signed } = endpoint
    const at = { source: [sourceUrl], desk: [deskUrl], both: [sourceUrl, deskUrl], all: [sourceUrl, deskUrl, siteUrl] }[
      origin
    ]
    for (const url of [sourceUrl, deskUrl, siteUrl]) {
      const answer = await ask(url, { method, path: pathOf(endpoint), ...bodyOf(endpoint) })
      if (!at.includes(url)) expect(answer.status, `${name} at another origin`).toBe(404)
      else if (signed) expect(refusalOf(answer), name).toBe('401 not-signed')
    }
  }
})

test('49 nothing that is answered without a signature lists, counts or names what is held', async () => {
  const ids = [report.reportId, base64url(report.H), ...report.parts.map(({ sha256 }) => hex(sha256))]
  const before = new Map<string, string>()
  const everything = async (): Promise<Map<string, string>> => {
    const said = new Map<string, string>()
    for (const url of [world.server.sourceUrl, world.server.deskUrl, world.server.siteUrl]) {
      const paths = [
        '/',
        '/envelopes',
        '/envelopes/',
        '/desk',
        '/desk/items',
        '/replies',
        '/metrics',
        '/blobs/',
        '/keyrings',
        '/log/',
      ]
      for (const path of [...paths, ...endpoints.filter(({ method }) => method === 'GET').map(pathOf)]) {
        const { body } = await ask(url, { path })
        said.set(`${url}${path}`, body.toString('latin1'))
      }
    }
    return said
  }
  for (const [path, body] of await everything()) before.set(path, body)
  for (const [path, body] of before) for (const id of ids) expect(body.includes(id), path).toBe(false)
  const phone = await phoneAt(world.server.sourceUrl)
  await phone.send({ deskIds: [world.programme.team, world.programme.other] })
  // One more report changes no answer but the log, which counts leaves of every kind, blinded.
  const changed = [...(await everything())]
    .filter(([path, body]) => before.get(path) !== body)
    .map(([path]) => new URL(path).pathname)
  expect(changed.filter((path) => !path.startsWith('/log/') && path !== '/challenge')).toEqual([])
})

interface Credentials {
  readonly id: DeviceId
  readonly signer: Signer
}
interface Signing extends Credentials {
  readonly method?: string
  readonly path: string
  readonly body?: string
  readonly challenge?: Bytes
}
async function signatureOf({ body = '', challenge, id, method = 'GET', path, signer }: Signing): Promise<string> {
  const named =
    challenge ?? (await newClient({ baseUrl: world.server.deskUrl, fetch }).call(getChallenge, {})).challenge
  const signature = await signer.sign(requestBytes(method, path, sha256(new Uint8Array(Buffer.from(body))), named))
  return printRequestSignature({ device: id, challenge: named, signature })
}
const askSigned = (authorization: string, path: string, method = 'GET', body?: string) =>
  ask(world.server.deskUrl, {
    ...{ method, path, headers: { authorization, 'content-type': 'application/json' } },
    ...(body === undefined ? {} : { body }),
  })

test('28 a device nobody knows, one of the removed, and one that signs under another’s name are refused alike', async () => {
  const { colleague, first, removed } = world.programme.devices
  const stranger = await newSigner(random(32))
  const before = await counts()
  const path = '/desk/items?after=0'
  const answers: RawAnswer[] = []
  for (const credentials of [
    { id: deviceIdOfKey(stranger.publicKey), signer: stranger },
    removed,
    { id: first.id, signer: stranger },
    { id: first.id, signer: colleague.signer },
  ]) {
    for (const endpoint of endpoints.filter(({ signed }) => signed)) {
      const at = pathOf(endpoint)
      const body = endpoint.method === 'POST' ? '{}' : undefined
      const authorization = await signatureOf({ ...credentials, path: at, method: endpoint.method, body: body ?? '' })
      answers.push(await askSigned(authorization, at, endpoint.method, body))
    }
  }
  expect(answers.length).toBeGreaterThan(20)
  expect(new Set(answers.map((answer) => JSON.stringify(alike(answer)))).size).toBe(1)
  expect(refusalOf(answers[0] as RawAnswer)).toBe('401 not-signed')
  expect(await counts()).toEqual(before)
  expect((await askSigned(await signatureOf({ ...first, path }), path)).status).toBe(200)
})

test('28 a signature taken from the line counts for no other path, query, method or body', async () => {
  const { colleague } = world.programme.devices
  const path = '/desk/items?after=0'
  const taken = await signatureOf({ ...colleague, path })
  for (const other of [
    '/desk/items?after=1',
    '/desk/items?after=0&',
    '//desk/items?after=0',
    '/desk/seeds',
    '/desk/operations?after=0',
  ])
    expect((await askSigned(taken, other)).status, other).toBeGreaterThanOrEqual(400)
  expect(refusalOf(await askSigned(taken, '/desk/seeds'))).toBe('401 not-signed')

  const body = JSON.stringify({ operation: base64url(await operationOf(colleague, world.programme.team)) })
  const post = { ...colleague, path: '/desk/operations', method: 'POST', body }
  const before = await counts()
  const foreign = JSON.stringify({ operation: base64url(await operationOf(colleague, world.programme.other)) })
  expect(refusalOf(await askSigned(await signatureOf(post), post.path, 'POST', foreign))).toBe('401 not-signed')
  expect(await counts()).toEqual(before)
  const written = await signatureOf(post)
  const once = await askSigned(written, post.path, 'POST', body)
  expect(once.status).toBe(200)
  // Sent again as it was, by whoever took it from the line, it changes nothing.
  const after = await counts()
  expect(alike(await askSigned(written, post.path, 'POST', body))).toEqual(alike(once))
  expect(await counts()).toEqual(after)
})

const operationOf = ({ id, signer }: Credentials, desk: DeskId) =>
  signOperation(signer, {
    ...{
      desk,
      device: id,
      previous: noPrevious(),
      seen: 0,
      itemRef: random(16),
      step: 'opened',
      digest: null,
      to: null,
    },
    ...{ epoch: 1, sealed: random(1200) },
  })

test('28 a challenge that has passed, or was never given, counts for nothing', async () => {
  const { first } = world.programme.devices
  const path = '/desk/seeds'
  const taken = await signatureOf({ ...first, path })
  expect((await askSigned(taken, path)).status).toBe(200)
  expect(refusalOf(await askSigned(await signatureOf({ ...first, path, challenge: random(32) }), path))).toBe(
    '401 stale-challenge',
  )
  world.clock.now += 11 * 60_000
  expect(refusalOf(await askSigned(taken, path))).toBe('401 stale-challenge')
  for (const form of [
    taken.toLowerCase(),
    taken.replace('Isnad', 'Bearer'),
    `${taken}, ${taken}`,
    `${taken} `.replaceAll('"', "'"),
    '',
  ])
    expect((await askSigned(form, path)).status, form.slice(0, 20)).toBe(401)
})

test('37 a member of another desk gets nothing of this one, by any call', async () => {
  const { elsewhere } = world.programme.devices
  const session = await world.desk(elsewhere)
  expect(session.items().map(({ reportId }) => reportId)).not.toContain(report.reportId)
  const held = `/desk/items/${report.reportId}`
  const unknown = `/desk/items/${reportIdOf(random(16))}`
  const part = `/parts/${hex(report.parts[0]?.sha256 ?? new Uint8Array(0))}`
  for (const [a, b] of [
    [held, unknown],
    [held + part, unknown + part],
  ] as const) {
    const [one, other] = [await get(a), await get(b)]
    expect(alike(one)).toEqual(alike(other))
    expect(refusalOf(one)).toBe('404 not-found')
  }
  const seeds = await world.signed(elsewhere).call(listSeeds, {})
  expect(seeds).toHaveLength(1)
  const operation = await operationOf(elsewhere, world.programme.team)
  const body = JSON.stringify({ operation: base64url(operation) })
  const answer = await askSigned(
    await signatureOf({ ...elsewhere, path: '/desk/operations', method: 'POST', body }),
    '/desk/operations',
    'POST',
    body,
  )
  expect(refusalOf(answer)).toBe('400 bad-operation')

  async function get(path: string): Promise<RawAnswer> {
    return await askSigned(await signatureOf({ ...elsewhere, path }), path)
  }
})
