// The door of each origin: Fastify without a log, every call parsed against its record of the contract, every refusal
// turned into a status by one table.
import { errorStatus, type ErrorCode, type ErrorDetails, printJson, WireError } from '@isnad/wire'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { describe, type Events } from '../events.ts'
import type { Metrics } from '../metrics.ts'
import { readOctets } from './body.ts'
import { apiHeaders } from './headers.ts'

export interface Tls {
  readonly cert: Buffer
  readonly key: Buffer
}

/** The most bytes of a JSON body: an operation in base64url, and the replies that go with it. */
const mostJson = 512 * 1024

export function newDoor(events: Events, metrics: Metrics, tls: Tls | undefined): FastifyInstance {
  const app = fastify({
    ...(tls === undefined ? {} : { https: tls }),
    logger: false,
    trustProxy: false,
    exposeHeadRoutes: false,
    bodyLimit: mostJson,
    // A phone on a bad line may take long over a piece; it may not hold a connection for ever.
    requestTimeout: 120_000,
    connectionTimeout: 150_000,
    keepAliveTimeout: 72_000,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
    return503OnClosing: false,
  }) as FastifyInstance
  app.removeAllContentTypeParsers()
  const whole = (_request: FastifyRequest, body: Buffer, done: (error: null, body: Buffer) => void) => done(null, body)
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, whole)
  app.addContentTypeParser('application/octet-stream', readOctets)
  app.addHook('onSend', (_request, reply, _payload, done) => {
    for (const [name, value] of apiHeaders) if (!reply.hasHeader(name)) reply.header(name, value)
    done()
  })
  app.setNotFoundHandler((_request, reply) => refuse(reply, metrics, 'not-found'))
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof WireError) {
      if (error.code === 'no-room') events.record('no-room')
      return refuse(reply, metrics, codeOf(error), error.details)
    }
    const status = statusOf(error)
    if (status === 413) return refuse(reply, metrics, 'too-large')
    if (status !== undefined && status < 500) return refuse(reply, metrics, 'bad-request')
    events.record('fault', describe(error))
    return refuse(reply, metrics, 'internal')
  })
  return app
}

const statusOf = (error: unknown): number | undefined =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined

const codeOf = ({ code }: WireError): ErrorCode => (Object.hasOwn(errorStatus, code) ? (code as ErrorCode) : 'internal')

function refuse(reply: FastifyReply, metrics: Metrics, code: ErrorCode, details: ErrorDetails = {}): FastifyReply {
  metrics.refusals.inc({ code })
  if (code === 'later') reply.header('retry-after', '3600')
  return reply
    .code(errorStatus[code])
    .type('application/json')
    .send(printJson({ error: code, ...details }))
}
