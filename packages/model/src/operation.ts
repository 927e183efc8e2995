// What a desk's operation says, before it is sealed to the desk (docs/spec/report.md §8).
import { type Bytes, type Cbor, decodeCbor, encodeCbor } from '@isnad/bytes'
import { ModelError } from './errors.ts'
import { readers } from './fields.ts'
import { type ReportId, reportIdBytes, reportIdOf } from './ids.ts'
import type { OperationStep } from './taxonomies.ts'

/**
 * - `opened`: a device opened the report.
 * - `acknowledge`: the desk tells the sender that it holds the report; `n` are the replies used, none where no reply is sent.
 * - `answer`: the desk answers in words; `n` are the replies used.
 */
export type OperationPayload =
  | { readonly kind: 'opened'; readonly reportId: ReportId }
  | {
      readonly kind: 'acknowledge' | 'answer'
      readonly reportId: ReportId
      readonly text: string
      /** Numbers of the replies that carry it, ascending, 0…255, at most 4. */
      readonly n: readonly number[]
    }
export type OperationKind = OperationPayload['kind']

/** The most bytes of UTF-8 in the text of an answer or acknowledgement. */
export const maxOperationText = 4_096
/** How many replies one report's thread has. */
export const maxReplies = 256
/** The most replies one answer takes. */
export const maxRepliesAtOnce = 4

const kinds: readonly OperationKind[] = ['opened', 'acknowledge', 'answer']
const steps: Readonly<Record<OperationKind, OperationStep>> = {
  opened: 'opened',
  acknowledge: 'acknowledged',
  answer: 'answered',
}
const read = readers((field) => new ModelError('bad-operation', { field }))

/** The step that stands in clear for a payload of this kind. */
export const stepOf = (kind: OperationKind): OperationStep => steps[kind]

/** CBOR of a payload, checked as a reader would. @throws {ModelError} `bad-operation` */
export function encodeOperationPayload(payload: OperationPayload): Bytes {
  const entries: [number, Cbor][] = [
    [0, 1],
    [1, kinds.indexOf(payload.kind)],
    [2, reportIdBytes(payload.reportId)],
  ]
  if (payload.kind !== 'opened') entries.push([3, payload.text], [4, payload.n])
  let bytes: Bytes
  try {
    bytes = encodeCbor(new Map(entries))
  } catch (cause) {
    throw new ModelError('bad-operation', { cause })
  }
  parseOperationPayload(bytes)
  return bytes
}

/** @throws {ModelError} `bad-operation`: another version or kind, an unknown key, a text or number out of its limits */
export function parseOperationPayload(bytes: Uint8Array): OperationPayload {
  let value: Cbor
  try {
    value = decodeCbor(bytes)
  } catch (cause) {
    throw new ModelError('bad-operation', { cause })
  }
  const start = read.map(value, 'payload', [0, 1, 2, 3, 4])
  read.int(start.get(0), 'version', 1, 1)
  const kind = read.code(start.get(1), 'kind', kinds)
  const map = read.map(value, 'payload', kind === 'opened' ? [0, 1, 2] : [0, 1, 2, 3, 4], true)
  const reportId = reportIdOf(read.bytes(map.get(2), 'reportId', 16))
  if (kind === 'opened') return { kind, reportId }
  const n = read.list(map.get(4), 'n', kind === 'answer' ? 1 : 0, maxRepliesAtOnce)
  const numbers = n.map((item) => read.int(item, 'n', 0, maxReplies - 1))
  if (numbers.some((number, i) => i > 0 && number <= (numbers[i - 1] ?? 0)))
    throw new ModelError('bad-operation', { field: 'n' })
  return {
    kind,
    reportId,
    text: read.text(map.get(3), 'text', kind === 'answer' ? 1 : 0, maxOperationText),
    n: numbers,
  }
}
