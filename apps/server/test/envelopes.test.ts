import { openReceipt } from '@isnad/tlog'
import { submitReport } from '@isnad/wire'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newReport, startTestServer, type TestServer } from './world.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.remove())

const send = ({ envelope, reportId }: ReturnType<typeof newReport>) =>
  server.source.call(submitReport, { params: { reportId }, body: envelope })

test('45 the same envelope twice is one copy and one receipt', async () => {
  const report = newReport([server.programme.desks[0].deskId])
  const first = await send(report)
  expect(await send(report)).toEqual(first)
  const receipt = await openReceipt(first.receipt, server.programme.logKey)
  expect(receipt.held).toBe(0)
})
