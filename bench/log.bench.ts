// The log in Node, over 2^20 leaves in memory: appends and proofs of inclusion, beside what their hashes alone would cost.
import { hash } from 'node:crypto'
import type { Bytes } from '@isnad/bytes'
import { newSigner, random } from '@isnad/crypto'
import {
  type Checkpoint,
  entryLeaf,
  inclusionProof,
  openCheckpoint,
  signCheckpoint,
  type Tile,
  Tree,
  type TileReader,
  verifyInclusion,
} from '@isnad/tlog'
import { median, print, quick, type Row } from './row.ts'

const leavesBefore = 2 ** 20
const rounds = quick ? 1 : 5
const appends = 2 ** 17
const proofs = 1024
const turns = 16
/** Hashes of an append: the leaf's, and on the mean one node's. */
const hashesPerAppend = 2

export async function rows(): Promise<Row[]> {
  const tiles = new Map<string, Bytes>()
  const tree = new Tree()
  fill(tree, tiles, leavesBefore)
  const checkpoint = await checkpointOf(tree)
  const proven = await Promise.all(pickIndexes(tree.size).map((index) => prove(readerOf(tiles), index, tree.size)))
  const [limits, verified, appended]: [number[], number[], number[]] = [[], [], []]
  for (let round = 0; round < rounds; round++) {
    verified.push(perCpuSecond(turns * proofs, () => verifyAll(checkpoint, proven)))
    limits.push(perCpuSecond(appends, hashAlone))
  }
  for (let round = 0; round < rounds; round++) {
    appended.push(perCpuSecond(appends, () => fill(tree, tiles, appends)))
    limits.push(perCpuSecond(appends, hashAlone))
  }
  const limit = median(limits)
  const pathLength = proven.reduce((sum, { proof }) => sum + proof.length, 0) / proofs
  return [
    row('appends to a log of 2^20 leaves', median(appended), '≥ 200,000', limit, hashesPerAppend),
    row('proofs of inclusion verified, 2^20 leaves', median(verified), '≥ 25,000', limit, pathLength),
  ]
}

function row(name: string, value: number, bar: string, limit: number, hashes: number): Row {
  const share = (100 * value * hashes) / limit
  const of = `${print(hashes)} SHA-256 of 65 bytes each, of which Node alone makes ${print(limit)} per CPU-second`
  return { name, value, unit: 'per CPU-second', bar, ratioTo: `${print(share)} % of ${of}` }
}

/** What an append is to the server: the entry's leaf, its place in the tree, and the tiles that became whole kept. */
function fill(tree: Tree, tiles: Map<string, Bytes>, count: number, entries = random(64)) {
  const view = new DataView(entries.buffer)
  for (let i = 0; i < count; i++) {
    view.setUint32(0, i)
    tree.append(entryLeaf(entries.subarray(0, 32), 'envelope', entries.subarray(32)))
    if (tree.size % 4096 === 0) keep(tree.takeTiles(), tiles)
  }
}

function keep(taken: readonly Tile[], tiles: Map<string, Bytes>) {
  for (const { bytes, index, level } of taken) tiles.set(`${level}/${index}`, bytes)
}

function readerOf(tiles: ReadonlyMap<string, Bytes>): TileReader {
  return (level, index, width) => {
    const tile = tiles.get(`${level}/${index}`)
    if (tile === undefined) throw new Error('a tile that was not kept')
    return Promise.resolve(tile.subarray(0, 32 * width))
  }
}

async function checkpointOf(tree: Tree): Promise<Checkpoint> {
  const signer = await newSigner(random(32))
  const note = await signCheckpoint(signer, 'bench', { size: tree.size, root: tree.root() })
  return await openCheckpoint(note, { origin: 'bench', publicKey: signer.publicKey })
}

function pickIndexes(size: number): number[] {
  const picks = new Uint32Array(random(4 * proofs).buffer)
  return [...picks].map((pick) => pick % size)
}

interface Proven {
  readonly leaf: Bytes
  readonly index: number
  readonly proof: readonly Bytes[]
}

async function prove(read: TileReader, index: number, size: number): Promise<Proven> {
  const tile = await read(0, Math.floor(index / 256), 256)
  const leaf = tile.slice(32 * (index % 256), 32 * (index % 256) + 32)
  return { leaf, index, proof: await inclusionProof(read, index, size) }
}

function verifyAll(checkpoint: Checkpoint, proven: readonly Proven[]) {
  for (let turn = 0; turn < turns; turn++) {
    for (const { index, leaf, proof } of proven) verifyInclusion(checkpoint, leaf, index, proof)
  }
}

const node = random(65)
function hashAlone() {
  for (let i = 0; i < appends; i++) hash('sha256', node, 'buffer')
}

function perCpuSecond(count: number, work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { system, user } = process.cpuUsage(before)
  return (count * 1e6) / (user + system)
}
