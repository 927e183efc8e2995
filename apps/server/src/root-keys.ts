// Looks for a root's private key under the data folder, where only a demo may have one: whoever has it can pass off desks.
import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Bytes, compare, hex } from '@isnad/bytes'
import { newSigner } from '@isnad/crypto'
import { ServerError } from './errors.ts'

/** Not looked into: what callers wrote, and the database. */
const left = /^(blobs|postgres(\.new.*)?)$/
const mostBytes = 1024 * 1024

/**
 * Every run of 32 bytes written as hex, base64 or base64url in a small file, and every small file's own 32 or 48 bytes.
 * @throws {ServerError} `root-key-present` with the file
 */
export async function refuseRootKeys(dataDir: string, roots: readonly Bytes[]): Promise<void> {
  for await (const file of filesUnder(dataDir, true)) {
    for (const seed of await seedsIn(file)) {
      const { publicKey } = await newSigner(seed)
      if (roots.some((root) => compare(root, publicKey) === 0)) throw new ServerError('root-key-present', file)
    }
  }
}

async function* filesUnder(folder: string, top: boolean): AsyncGenerator<string, void, undefined> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && !(top && left.test(entry.name))) yield* filesUnder(path, false)
    if (entry.isFile()) yield path
  }
}

async function seedsIn(file: string): Promise<Bytes[]> {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    if (size > mostBytes) return []
    return candidates(new Uint8Array(await handle.readFile()))
  } finally {
    await handle.close()
  }
}

/** PKCS #8 of an Ed25519 key is 16 bytes and the seed: in base64 with its frame, or raw. */
function candidates(content: Bytes): Bytes[] {
  const text = Buffer.from(content).toString('latin1')
  const found = new Map<string, Bytes>()
  const add = (bytes: Uint8Array) => {
    if (bytes.length === 32 || bytes.length === 48) {
      const seed = new Uint8Array(bytes.subarray(bytes.length - 32))
      found.set(hex(seed), seed)
    }
  }
  add(content)
  for (const [run] of text.matchAll(/(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])/g)) add(Buffer.from(run, 'hex'))
  for (const [run] of text.matchAll(/(?<![\w+/-])[\w+/-]{43}(?![\w+/-])|(?<![\w+/-])[\w+/-]{64}(?![\w+/-])/g)) {
    add(Buffer.from(run.replaceAll('-', '+').replaceAll('_', '/'), 'base64'))
  }
  return [...found.values()]
}
