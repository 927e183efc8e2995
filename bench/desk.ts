// A member of the team's desk, unlocked with the demo's code: what the server hands out to those who may read.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { digest, newSigner } from '@isnad/crypto'
import { openDirectory } from '@isnad/directory'
import { keyringIds, openKeyring, parseCode, stretchCode } from '@isnad/envelope'
import { dayOf } from '@isnad/model'
import { type CallAnswer, type Client, getDirectory, listItems, newClient, unlock } from '@isnad/wire'
import type { Serving } from './serving.ts'

export type Listed = CallAnswer<typeof listItems>[number]

/** A client that signs with the member's device. */
export async function openDesk({ dataDir, desk }: Pick<Serving, 'dataDir' | 'desk'>): Promise<Client> {
  const codes = JSON.parse(await readFile(join(dataDir, 'demo-codes.json'), 'utf8')) as Codes
  const anyone = newClient({ baseUrl: desk, fetch: globalThis.fetch })
  const shown = await anyone.call(getDirectory, {})
  const { programmeId } = await openDirectory({ ...shown, today: dayOf(Date.now()) })
  const code = await parseCode(codes.members[0]?.code ?? '', [])
  const ids = await keyringIds(await stretchCode(code, 'member', programmeId))
  const { keyring } = await anyone.call(unlock, { body: { id: ids.id, auth: ids.auth } })
  const { deviceId, ed25519 } = await openKeyring(keyring, ids)
  const signer = await newSigner(ed25519)
  const sha256 = (body: Uint8Array) => digest('SHA-256', new Uint8Array(body))
  return newClient({
    ...{ baseUrl: desk, fetch: globalThis.fetch },
    signer: { device: deviceId, sha256, sign: (message) => signer.sign(message) },
  })
}

interface Codes {
  readonly members: readonly { readonly code: string }[]
}

/** All items of the desk, each as it was listed last. */
export async function listAll(client: Client): Promise<Map<string, Listed>> {
  const found = new Map<string, Listed>()
  for (let after = 0; ;) {
    const page = await client.call(listItems, { query: { after } })
    for (const item of page) found.set(item.reportId, item)
    const last = page.at(-1)
    if (last === undefined) return found
    after = last.seq
  }
}
