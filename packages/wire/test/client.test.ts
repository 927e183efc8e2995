import { type Bytes, base64url } from '@isnad/bytes'
import { parseDay, parseDeviceId, parseReportId } from '@isnad/model'
import { expect, test } from 'vitest'
import { newClient } from '../src/client.ts'
import { listItems, postOperation } from '../src/desk.ts'
import { passes, type WireError } from '../src/errors.ts'
import { getHealth, getPartialTile } from '../src/everywhere.ts'
import { getReplies, listReplyDays, submitPiece, submitReport } from '../src/source.ts'
import { newTileReader } from '../src/tiles.ts'

interface Seen {
  readonly url: string
  readonly init: RequestInit
}

/** A server of one answer after the other, which keeps what it was asked. */
function serverOf(...answers: (() => Response)[]) {
  const seen: Seen[] = []
  const fetch = (async (url: string, init: RequestInit) => {
    seen.push({ url, init })
    const answer = answers.shift()
    if (answer === undefined) throw new TypeError('no network')
    return answer()
  }) as typeof globalThis.fetch
  return { seen, client: newClient({ baseUrl: 'http://source', fetch }), fetch }
}
const json =
  (value: unknown, status = 200) =>
  () =>
    Response.json(value, { status })
const reportId = parseReportId('00000000000000000000000000')
const sha256 = new Uint8Array(32).fill(0xab)

async function refusal(call: Promise<unknown>): Promise<Pick<WireError, 'code' | 'details'>> {
  try {
    await call
  } catch (error) {
    const { code, details } = error as WireError
    return { code, details }
  }
  throw new Error('not refused')
}

test('no network is no answer, and may be repeated', async () => {
  const { client } = serverOf()
  const { code } = await refusal(client.call(getHealth, {}))
  expect(code).toBe('no-answer')
  expect(passes(code)).toBe(true)
})

test('an answer against its form is refused', async () => {
  const forms = [{}, { receipt: 'AA' }, { receipt: '*', missing: [] }, { receipt: 'AA', missing: [{ sha256: 'AA' }] }]
  for (const form of forms) {
    const { client } = serverOf(json(form))
    const call = client.call(submitReport, { params: { reportId }, body: new Uint8Array(1) })
    expect(await refusal(call)).toEqual({ code: 'bad-answer', details: {} })
  }
})

test('more bytes than the contract allows are refused', async () => {
  const { client } = serverOf(() => new Response(new Uint8Array(8193)))
  const call = client.call(getPartialTile, { params: { level: 0, index: 3, width: 7 } })
  expect((await refusal(call)).code).toBe('bad-answer')
})

test('a code outside the table is a bad answer, a page of a proxy in the way is none', async () => {
  expect((await refusal(serverOf(json({ error: 'toString' }, 400)).client.call(getHealth, {}))).code).toBe('bad-answer')
  const proxy = () => new Response('<h1>Bad Gateway</h1>', { status: 502 })
  expect((await refusal(serverOf(proxy).client.call(getHealth, {}))).code).toBe('no-answer')
})

test('refusals carry what goes on from them', async () => {
  const offset = serverOf(json({ error: 'wrong-offset', have: 65536 }, 409))
  const piece = { params: { reportId, sha256 }, headers: { 'upload-offset': 0 }, body: new Uint8Array(1) }
  expect(await refusal(offset.client.call(submitPiece, piece))).toEqual({
    code: 'wrong-offset',
    details: { have: 65536 },
  })
})

test('fields stand in path, query and header as the contract says', async () => {
  const { seen, client } = serverOf(
    json({ have: 5 }),
    () => new Response(new Uint8Array(1024)),
    json([{ day: '2026-11-25', shards: 4 }]),
  )
  const piece = { params: { reportId, sha256 }, headers: { 'upload-offset': 4 }, body: new Uint8Array([1]) }
  expect(await client.call(submitPiece, piece)).toEqual({ have: 5 })
  const day = parseDay('2026-11-25')
  expect(await client.call(getReplies, { params: { day, shard: 3 } })).toHaveLength(1024)
  expect(await client.call(listReplyDays, {})).toEqual([{ day, shards: 4 }])
  expect(seen.map(({ url }) => url)).toEqual([
    `http://source/envelopes/${reportId}/parts/${'ab'.repeat(32)}`,
    'http://source/replies/2026-11-25/3',
    'http://source/replies',
  ])
  expect(seen[0]?.init.headers).toEqual({ 'upload-offset': '4', 'content-type': 'application/octet-stream' })
  expect(seen[0]?.init).toMatchObject({ method: 'PUT', credentials: 'omit', referrerPolicy: 'no-referrer' })
})

test('tiles are read whole or by width', async () => {
  const { seen, client } = serverOf(
    () => new Response(new Uint8Array(8192)),
    () => new Response(new Uint8Array(64)),
  )
  const tiles = newTileReader(client)
  expect(await tiles(1, 9, 256)).toHaveLength(8192)
  expect(await tiles(0, 2500, 2)).toHaveLength(64)
  expect(seen.map(({ url }) => url)).toEqual(['http://source/log/tile/1/9', 'http://source/log/tile/0/2500.p/2'])
})

const signer = {
  device: parseDeviceId('0000000000000'),
  sha256: (body: Uint8Array): Bytes => new Uint8Array(32).fill(body.length),
  sign: (message: Bytes): Promise<Bytes> => Promise.resolve(new Uint8Array(64).fill(message.at(-1) ?? 0)),
}
const challenge = (n: number) => json({ challenge: base64url(new Uint8Array(32).fill(n)) })

test('a signed call asks for a challenge once, and signs anew when it has passed', async () => {
  const { seen, fetch } = serverOf(
    challenge(1),
    json([]),
    json({ error: 'stale-challenge' }, 401),
    challenge(2),
    json({ seq: 9 }),
  )
  const client = newClient({ baseUrl: '', fetch, signer })
  expect(await client.call(listItems, { query: { after: 12 } })).toEqual([])
  const replies = [{ shard: 7, reply: new Uint8Array(1024) }]
  expect(await client.call(postOperation, { body: { operation: new Uint8Array(3), replies } })).toEqual({ seq: 9 })
  const calls = seen.map(({ url }) => url)
  expect(calls).toEqual(['/challenge', '/desk/items?after=12', '/desk/operations', '/challenge', '/desk/operations'])
  const signatures = seen.map(({ init }) => new Headers(init.headers).get('authorization')?.slice(-7))
  expect(signatures).toEqual([undefined, 'AQEBAQ"', 'AQEBAQ"', undefined, 'AgICAg"'])
})

test('a challenge refused while fresh is not asked for again and again', async () => {
  const { seen, fetch } = serverOf(challenge(1), json({ error: 'stale-challenge' }, 401))
  const client = newClient({ baseUrl: '', fetch, signer })
  expect((await refusal(client.call(listItems, { query: { after: 0 } }))).code).toBe('stale-challenge')
  expect(seen).toHaveLength(2)
})

test('a client without a device signs nothing', async () => {
  const { seen, client } = serverOf()
  expect((await refusal(client.call(listItems, { query: { after: 0 } }))).code).toBe('not-signed')
  expect(seen).toEqual([])
})
