// A small server in memory: it keeps what a real one keeps of a report, and can lose, cut and lie on request.
import { type Bytes, base64url, concat, equal, hex } from '@isnad/bytes'
import { newSigner, sha256 } from '@isnad/crypto'
import { parseHeader, slotLength } from '@isnad/model'
import { issueReceipt } from '@isnad/tlog'

/** What becomes of a call: done and answered, done and the answer lost, lost on the way, or refused. */
export type Fate = 'answered' | 'answer-lost' | 'lost' | 'busy'

export interface SmallServer {
  readonly logKey: Bytes
  readonly fetch: typeof globalThis.fetch
  /** Envelopes and whole parts held, by name. */
  readonly held: ReadonlyMap<string, Bytes>
  /** Bytes of parts that came in, all calls together. */
  received(): number
}

export async function newSmallServer(
  fate: () => Fate,
  lie: (receipt: Bytes) => Bytes = (receipt) => receipt,
): Promise<SmallServer> {
  const signer = await newSigner(new Uint8Array(32).fill(7))
  const held = new Map<string, Bytes>()
  const coming = new Map<string, Bytes>()
  let received = 0

  async function receiptOf(envelope: Bytes): Promise<Bytes> {
    const { desks, length, parts, suite } = parseHeader(envelope)
    const bodyAt = length + desks.length * slotLength(suite)
    const bits = parts.map(({ sha256: digest }, j) => (held.has(hex(digest)) ? 1 << j : 0))
    return lie(
      await issueReceipt(signer, {
        H: sha256(envelope.subarray(0, length)),
        slotsDigest: sha256(envelope.subarray(length, bodyAt)),
        bodyDigest: sha256(envelope.subarray(bodyAt)),
        held: bits.reduce((all, bit) => all | bit, 0),
        ...{ day: 20_000, nonce: new Uint8Array(32) },
      }),
    )
  }

  async function submit(id: string, body: Bytes): Promise<Response> {
    const there = held.get(id)
    if (there !== undefined && !equal(there, body)) return refusal(409, 'other-bytes')
    held.set(id, body)
    const lacking = parseHeader(body).parts.filter(({ sha256: digest }) => !held.has(hex(digest)))
    const missing = lacking.map(({ sha256: digest, length }) => ({
      ...{ sha256: base64url(digest), length },
      have: coming.get(hex(digest))?.length ?? 0,
    }))
    return json({ receipt: base64url(await receiptOf(body)), missing })
  }

  async function piece(id: string, name: string, offset: number, body: Bytes): Promise<Response> {
    const envelope = held.get(id)
    const part = envelope && parseHeader(envelope).parts.find(({ sha256: digest }) => hex(digest) === name)
    if (envelope === undefined || part === undefined) return refusal(404, 'no-such-part')
    const before = coming.get(name) ?? new Uint8Array(0)
    if (!held.has(name)) {
      if (offset !== before.length) return refusal(409, 'wrong-offset')
      coming.set(name, concat(before, body))
      received += body.length
    }
    const now = held.get(name) ?? coming.get(name) ?? before
    if (now.length < part.length) return json({ have: now.length })
    held.set(name, now)
    return json({ have: now.length, receipt: base64url(await receiptOf(envelope)) })
  }

  const fetch: typeof globalThis.fetch = async (input, init) => {
    const what = fate()
    if (what === 'lost') throw new TypeError('the network went')
    if (what === 'busy') return refusal(503, 'busy')
    const [, , id = '', , name] = String(input).split('/')
    const body = init?.body as Bytes
    const offset = Number(new Headers(init?.headers).get('upload-offset') ?? 0)
    const answer = name === undefined ? await submit(id, body) : await piece(id, name, offset, body)
    if (what === 'answer-lost') throw new TypeError('the network went')
    return answer
  }
  return { logKey: signer.publicKey, fetch, held, received: () => received }
}

const json = (value: unknown): Response => new Response(JSON.stringify(value), { status: 200 })
const refusal = (status: number, error: string): Response => new Response(JSON.stringify({ error }), { status })
