// Makes calls of the contract over `fetch`, and hands back only what has the form the contract names.
import type { Bytes } from '@isnad/bytes'
import type { DeviceId } from '@isnad/model'
import * as v from 'valibot'
import { getChallenge, live } from './desk.ts'
import type { CallAnswer, CallInput, Endpoint, Fields } from './endpoint.ts'
import { type ErrorCode, type ErrorDetails, errorStatus, WireError } from './errors.ts'
import { bytes, printJson, wholeNumber } from './fields.ts'
import { readTicks, type Tick } from './live.ts'
import { printRequestSignature, requestBytes } from './signature.ts'

/** A device that signs its desk's requests. */
export interface RequestSigner {
  readonly device: DeviceId
  readonly sha256: (body: Uint8Array) => Bytes | Promise<Bytes>
  readonly sign: (message: Bytes) => Promise<Bytes>
}

export interface ClientSettings {
  /** Origin, and a path before the contract's if there is one; empty for the page's own origin. */
  readonly baseUrl: string
  readonly fetch: typeof globalThis.fetch
  readonly signer?: RequestSigner
}

export interface CallOptions {
  readonly signal?: AbortSignal
}

export interface Client {
  /** One call. @throws {WireError} a code of the endpoint, `no-answer`, `bad-answer` */
  call<E extends Endpoint>(endpoint: E, input: CallInput<E>, options?: CallOptions): Promise<CallAnswer<E>>
  /** Ticks until the stream ends or `signal` aborts. Connect again after an end. @throws {WireError} */
  live(options?: CallOptions): AsyncGenerator<Tick, void, undefined>
}

/** A client of one origin. It keeps the newest challenge, and signs anew once when that has passed. */
export function newClient(settings: ClientSettings): Client {
  let challenge: Bytes | undefined

  async function call<E extends Endpoint>(endpoint: E, input: CallInput<E>, options: CallOptions = {}) {
    const response = await request(endpoint, input as Input, options)
    const answer = await read(endpoint, response)
    return answer as CallAnswer<E>
  }

  async function request(endpoint: Endpoint, input: Input, options: CallOptions): Promise<Response> {
    const draft = newDraft(endpoint, input)
    if (!endpoint.signed) return await send(settings, draft, options)
    const fresh = challenge === undefined
    try {
      return await send(settings, await sign(draft, options), options)
    } catch (error) {
      if (fresh || !(error instanceof WireError) || error.code !== 'stale-challenge') throw error
      challenge = undefined
      return await send(settings, await sign(draft, options), options)
    }
  }

  async function sign(draft: RequestDraft, options: CallOptions): Promise<RequestDraft> {
    const { signer } = settings
    if (signer === undefined) throw new WireError('not-signed')
    challenge ??= (await call(getChallenge, {}, options)).challenge
    const digest = await signer.sha256(draft.body ?? new Uint8Array(0))
    const signature = await signer.sign(requestBytes(draft.method, draft.path, digest, challenge))
    const authorization = printRequestSignature({ device: signer.device, challenge, signature })
    return { ...draft, headers: { ...draft.headers, authorization } }
  }

  return {
    call,
    async *live(options = {}) {
      const { body } = await request(live, {}, options)
      if (body === null) throw new WireError('bad-answer')
      yield* readTicks(body as ReadableStream<Uint8Array>)
    },
  }
}

interface Input {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

interface RequestDraft {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array<ArrayBuffer> | undefined
}

function newDraft(endpoint: Endpoint, input: Input): RequestDraft {
  const params = print(endpoint.params, input.params)
  const path = endpoint.path.replace(/:([A-Za-z0-9]+)/g, (_match, name: string) => params[name] ?? '')
  const query = new URLSearchParams(print(endpoint.query, input.query)).toString()
  const headers = print(endpoint.headers, input.headers)
  const draft = { method: endpoint.method, path: query === '' ? path : `${path}?${query}` }
  if (endpoint.body.form === 'none') return { ...draft, headers, body: undefined }
  const type = endpoint.body.form === 'json' ? 'application/json' : 'application/octet-stream'
  const body = endpoint.body.form === 'json' ? new TextEncoder().encode(printJson(input.body)) : (input.body as Bytes)
  return { ...draft, headers: { ...headers, 'content-type': type }, body }
}

function print(fields: Fields, values: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  const out: Record<string, string> = {}
  for (const [name, field] of Object.entries(fields)) {
    const value = values[name]
    if (value !== undefined) out[name] = field.print(value)
  }
  return out
}

async function send(settings: ClientSettings, draft: RequestDraft, options: CallOptions): Promise<Response> {
  let response: Response
  try {
    response = await settings.fetch(`${settings.baseUrl}${draft.path}`, {
      method: draft.method,
      headers: draft.headers,
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      ...(draft.body === undefined ? {} : { body: draft.body }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    })
  } catch (cause) {
    throw new WireError('no-answer', {}, { cause })
  }
  if (!response.ok) throw await readRefusal(response)
  return response
}

async function read(endpoint: Endpoint, response: Response): Promise<unknown> {
  if (endpoint.answer.form === 'octets') {
    const octets = new Uint8Array(await settle(response.arrayBuffer()))
    if (octets.length > endpoint.answer.max) throw new WireError('bad-answer')
    return octets
  }
  if (endpoint.answer.form === 'events') throw new WireError('bad-answer')
  const text = await settle(response.text())
  try {
    return v.parse(endpoint.answer.schema, JSON.parse(text))
  } catch (cause) {
    throw new WireError('bad-answer', {}, { cause })
  }
}

async function settle<T>(reading: Promise<T>): Promise<T> {
  return await reading.catch((cause: unknown) => {
    throw new WireError('no-answer', {}, { cause })
  })
}

const refusal = v.object({ error: v.string(), have: v.optional(wholeNumber()), newest: v.optional(bytes(32)) })

async function readRefusal(response: Response): Promise<WireError> {
  const text = await settle(response.text())
  try {
    const { error, have, newest } = v.parse(refusal, JSON.parse(text))
    if (!Object.hasOwn(errorStatus, error)) return new WireError('bad-answer')
    const details: ErrorDetails = {
      ...(have === undefined ? {} : { have }),
      ...(newest === undefined ? {} : { newest }),
    }
    return new WireError(error as ErrorCode, details)
  } catch (cause) {
    return new WireError(response.status >= 500 ? 'no-answer' : 'bad-answer', {}, { cause })
  }
}
