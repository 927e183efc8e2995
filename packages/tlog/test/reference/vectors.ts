// The vectors of vectors/log.json, made by the second implementation from the page alone.
import { pairOf } from './ed25519.ts'
import { type Hash, leafOf, pathOf, proofOf, rootOf, sha, tileOf } from './merkle.ts'

const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex')
const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8')
const u16 = (n: number): Uint8Array => Uint8Array.of(n >> 8, n & 255)
const u32 = (n: number): Uint8Array => Uint8Array.of(n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255)
const join = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts)
const secret = (name: string): Hash => sha(utf8(`isnad test vector: ${name}`))
const label = (text: string): Uint8Array => join(Uint8Array.of(text.length), utf8(text))
const flip = (data: Uint8Array, at: number, bit: number): Uint8Array =>
  data.map((byte, i) => (i === at ? byte ^ bit : byte))

const origin = 'log.example/n'
const logSeed = secret('log')
const log = pairOf(logSeed)
const kinds = { envelope: 1, operation: 2, record: 3, referral: 4 }

function leafVectors() {
  const [nonce, digest] = [secret('nonce'), secret('digest')]
  return Object.entries(kinds).map(([kind, number]) => ({
    ...{ kind, nonce: hex(nonce), digest: hex(digest) },
    leaf: hex(sha(Uint8Array.of(0), nonce, Uint8Array.of(number), digest)),
  }))
}

function receiptVectors() {
  const [H, slotsDigest, bodyDigest, nonce] = ['header', 'slots', 'body', 'nonce'].map(secret) as [
    Hash,
    Hash,
    Hash,
    Hash,
  ]
  const envelope = sha(H, slotsDigest, bodyDigest)
  const leaf = sha(Uint8Array.of(0), nonce, Uint8Array.of(kinds.envelope), envelope)
  const signed = (text: string, held: number): Uint8Array =>
    join(label(text), H, slotsDigest, bodyDigest, u16(held), u16(20_782), nonce)
  const made = (text: string, held: number): Uint8Array => join(signed(text, held), log.sign(signed(text, held)))
  const good = [0, 1, 0b101, 0xffff].map((held) => ({
    ...{ H: hex(H), slotsDigest: hex(slotsDigest), bodyDigest: hex(bodyDigest), nonce: hex(nonce), held, day: 20_782 },
    ...{ envelopeDigest: hex(envelope), leaf: hex(leaf), receipt: hex(made('isnad/v1/receipt', held)) },
  }))
  const one = made('isnad/v1/receipt', 5)
  const refused = [
    { why: 'the bitmap was changed', receipt: hex(flip(one, 114, 2)) },
    { why: 'the day was changed', receipt: hex(flip(one, 116, 1)) },
    { why: 'the signature was changed', receipt: hex(flip(one, 212, 1)) },
    { why: 'one byte short', receipt: hex(one.subarray(0, 212)) },
    { why: 'one byte long', receipt: hex(join(one, Uint8Array.of(0))) },
    { why: 'signed under another label', receipt: hex(made('isnad/v1/receiqt', 5)) },
  ]
  return { good, refused }
}

function treeVectors() {
  const leaves = Array.from({ length: 600 }, (_, i) => leafOf(u32(i)))
  const first = (size: number): Hash[] => leaves.slice(0, size)
  const list = (proof: readonly Hash[]): string[] => proof.map(hex)
  return {
    leafRule: 'leaf i is SHA-256(00 ‖ i as 4 bytes)',
    roots: [0, 1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 600].map((size) => ({ size, root: hex(rootOf(first(size))) })),
    tiles: [
      [255, 0, 0],
      [256, 0, 0],
      [256, 1, 0],
      [600, 0, 2],
      [600, 1, 0],
    ].map(([size = 0, level = 0, index = 0]) => {
      const tile = tileOf(first(size), level, index)
      return { size, level, index, width: tile.length / 32, sha256: hex(sha(tile)) }
    }),
    inclusion: [
      [1, 0],
      [2, 1],
      [7, 6],
      [8, 3],
      [257, 256],
      [600, 0],
      [600, 300],
      [600, 599],
    ].map(([size = 0, index = 0]) => ({ size, index, proof: list(pathOf(index, first(size))) })),
    consistency: [
      [1, 2],
      [3, 7],
      [4, 8],
      [256, 257],
      [255, 600],
      [512, 600],
      [600, 600],
    ].map(([older = 0, newer = 0]) => ({ older, newer, proof: list(proofOf(older, first(newer))) })),
  }
}

function checkpointVectors() {
  const keyId = sha(utf8(`${origin}\n`), Uint8Array.of(1), log.publicKey).slice(0, 4)
  const base64 = (data: Uint8Array): string => Buffer.from(data).toString('base64')
  const note = (text: string, key = log): string =>
    `${text}\n— ${origin} ${base64(join(keyId, key.sign(utf8(text))))}\n`
  const root = rootOf(Array.from({ length: 600 }, (_, i) => leafOf(u32(i))))
  const text = `${origin}\n600\n${base64(root)}\n`
  const refused = [
    { why: 'signed by another key under the key id of the log', note: note(text, pairOf(secret('other'))) },
    { why: 'another size than was signed', note: note(text).replace('\n600\n', '\n601\n') },
    { why: 'size with a zero in front', note: note(text.replace('\n600\n', '\n0600\n')) },
    { why: 'another origin, signed by the log', note: note(text.replace(origin, 'log.example/m')) },
    { why: 'a root of 31 bytes', note: note(`${origin}\n600\n${base64(root.slice(1))}\n`) },
    { why: 'no signature', note: `${text}\n` },
    { why: 'no newline at the end', note: note(text).slice(0, -1) },
  ]
  return { size: 600, root: hex(root), keyId: hex(keyId), note: note(text), refused }
}

export function logVectors() {
  return {
    spec: 'docs/spec/log.md',
    made: 'by packages/tlog/test/reference (OpenSSL and RFC 6962 word by word, from the page alone); packages/tlog makes and opens the same',
    rules: { secret: 'a secret called NAME is SHA-256 of the text "isnad test vector: NAME"' },
    log: { origin, seed: hex(logSeed), publicKey: hex(log.publicKey) },
    leaves: leafVectors(),
    receipts: receiptVectors(),
    tree: treeVectors(),
    checkpoint: checkpointVectors(),
  }
}
