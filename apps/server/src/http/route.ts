// Binds a record of the contract to what answers it.
import {
  type BodyValue,
  type Endpoint,
  type Field,
  type FieldValues,
  type Fields,
  printJson,
  type WrittenAnswer,
  WireError,
} from '@isnad/wire'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { giveBack } from './body.ts'

/** A call that was parsed: nothing in it is text from outside any more. */
export interface Call<E extends Endpoint, Caller> {
  readonly params: FieldValues<E['params']>
  readonly query: FieldValues<E['query']>
  readonly headers: FieldValues<E['headers']>
  readonly body: BodyValue<E['body']>
  readonly caller: Caller
  /** For caching, and for streams. */
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** Bytes of an answer that is not held in memory. */
export interface Streamed {
  readonly length: number
  readonly stream: NodeJS.ReadableStream
}
export type Answer<E extends Endpoint> = WrittenAnswer<E> | Streamed

/** What `caller` finds out before anything is parsed: for signed calls, the device. @throws {WireError} */
export type Authorise<Caller> = (request: FastifyRequest) => Promise<Caller>

export function bind<E extends Endpoint, Caller>(
  app: FastifyInstance,
  endpoint: E,
  authorise: Authorise<Caller>,
  handle: (call: Call<E, Caller>) => Promise<Answer<E>>,
): void {
  const { answer, body } = endpoint
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    ...(body.form === 'octets' ? { bodyLimit: body.max } : {}),
    handler: async (request, reply) => {
      const value = await answerTo(request, reply)
      if (reply.sent) return reply
      if (answer.form === 'json') return reply.type('application/json').send(printJson(value))
      reply.type('application/octet-stream')
      if (value instanceof Uint8Array) return reply.send(Buffer.from(value.buffer, value.byteOffset, value.byteLength))
      const { length, stream } = value as Streamed
      return reply.header('content-length', length).send(stream)
    },
  })

  async function answerTo(request: FastifyRequest, reply: FastifyReply): Promise<Answer<E>> {
    try {
      const caller = await authorise(request)
      return await handle({ ...parse(endpoint, request), caller, request, reply } as Call<E, Caller>)
    } finally {
      giveBack(request)
    }
  }
}

export const anyone: Authorise<undefined> = () => Promise.resolve(undefined)

function parse(endpoint: Endpoint, request: FastifyRequest) {
  return {
    params: parseFields(endpoint.params, request.params as Texts),
    query: parseFields(endpoint.query, request.query as Texts),
    headers: parseFields(endpoint.headers, request.headers as Texts),
    body: parseBody(endpoint, request.body),
  }
}

type Texts = Readonly<Record<string, unknown>>

function parseFields(fields: Fields, texts: Texts): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const name in fields) {
    const field = fields[name] as Field<unknown>
    const text = texts[name]
    if (typeof text !== 'string') throw new WireError('bad-request')
    try {
      out[name] = field.parse(text)
    } catch (cause) {
      throw new WireError('bad-request', {}, { cause })
    }
  }
  return out
}

function parseBody({ body }: Endpoint, sent: unknown): unknown {
  if (body.form === 'none') return undefined
  if (!(sent instanceof Uint8Array)) throw new WireError('bad-request')
  if (body.form === 'octets') return sent
  try {
    return v.parse(body.schema, JSON.parse(Buffer.from(sent.buffer, sent.byteOffset, sent.byteLength).toString('utf8')))
  } catch (cause) {
    throw new WireError('bad-request', {}, { cause })
  }
}
