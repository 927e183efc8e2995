// The server's own keys: log, head and transport, made at the first start, 32 bytes each in a file of mode 0600.
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Bytes } from '@isnad/bytes'
import { newSigner, type Random, random as platformRandom, type Signer } from '@isnad/crypto'
import { ServerError } from './errors.ts'

export interface ServiceKeys {
  /** Signs receipts and checkpoints. */
  readonly log: Signer
  /** Signs heads of the directory, and nothing else. */
  readonly head: Signer
}

/** What a service record names, before there is one. */
export interface PublicServiceKeys {
  readonly log: Bytes
  readonly head: Bytes
  /** The file of the seed (32 bytes) whose suite 1 public key is the transport key: this program seals and opens nothing. */
  readonly transportSeedFile: string
}

/** Makes what is missing; may be called again, before a server or beside one. */
export async function ensureServiceKeys(dataDir: string, random: Random = platformRandom): Promise<PublicServiceKeys> {
  const { log, head } = await loadServiceKeys(dataDir, random)
  await ensureSeed(join(dataDir, 'keys'), 'transport', random)
  return { log: log.publicKey, head: head.publicKey, transportSeedFile: seedFile(join(dataDir, 'keys'), 'transport') }
}

/** Makes what is missing. @throws {ServerError} `other-keys` where a file is not 32 bytes */
export async function loadServiceKeys(dataDir: string, random: Random): Promise<ServiceKeys> {
  const folder = join(dataDir, 'keys')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const [log, head] = [await ensureSeed(folder, 'log', random), await ensureSeed(folder, 'head', random)]
  return { log: await newSigner(log), head: await newSigner(head) }
}

const seedFile = (folder: string, name: string) => join(folder, `${name}.seed`)

async function ensureSeed(folder: string, name: string, random: Random): Promise<Bytes> {
  const file = seedFile(folder, name)
  const found = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  if (found === undefined) return await makeSeed(file, random(32))
  if (found.length !== 32) throw new ServerError('other-keys', file)
  return new Uint8Array(found)
}

async function makeSeed(file: string, seed: Bytes): Promise<Bytes> {
  const draft = `${file}.new`
  await rm(draft, { force: true })
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.write(seed)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(draft, file)
  const folder = await open(join(file, '..'))
  await folder.sync().finally(() => folder.close())
  return seed
}
