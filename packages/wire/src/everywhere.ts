// Calls every origin answers: health and the public log (docs/spec/log.md).
import * as v from 'valibot'
import { endpoint, json, octets } from './endpoint.ts'
import { numberField } from './fields.ts'

export const getHealth = endpoint({
  name: 'getHealth',
  about: 'Whether the server can take reports now. Never refused, and says nothing else.',
  origin: 'all',
  method: 'GET',
  path: '/health',
  answer: json(v.object({ state: v.picklist(['well', 'database-away', 'no-room']) })),
})

export const getCheckpoint = endpoint({
  name: 'getCheckpoint',
  about: 'The newest signed checkpoint, a signed note.',
  origin: 'all',
  method: 'GET',
  path: '/log/checkpoint',
  answer: octets(4096),
  errors: ['not-found'],
})

const level = numberField(63)
const index = numberField(Number.MAX_SAFE_INTEGER)

export const getTile = endpoint({
  name: 'getTile',
  about: 'A full tile of the log: 256 hashes of 32 bytes.',
  origin: 'all',
  method: 'GET',
  path: '/log/tile/:level/:index',
  params: { level, index },
  answer: octets(8192),
  errors: ['not-found'],
})

export const getPartialTile = endpoint({
  name: 'getPartialTile',
  about: 'The first `width` hashes of a tile that is not full, 1 to 255.',
  origin: 'all',
  method: 'GET',
  path: '/log/tile/:level/:index.p/:width',
  params: { level, index, width: numberField(255) },
  answer: octets(8192),
  errors: ['not-found'],
})
