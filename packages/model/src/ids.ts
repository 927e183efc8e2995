// The ids of reports, desks, members and devices: random bytes printed as Crockford base32 (docs/spec/report.md §1).
import { type Bytes, parseId, printId } from '@isnad/bytes'
import { ModelError, type ModelErrorCode } from './errors.ts'

declare const id: unique symbol
/** Names one report: 16 random bytes, printed as 26 letters. */
export type ReportId = string & { readonly [id]: 'report' }
/** Names one desk: 8 random bytes, printed as 13 letters. */
export type DeskId = string & { readonly [id]: 'desk' }
/** Names one member of a desk: 8 random bytes, printed as 13 letters. */
export type MemberId = string & { readonly [id]: 'member' }
/** Names one device of a member: 8 bytes of the digest of its public key, printed as 13 letters. */
export type DeviceId = string & { readonly [id]: 'device' }

function parse(text: string, length: number, code: ModelErrorCode): string {
  try {
    parseId(text, length)
  } catch (cause) {
    throw new ModelError(code, { cause })
  }
  return text
}
function print(bytes: Uint8Array, length: number, code: ModelErrorCode): string {
  if (bytes.length !== length) throw new ModelError(code)
  return printId(bytes)
}

/** @throws {ModelError} `bad-report-id` */
export const parseReportId = (text: string): ReportId => parse(text, 16, 'bad-report-id') as ReportId
/** @throws {ModelError} `bad-desk-id` */
export const parseDeskId = (text: string): DeskId => parse(text, 8, 'bad-desk-id') as DeskId
/** @throws {ModelError} `bad-member-id` */
export const parseMemberId = (text: string): MemberId => parse(text, 8, 'bad-member-id') as MemberId
/** @throws {ModelError} `bad-device-id` */
export const parseDeviceId = (text: string): DeviceId => parse(text, 8, 'bad-device-id') as DeviceId

/** @throws {ModelError} `bad-report-id` unless 16 bytes */
export const reportIdOf = (bytes: Uint8Array): ReportId => print(bytes, 16, 'bad-report-id') as ReportId
/** @throws {ModelError} `bad-desk-id` unless 8 bytes */
export const deskIdOf = (bytes: Uint8Array): DeskId => print(bytes, 8, 'bad-desk-id') as DeskId
/** @throws {ModelError} `bad-member-id` unless 8 bytes */
export const memberIdOf = (bytes: Uint8Array): MemberId => print(bytes, 8, 'bad-member-id') as MemberId
/** @throws {ModelError} `bad-device-id` unless 8 bytes */
export const deviceIdOf = (bytes: Uint8Array): DeviceId => print(bytes, 8, 'bad-device-id') as DeviceId

/** The 16 bytes of a report's id. */
export const reportIdBytes = (reportId: ReportId): Bytes => parseId(reportId, 16)
/** The 8 bytes of a desk's, member's or device's id. */
export const shortIdBytes = (shortId: DeskId | MemberId | DeviceId): Bytes => parseId(shortId, 8)
