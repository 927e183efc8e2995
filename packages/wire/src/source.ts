// Calls of the source origin (docs/spec/api.md, docs/spec/delivery.md). Nothing here is signed; whoever has an id may use it.
import * as v from 'valibot'
import { endpoint, json, octets } from './endpoint.ts'
import { bytes, day, dayField, numberField, reportIdField, sha256Field, wholeNumber, words } from './fields.ts'

/** A header of 4 desks and 16 parts, 4 slots and the largest body stay below this. */
export const maxEnvelope = 32 * 1024
/** The longest piece of a part that one call carries. */
export const maxPiece = 256 * 1024
/** One reply, tag and salt included. */
export const replyLength = 1024

export const getProgramme = endpoint({
  name: 'getProgramme',
  about: 'What an app shows before it has checked the directory: names, emergency numbers, languages, intervals.',
  origin: 'both',
  method: 'GET',
  path: '/programme',
  answer: json(
    v.object({
      programmeId: bytes(32),
      /** The programme's name, by language. */
      name: words(),
      /** The neutral name the source app goes by. */
      appName: words(),
      languages: v.array(v.string()),
      emergency: v.array(v.object({ number: v.string(), label: words() })),
      demo: v.boolean(),
      /** Seconds between checkpoints, publications of replies, and live ticks. */
      intervals: v.object({ log: wholeNumber(), reply: wholeNumber(), live: wholeNumber() }),
    }),
  ),
})

/** Records in order: in full, or for what only desks may see its digest alone. */
const directory = () =>
  v.object({
    entries: v.array(v.union([v.object({ record: bytes() }), v.object({ digest: bytes(32) })])),
    head: bytes(),
  })

export const getDirectory = endpoint({
  name: 'getDirectory',
  about: 'The signed directory, members by digest only, and its newest head.',
  origin: 'both',
  method: 'GET',
  path: '/directory',
  answer: json(directory()),
})

export const getDeskDirectory = endpoint({
  name: 'getDeskDirectory',
  about: 'The signed directory with the records of members.',
  origin: 'desk',
  method: 'GET',
  path: '/desk/directory',
  signed: true,
  answer: json(directory()),
})

export const submitReport = endpoint({
  name: 'submitReport',
  about:
    'Stores a sealed report and answers with the signed receipt and what is missing. The same bytes again answer the same.',
  origin: 'source',
  method: 'PUT',
  path: '/envelopes/:reportId',
  params: { reportId: reportIdField },
  body: octets(maxEnvelope),
  answer: json(
    v.object({
      receipt: bytes(),
      /** Parts not yet whole, in the order of the header, with the bytes already held. */
      missing: v.array(v.object({ sha256: bytes(32), length: wholeNumber(), have: wholeNumber() })),
    }),
  ),
  errors: ['bad-envelope', 'unknown-letterbox', 'other-bytes', 'later'],
})

export const submitPiece = endpoint({
  name: 'submitPiece',
  about: 'Adds a piece to a part. The last piece is answered with the receipt that covers the part.',
  origin: 'source',
  method: 'PUT',
  path: '/envelopes/:reportId/parts/:sha256',
  params: { reportId: reportIdField, sha256: sha256Field },
  headers: { 'upload-offset': numberField(2 ** 31) },
  body: octets(maxPiece),
  answer: json(v.object({ have: wholeNumber(), receipt: v.optional(bytes()) })),
  errors: ['no-such-part', 'wrong-offset', 'bad-part', 'later'],
})

export const listReplyDays = endpoint({
  name: 'listReplyDays',
  about: 'The days whose replies are kept, oldest first, each with its number of shards, a power of two.',
  origin: 'source',
  method: 'GET',
  path: '/replies',
  answer: json(v.array(v.object({ day: day(), shards: wholeNumber() }))),
})

export const getReplies = endpoint({
  name: 'getReplies',
  about: 'All replies of a shard of a day, sorted: n × 1,024 bytes, the same for everyone.',
  origin: 'source',
  method: 'GET',
  path: '/replies/:day/:shard',
  params: { day: dayField, shard: numberField(65535) },
  answer: octets(64 * 1024 * 1024),
  errors: ['not-found'],
})
