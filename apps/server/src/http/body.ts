// Reads a body of known length into one buffer, and takes the buffers of pieces from a pool: what is not made anew does
// not wait for the garbage collector, which lets tens of MiB of buffers gather before it looks.
import type { Readable } from 'node:stream'
import { maxPiece, WireError } from '@isnad/wire'
import type { FastifyRequest } from 'fastify'

/** Buffers kept for the next pieces; more may be in use. */
const mostKept = 64
/** Bodies over 32 KiB that may be in memory at a time: 128 MiB of pieces. */
const mostLent = 512
const kept: Buffer[] = []
const lent = new Map<FastifyRequest, Buffer>()

/** @throws {WireError} `too-large`, `busy`, `bad-request` where the length is not said, or is not what came */
export async function readOctets(request: FastifyRequest, payload: Readable): Promise<Buffer> {
  const said = request.headers['content-length'] ?? ''
  const length = Number(said)
  if (!/^\d+$/.test(said)) throw new WireError('bad-request')
  if (length > request.routeOptions.bodyLimit) throw new WireError('too-large')
  const body = length > maxPiece / 8 ? lend(request, length) : Buffer.allocUnsafeSlow(length)
  let at = 0
  try {
    await new Promise<void>((resolve, reject) => {
      payload.on('data', (chunk: Buffer) => (at += chunk.copy(body, at)))
      payload.once('end', resolve)
      payload.once('error', reject)
      payload.once('close', () => reject(new Error('closed')))
    })
  } catch (cause) {
    // The line broke: nobody reads the answer, and no handler will give the buffer back.
    giveBack(request)
    throw new WireError('bad-request', {}, { cause })
  }
  if (at === length) return body
  giveBack(request)
  throw new WireError('bad-request')
}

function lend(request: FastifyRequest, length: number): Buffer {
  if (lent.size >= mostLent) throw new WireError('busy')
  const whole = kept.pop() ?? Buffer.allocUnsafeSlow(maxPiece)
  lent.set(request, whole)
  return whole.subarray(0, length)
}

/** Once a call has been handled, and not before, even where its caller has gone: nothing reads its body any more. */
export function giveBack(request: FastifyRequest): void {
  const buffer = lent.get(request)
  lent.delete(request)
  if (buffer !== undefined && kept.length < mostKept) kept.push(buffer)
}
