// The frozen vectors in Chromium, whose ML-KEM, X25519, AES-GCM, HKDF, PBKDF2 and Ed25519 are its own.
import { type Bytes, parseHex } from '@isnad/bytes'
import { EnvelopeError } from '../src/errors.ts'
import { ModelError } from '@isnad/model'
import { expect, test } from 'vitest'
import envelope from '../../../vectors/envelope.json'
import keys from '../../../vectors/keys.json'
import replies from '../../../vectors/replies.json'
import { openEnvelope } from '../src/open.ts'
import { flip } from './flip.ts'
import {
  checkEnvelopes,
  checkKeys,
  checkReplies,
  type EnvelopeVectors,
  type KeysVectors,
  openByVector,
  type RepliesVectors,
} from './vector-checks.ts'

checkKeys(keys as unknown as KeysVectors, false)
checkEnvelopes(envelope as unknown as EnvelopeVectors, false)
checkReplies(replies as unknown as RepliesVectors)

test('5 every single flipped bit of an envelope is refused', { timeout: 300_000 }, async () => {
  const [vector] = (envelope as unknown as EnvelopeVectors).envelopes
  if (vector === undefined) throw new Error('no envelope')
  const sealed: Bytes = parseHex(vector.envelope)
  const by = openByVector(vector, 0)
  const opened: number[] = []
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const error: unknown = await openEnvelope(flip(sealed, bit), by).catch((reason: unknown) => reason)
    if (!(error instanceof EnvelopeError || error instanceof ModelError)) opened.push(bit)
  }
  expect(opened).toEqual([])
})
