// The contract as an OpenAPI 3.1 document: docs/spec/openapi.json is this, printed.
import { toJsonSchema } from '@valibot/to-json-schema'
import * as desk from './desk.ts'
import type { AnswerForm, BodyForm, Endpoint, Fields, Schema } from './endpoint.ts'
import { errorStatus } from './errors.ts'
import * as everywhere from './everywhere.ts'
import * as source from './source.ts'

/** Every call of the contract, in the order of its documents. */
export const endpoints: readonly Endpoint[] = [source, desk, everywhere].flatMap((calls) =>
  Object.values(calls).filter((call): call is typeof call & Endpoint => typeof call === 'object' && 'path' in call),
)

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** The document as a value, the same each time. */
export function openApi(): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:([A-Za-z0-9]+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Isnad', version: '1', description: 'docs/spec/api.md holds the words to these forms.' },
    paths,
    components: {
      schemas: {
        error: {
          type: 'object',
          properties: {
            error: { enum: Object.keys(errorStatus) },
            have: { type: 'integer', minimum: 0 },
            newest: { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$' },
          },
          required: ['error'],
        },
      },
      securitySchemes: { device: { type: 'apiKey', in: 'header', name: 'authorization' } },
    },
  }
}

function operation(endpoint: Endpoint): Json {
  const parameters = [
    ...parametersOf(endpoint.params, 'path'),
    ...parametersOf(endpoint.query, 'query'),
    ...parametersOf(endpoint.headers, 'header'),
  ]
  return {
    operationId: endpoint.name,
    description: endpoint.about,
    tags: [endpoint.origin],
    ...(endpoint.signed ? { security: [{ device: [] }] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(endpoint.body.form === 'none' ? {} : { requestBody: { required: true, content: content(endpoint.body) } }),
    responses: { 200: { description: 'Done.', content: content(endpoint.answer) }, ...refusals(endpoint) },
  }
}

function parametersOf(fields: Fields, place: string): Json[] {
  return Object.entries(fields).map(([name, field]) => ({
    name,
    in: place,
    required: true,
    schema: { type: 'string', pattern: field.pattern },
  }))
}

function content(form: BodyForm | AnswerForm): Json {
  if (form.form === 'json') return { 'application/json': { schema: jsonSchema(form.schema) } }
  if (form.form === 'octets') return { 'application/octet-stream': { schema: { type: 'string', maxLength: form.max } } }
  return { 'text/event-stream': { schema: { type: 'string' } } }
}

function jsonSchema(schema: Schema): Json {
  const { $schema: _dialect, ...rest } = toJsonSchema(schema, {
    typeMode: 'input',
    errorMode: 'ignore',
    ignoreActions: ['raw_transform', 'safe_integer'],
  })
  return rest as Json
}

function refusals(endpoint: Endpoint): Record<string, Json> {
  const byStatus = new Map<number, string[]>()
  for (const code of endpoint.errors) {
    const status = errorStatus[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  const out: Record<string, Json> = {}
  for (const [status, codes] of [...byStatus].sort(([a], [b]) => a - b)) {
    const error = { 'application/json': { schema: { $ref: '#/components/schemas/error' } } }
    out[status] = { description: codes.join(', '), content: error }
  }
  return out
}
