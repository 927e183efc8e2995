// Who signs a request: a device of the directory as it is at that moment, over a challenge of ours that turns.
import { type Bytes, compare } from '@isnad/bytes'
import { newSha256, type Random, verifySignature } from '@isnad/crypto'
import type { Device, Directory } from '@isnad/directory'
import { parseRequestSignature, requestBytes, WireError } from '@isnad/wire'
import type { Authorise } from './route.ts'

/** Milliseconds a challenge is the newest; the one before it still counts. */
const turn = 5 * 60_000

export interface Challenges {
  newest(): Bytes
  counts(challenge: Bytes): boolean
}

export function newChallenges(random: Random, clock: () => number): Challenges {
  let [newest, before] = [random(32), random(32)]
  let since = clock()
  function look() {
    const now = clock()
    // A clock that was set back turns it too, rather than let one count for years.
    if (now - since < turn && now >= since) return
    before = now - since < 2 * turn && now >= since ? newest : random(32)
    newest = random(32)
    since = now
  }
  return {
    newest() {
      look()
      return newest
    },
    counts(challenge) {
      look()
      return compare(challenge, newest) === 0 || compare(challenge, before) === 0
    },
  }
}

/** The device, whose member is in the directory now. @throws {WireError} `not-signed`, `stale-challenge` */
export function signedBy(directory: () => Directory, challenges: Challenges): Authorise<Device> {
  return async (request) => {
    const { challenge, device, signature } = parseRequestSignature(request.headers.authorization)
    if (!challenges.counts(challenge)) throw new WireError('stale-challenge')
    const state = newSha256()
    if (request.body instanceof Uint8Array) state.update(request.body)
    const message = requestBytes(request.method, request.raw.url ?? '', state.digest(), challenge)
    const found = findDevice(directory(), device)
    try {
      // For an unknown device the same work is done, under a key that has signed nothing of the kind.
      await verifySignature(found?.ed25519 ?? directory().service.log, message, signature)
    } catch (cause) {
      throw new WireError('not-signed', {}, { cause })
    }
    if (found === undefined) throw new WireError('not-signed')
    return found
  }
}

function findDevice(directory: Directory, id: Device['id']): Device | undefined {
  const device = directory.findDevice(id)
  return device?.endedDay === null ? device : undefined
}

export type Signed = Authorise<Device>
