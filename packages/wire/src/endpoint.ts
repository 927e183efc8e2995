// What a record of the contract says: method, path, and the form of everything that goes in and out.
import type { BaseIssue, BaseSchema, InferInput, InferOutput } from 'valibot'
import type { ErrorCode } from './errors.ts'
import type { Field, FieldValue } from './fields.ts'

export type Schema = BaseSchema<unknown, unknown, BaseIssue<unknown>>
export type Fields = Readonly<Record<string, Field<unknown>>>

export interface JsonForm<S extends Schema = Schema> {
  readonly form: 'json'
  readonly schema: S
}
/** Raw bytes; `max` is the most that may stand there. */
export interface OctetsForm {
  readonly form: 'octets'
  readonly max: number
}
export interface NoForm {
  readonly form: 'none'
}
/** Server-sent events that do not end. */
export interface EventsForm {
  readonly form: 'events'
}
export type BodyForm = JsonForm | OctetsForm | NoForm
export type AnswerForm = JsonForm | OctetsForm | EventsForm

/** The three web origins; `all` is served by each. */
export type Origin = 'source' | 'desk' | 'both' | 'all'

export interface Endpoint<
  P extends Fields = Fields,
  Q extends Fields = Fields,
  H extends Fields = Fields,
  B extends BodyForm = BodyForm,
  A extends AnswerForm = AnswerForm,
> {
  readonly name: string
  readonly about: string
  readonly origin: Origin
  readonly method: 'GET' | 'PUT' | 'POST'
  /** `:name` stands for a field of `params`. */
  readonly path: string
  /** Signed by a device key of the directory. */
  readonly signed: boolean
  readonly params: P
  readonly query: Q
  readonly headers: H
  readonly body: B
  readonly answer: A
  readonly errors: readonly ErrorCode[]
}

interface Draft<P extends Fields, Q extends Fields, H extends Fields, B extends BodyForm, A extends AnswerForm> {
  readonly name: string
  readonly about: string
  readonly origin: Origin
  readonly method: 'GET' | 'PUT' | 'POST'
  readonly path: string
  readonly signed?: boolean
  readonly params?: P
  readonly query?: Q
  readonly headers?: H
  readonly body?: B
  readonly answer: A
  readonly errors?: readonly ErrorCode[]
}

type None = Readonly<Record<never, never>>

/**
 * One call of the contract.
 * @__NO_SIDE_EFFECTS__
 */
export function endpoint<
  A extends AnswerForm,
  P extends Fields = None,
  Q extends Fields = None,
  H extends Fields = None,
  B extends BodyForm = NoForm,
>(draft: Draft<P, Q, H, B, A>): Endpoint<P, Q, H, B, A> {
  return {
    signed: false,
    errors: [],
    ...draft,
    params: draft.params ?? ({} as P),
    query: draft.query ?? ({} as Q),
    headers: draft.headers ?? ({} as H),
    body: draft.body ?? ({ form: 'none' } as B),
  }
}

/** @__NO_SIDE_EFFECTS__ */
export function json<S extends Schema>(schema: S): JsonForm<S> {
  return { form: 'json', schema }
}
/** @__NO_SIDE_EFFECTS__ */
export function octets(max: number): OctetsForm {
  return { form: 'octets', max }
}

export type FieldValues<F extends Fields> = { readonly [K in keyof F]: FieldValue<F[K]> }
/** A body as values: bytes are `Bytes`. */
export type BodyValue<B extends BodyForm> =
  B extends JsonForm<infer S> ? InferOutput<S> : B extends OctetsForm ? Uint8Array : undefined

/** What a caller gives: groups without fields may be left out. */
export type CallInput<E extends Endpoint> = Group<'params', E['params']> &
  Group<'query', E['query']> &
  Group<'headers', E['headers']> &
  (E['body'] extends NoForm ? unknown : { readonly body: BodyValue<E['body']> })
type Group<Name extends string, F extends Fields> = keyof F extends never
  ? unknown
  : { readonly [K in Name]: FieldValues<F> }

/** What a caller gets: values, in which days are numbers and binary is `Bytes`. */
export type CallAnswer<E extends Endpoint> =
  E['answer'] extends JsonForm<infer S> ? InferOutput<S> : import('@isnad/bytes').Bytes

/** What a server writes: JSON as it stands on the wire, or bytes. */
export type WrittenAnswer<E extends Endpoint> = E['answer'] extends JsonForm<infer S> ? InferInput<S> : Uint8Array
