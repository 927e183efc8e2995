// From a typed code to an open desk: keyring, directory, seeds (docs/spec/keys.md, "Keyrings").
import type { Bytes } from '@isnad/bytes'
import { digest, newSigner, type Signer } from '@isnad/crypto'
import { type Directory, openDirectory, type Seen } from '@isnad/directory'
import {
  type Code,
  type Keyring,
  keyringIds,
  openKeyring,
  openSeeds,
  parseCode,
  type Seeds,
  stretchCode,
  type WordList,
} from '@isnad/envelope'
import { dayOf } from '@isnad/model'
import {
  type Client,
  getDeskDirectory,
  getDirectory,
  listSeeds,
  newClient,
  unlock as unlockCall,
  WireError,
} from '@isnad/wire'
import { VaultError } from './errors.ts'
import { reach } from './network.ts'
import type { World } from './world.ts'

/** The keys of a desk in memory, and a client that signs with them. */
export interface Keys {
  readonly keyring: Keyring
  readonly signer: Signer
  readonly client: Client
  readonly directory: Directory
  /** By epoch. */
  readonly seeds: ReadonlyMap<number, Seeds>
}

export type Stretch = (code: Code, programmeId: Bytes) => Promise<Bytes>

export interface UnlockRequest {
  readonly world: World
  /** As typed. */
  readonly code: string
  readonly lists: readonly WordList[]
  /** Half a second to several of work; a page gives one that runs in a worker. */
  readonly stretch?: Stretch
  readonly pinnedFingerprint?: string
}

/**
 * @throws {EnvelopeError} what is wrong with the typed code, before anything is fetched
 * @throws {VaultError} `offline`, `server-away`, `wrong-code`, `removed`, `bad-directory`
 */
export async function openKeys(request: UnlockRequest): Promise<Keys> {
  const { world } = request
  const code = await parseCode(request.code, request.lists)
  const anyone = newClient({ baseUrl: world.baseUrl, fetch: world.fetch })
  const shown = await reach(() => anyone.call(getDirectory, {}))
  const pinned = request.pinnedFingerprint === undefined ? {} : { pinnedFingerprint: request.pinnedFingerprint }
  const known = await openEntries(shown, world, pinned)
  const stretch = request.stretch ?? ((typed, programmeId) => stretchCode(typed, 'member', programmeId))
  const ids = await keyringIds(await stretch(code, known.programmeId))
  const keyring = await openKeyring(await fetchKeyring(anyone, ids), ids)
  const signer = await newSigner(keyring.ed25519)
  const sha256 = (body: Uint8Array) => digest('SHA-256', new Uint8Array(body))
  const client = newClient({
    ...{ baseUrl: world.baseUrl, fetch: world.fetch },
    signer: { device: keyring.deviceId, sha256, sign: (message) => signer.sign(message) },
  })
  const directory = await fetchDeskDirectory(client, world, known)
  checkDevice(directory, keyring)
  return { keyring, signer, client, directory, seeds: await fetchSeeds(client, directory, keyring) }
}

/** The directory with members, never older than the one seen before. @throws {VaultError} */
export async function fetchDeskDirectory(client: Client, world: World, before: Directory): Promise<Directory> {
  const shown = await reach(() => client.call(getDeskDirectory, {}))
  const previous = { size: before.size, chain: before.chain, headDay: before.headDay }
  return await openEntries(shown, world, { pinnedFingerprint: before.fingerprint, previous, complete: true })
}

/** Seeds of every epoch this device has a wrap for. @throws {VaultError} */
export async function fetchSeeds(client: Client, directory: Directory, keyring: Keyring): Promise<Map<number, Seeds>> {
  const seeds = new Map<number, Seeds>()
  const { deskId, deviceId } = keyring
  for (const { epoch, wrap } of await reach(() => client.call(listSeeds, {}))) {
    const record = directory.epoch(deskId, epoch)
    const address = { programmeId: directory.programmeId, deskId, epoch, deviceId }
    seeds.set(epoch, await openSeeds(wrap, { ...address, deviceSeed: keyring.xwing, record }))
  }
  return seeds
}

async function openEntries(
  shown: { readonly entries: Parameters<typeof openDirectory>[0]['entries']; readonly head: Bytes },
  world: World,
  rest: { readonly pinnedFingerprint?: string; readonly previous?: Seen; readonly complete?: boolean },
): Promise<Directory> {
  try {
    return await openDirectory({ ...shown, today: dayOf(world.now()), ...rest })
  } catch (cause) {
    throw new VaultError('bad-directory', { cause })
  }
}

async function fetchKeyring(client: Client, ids: { readonly id: Bytes; readonly auth: Bytes }): Promise<Bytes> {
  try {
    return (await client.call(unlockCall, { body: { id: ids.id, auth: ids.auth } })).keyring
  } catch (cause) {
    if (cause instanceof WireError && cause.code === 'no-such-keyring') throw new VaultError('wrong-code', { cause })
    return await reach(() => Promise.reject(cause as Error))
  }
}

function checkDevice(directory: Directory, keyring: Keyring): void {
  try {
    const device = directory.device(keyring.deviceId)
    if (device.deskId !== keyring.deskId || device.memberId !== keyring.memberId) throw new VaultError('removed')
  } catch (cause) {
    throw new VaultError('removed', { cause })
  }
}
