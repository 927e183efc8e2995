import { newSigner, random, sha256 } from '@isnad/crypto'
import { deviceIdOfKey } from '@isnad/directory'
import { getChallenge, getDeskDirectory, listSeeds, printRequestSignature, requestBytes, unlock } from '@isnad/wire'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newChallenges } from '../src/http/signed.ts'
import { deskClient, refusalOf, startTestServer, type TestServer } from './world.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.remove())

interface Request {
  readonly method: string
  readonly path: string
  readonly body: Uint8Array
}
const real: Request = { method: 'POST', path: '/desk/operations', body: new TextEncoder().encode('{}') }

/** Sends one request with the signature of another. */
async function sendSigned(sent: Request, signed: Request, challenge?: Uint8Array<ArrayBuffer>) {
  const { device } = server.programme.desks[0]
  const used = challenge ?? (await server.desk(0).call(getChallenge, {})).challenge
  const message = requestBytes(signed.method, signed.path, sha256(signed.body), used)
  const authorization = printRequestSignature({
    ...{ device: deviceIdOfKey(device.publicKey), challenge: used },
    signature: await device.sign(message),
  })
  const headers = { authorization, 'content-type': 'application/json' }
  const body = sent.method === 'GET' ? {} : { body: sent.body as Uint8Array<ArrayBuffer> }
  const response = await fetch(`${server.deskUrl}${sent.path}`, { method: sent.method, headers, ...body })
  return ((await response.json()) as { error?: string }).error
}

test('a signature counts for one method, path, body and challenge', async () => {
  expect(await sendSigned(real, { ...real, body: new Uint8Array(0) })).toBe('not-signed')
  expect(await sendSigned(real, { ...real, path: '/desk/operations?' })).toBe('not-signed')
  expect(await sendSigned(real, { ...real, method: 'PUT' })).toBe('not-signed')
  expect(await sendSigned(real, real, random(32))).toBe('stale-challenge')
  // The same, rightly signed, is refused only for what it says.
  expect(await sendSigned(real, real)).toBe('bad-request')
})

test('a device that is not in the directory is refused like one that signs badly', async () => {
  const stranger = deskClient(server.deskUrl, await newSigner(random(32)))
  expect(await refusalOf(stranger.call(listSeeds, {}))).toBe('not-signed')
})

test('a challenge counts for two turns, and never after the clock was set back by hours', () => {
  let now = 1_000_000_000
  const challenges = newChallenges(random, () => now)
  const first = challenges.newest()
  now += 299_000
  expect(challenges.newest()).toEqual(first)
  now += 2_000
  const second = challenges.newest()
  expect(second).not.toEqual(first)
  expect([challenges.counts(first), challenges.counts(second), challenges.counts(random(32))]).toEqual([
    true,
    true,
    false,
  ])
  now += 301_000
  expect([challenges.counts(first), challenges.counts(second)]).toEqual([false, true])
  now -= 7_200_000
  expect([challenges.counts(first), challenges.counts(second)]).toEqual([false, false])
})

test('a keyring is given for both halves of what a code derives, and refused alike for either', async () => {
  const { auth, id, keyring } = server.programme.desks[0].code
  const ask = (id: Uint8Array<ArrayBuffer>, auth: Uint8Array<ArrayBuffer>) =>
    server.desk(0).call(unlock, { body: { id, auth } })
  expect(await refusalOf(ask(random(16), auth))).toBe('no-such-keyring')
  expect(await refusalOf(ask(id, random(32)))).toBe('no-such-keyring')
  expect(await refusalOf(ask(id, server.programme.desks[1].code.auth))).toBe('no-such-keyring')
  expect((await ask(id, auth)).keyring).toEqual(keyring)
})

test('a device is given its own desk’s seeds, and the members’ records', async () => {
  const [mine, theirs] = await Promise.all([server.desk(0).call(listSeeds, {}), server.desk(1).call(listSeeds, {})])
  expect([mine.length, theirs.length]).toEqual([1, 1])
  expect(mine).not.toEqual(theirs)
  const { entries } = await server.desk(0).call(getDeskDirectory, {})
  expect(entries.every((entry) => 'record' in entry)).toBe(true)
})
