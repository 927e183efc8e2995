import type { Bytes } from '@isnad/bytes'
import {
  type Checkpoint,
  consistencyProof,
  findLeaf,
  inclusionProof,
  openCheckpoint,
  openReceipt,
  verifyConsistency,
  verifyInclusion,
} from '@isnad/tlog'
import { getCheckpoint, getPartialTile, getTile, listItems, newTileReader, submitReport } from '@isnad/wire'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newReport, refusalOf, startTestServer, type TestServer } from './world.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ intervals: { log: 0.1, reply: 3600, live: 3600 } })
})
afterAll(() => server.remove())

/** The newest checkpoint of at least so many leaves. */
async function checkpointOf(size: number): Promise<Checkpoint> {
  const log = { origin: 'isnad-test', publicKey: server.programme.logKey }
  let opened: Checkpoint | undefined
  await expect
    .poll(
      async () => {
        const note = await server.source.call(getCheckpoint, {}).catch(() => undefined)
        if (note !== undefined) opened = await openCheckpoint(note, log)
        return opened?.size ?? 0
      },
      { timeout: 20_000 },
    )
    .toBeGreaterThanOrEqual(size)
  if (opened === undefined) throw new Error('no checkpoint')
  return opened
}

async function send(count: number): Promise<Bytes[]> {
  const { deskId } = server.programme.desks[0]
  const reports = Array.from({ length: count }, () => newReport([deskId]))
  const call = ({ envelope, reportId }: (typeof reports)[number]) =>
    server.source.call(submitReport, { params: { reportId }, body: envelope })
  return (await Promise.all(reports.map(call))).map(({ receipt }) => receipt)
}
/** Two programme records, and three for each of the two desks. */
const records = 8

test('tiles that are not there are refused', async () => {
  await checkpointOf(records)
  expect(await refusalOf(server.source.call(getTile, { params: { level: 0, index: 0 } }))).toBe('not-found')
  expect(await refusalOf(server.source.call(getPartialTile, { params: { level: 0, index: 0, width: 200 } }))).toBe(
    'not-found',
  )
  expect(await refusalOf(server.source.call(getPartialTile, { params: { level: 0, index: 0, width: 0 } }))).toBe(
    'not-found',
  )
  expect(await refusalOf(server.source.call(getPartialTile, { params: { level: 3, index: 0, width: 1 } }))).toBe(
    'not-found',
  )
})

test('what a receipt promises stands in the log, and the log has only grown', async () => {
  const before = await checkpointOf(records)
  const receipts = await send(300)
  const checkpoint = await checkpointOf(records + 300)
  const tiles = newTileReader(server.source)
  const items = await server.desk(0).call(listItems, { query: { after: 0 } })
  for (const bytes of receipts.slice(0, 10)) {
    const { leaf } = await openReceipt(bytes, server.programme.logKey)
    const index = await findLeaf(tiles, leaf, checkpoint.size)
    expect(index).toBeDefined()
    const proof = await inclusionProof(tiles, index ?? 0, checkpoint.size)
    expect(verifyInclusion(checkpoint, leaf, index ?? 0, proof).index).toBe(index)
    const item = items.find(({ receipt }) => receipt.join() === bytes.join())
    expect(item?.leafIndex).toBe(index)
  }
  const consistency = await consistencyProof(tiles, before.size, checkpoint.size)
  expect(verifyConsistency(before, checkpoint, consistency)).toBe(checkpoint)
  expect(items.every(({ leafIndex }) => leafIndex !== null)).toBe(true)
})

test('the leaves of one publication stand in the order of their hashes, not of their arrival', async () => {
  await server.close()
  server = await server.again({ intervals: { log: 3600, reply: 3600, live: 3600 } })
  const receipts = await send(20)
  const before = await checkpointOf(1)
  await server.close()
  server = await server.again({ intervals: { log: 0.1, reply: 3600, live: 3600 } })
  const after = await checkpointOf(before.size + 20)
  const tiles = newTileReader(server.source)
  const leaves = await Promise.all(receipts.map((bytes) => openReceipt(bytes, server.programme.logKey)))
  const sorted = leaves.map(({ leaf }) => Buffer.from(leaf).toString('hex')).sort()
  const found = await Promise.all(
    sorted.map((leaf) => findLeaf(tiles, Buffer.from(leaf, 'hex'), after.size, before.size)),
  )
  expect(found).toEqual(sorted.map((_, i) => before.size + i))
  const proof = await consistencyProof(tiles, before.size, after.size)
  expect(verifyConsistency(before, after, proof)).toBe(after)
})
