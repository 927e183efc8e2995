// Where header, slots and body stand in an envelope.
import { type Bytes, slice } from '@isnad/bytes'
import { type Header, envelopeLength, parseHeader, slotLength } from '@isnad/model'
import { EnvelopeError } from './errors.ts'

export interface EnvelopeParts {
  readonly header: Header
  readonly headerBytes: Bytes
  readonly slots: readonly Bytes[]
  readonly body: Bytes
}

/** @throws {ModelError} for the header. @throws {EnvelopeError} `wrong-length` */
export function takeApart(envelope: Bytes): EnvelopeParts {
  const header = parseHeader(envelope)
  if (envelope.length !== envelopeLength(header)) throw new EnvelopeError('wrong-length')
  const each = slotLength(header.suite)
  const bodyAt = header.length + header.desks.length * each
  return {
    header,
    headerBytes: slice(envelope, 0, header.length),
    slots: header.desks.map((_, i) => slice(envelope, header.length + i * each, each)),
    body: slice(envelope, bodyAt, envelope.length - bodyAt),
  }
}
