// Calls of the desk origin (docs/spec/api.md). All but the first two are signed by a device key; a device sees its desk alone.
import * as v from 'valibot'
import { endpoint, json, octets } from './endpoint.ts'
import { bytes, day, numberField, reportId, reportIdField, sha256Field, wholeNumber } from './fields.ts'
import { maxEnvelope } from './source.ts'

/** The most items or operations one answer lists. */
export const pageLength = 500
/** The longest operation. */
export const maxOperation = 64 * 1024
/** The longest sealed part: 64 MiB of padded bytes with salt, commitment and chunk tags. */
export const maxPart = 65 * 1024 * 1024

export const getChallenge = endpoint({
  name: 'getChallenge',
  about: 'The 32 bytes every signed request must name. The same for everyone; it turns every few minutes.',
  origin: 'desk',
  method: 'GET',
  path: '/challenge',
  answer: json(v.object({ challenge: bytes(32) })),
})

export const unlock = endpoint({
  name: 'unlock',
  about: 'The sealed keyring stored under an id, against its authentication key. Both come from the code.',
  origin: 'desk',
  method: 'POST',
  path: '/unlock',
  body: json(v.object({ id: bytes(16), auth: bytes(32) })),
  answer: json(v.object({ keyring: bytes() })),
  errors: ['no-such-keyring'],
})

export const listSeeds = endpoint({
  name: 'listSeeds',
  about: 'The desk’s seeds, each wrapped to this device, by epoch.',
  origin: 'desk',
  method: 'GET',
  path: '/desk/seeds',
  signed: true,
  answer: json(v.array(v.object({ epoch: wholeNumber(), wrap: bytes() }))),
})

/** The query of everything that is read on from a sequence: what is newer than `after`, at most a page. */
const after = { after: numberField(Number.MAX_SAFE_INTEGER) }

export const listItems = endpoint({
  name: 'listItems',
  about: 'Items that came or changed after a sequence: a part arrived, a leaf was published, the arrival was settled.',
  origin: 'desk',
  method: 'GET',
  path: '/desk/items',
  signed: true,
  query: after,
  answer: json(
    v.array(
      v.object({
        /** Moves at every change of the item; a later listing goes on after the last one seen. */
        seq: wholeNumber(),
        reportId: reportId(),
        receipt: bytes(),
        day: day(),
        /** Quarter hours since 1970 while the arrival is open: until the first step or 72 hours. */
        quarter: v.nullable(wholeNumber()),
        parts: v.array(v.object({ sha256: bytes(32), length: wholeNumber(), held: v.boolean() })),
        leafIndex: v.nullable(wholeNumber()),
      }),
    ),
  ),
})

export const getItem = endpoint({
  name: 'getItem',
  about: 'The envelope as it came: header, slots, body.',
  origin: 'desk',
  method: 'GET',
  path: '/desk/items/:reportId',
  signed: true,
  params: { reportId: reportIdField },
  answer: octets(maxEnvelope),
  errors: ['not-found'],
})

export const getPart = endpoint({
  name: 'getPart',
  about: 'A sealed part, whole.',
  origin: 'desk',
  method: 'GET',
  path: '/desk/items/:reportId/parts/:sha256',
  signed: true,
  params: { reportId: reportIdField, sha256: sha256Field },
  answer: octets(maxPart),
  errors: ['not-found'],
})

export const listOperations = endpoint({
  name: 'listOperations',
  about: 'The desk’s operations after a sequence, in the order the server gave them.',
  origin: 'desk',
  method: 'GET',
  path: '/desk/operations',
  signed: true,
  query: after,
  answer: json(v.array(v.object({ seq: wholeNumber(), operation: bytes(), day: day() }))),
})

export const postOperation = endpoint({
  name: 'postOperation',
  about:
    'Adds an operation, and the replies that belong to it, in one transaction. The same operation again answers the same.',
  origin: 'desk',
  method: 'POST',
  path: '/desk/operations',
  signed: true,
  body: json(
    v.object({
      operation: bytes(),
      /** Given with an item's first step but *opened*: settles the arrival, and is not stored. */
      reportId: v.optional(reportId()),
      replies: v.optional(v.array(v.object({ shard: v.pipe(wholeNumber(), v.maxValue(65535)), reply: bytes(1024) }))),
    }),
  ),
  answer: json(v.object({ seq: wholeNumber() })),
  errors: ['bad-operation', 'stale-previous', 'tag-held'],
})

export const live = endpoint({
  name: 'live',
  about: 'Ticks of constant size, news or not: the newest sequence of items and of operations.',
  origin: 'desk',
  method: 'GET',
  path: '/desk/live',
  signed: true,
  answer: { form: 'events' },
})
