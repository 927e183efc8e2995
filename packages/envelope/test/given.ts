// What tests are given: ids made of one byte, a report, desks.
import type { Bytes } from '@isnad/bytes'
import { random } from '@isnad/crypto'
import { kemPublicKey } from '@isnad/crypto/seal'
import {
  type DeskId,
  deskIdOf,
  type DeviceId,
  deviceIdOf,
  memberIdOf,
  type MemberId,
  purposes,
  type Report,
  reportIdOf,
  type ReportId,
} from '@isnad/model'
import type { OpenBy } from '../src/open.ts'
import type { SealDesk } from '../src/seal.ts'

const eight = (n: number) => new Uint8Array(8).fill(n)
export const desk = (n: number): DeskId => deskIdOf(eight(n))
export const device = (n: number): DeviceId => deviceIdOf(eight(n))
export const member = (n: number): MemberId => memberIdOf(eight(n))
export const report = (n: number): ReportId => reportIdOf(new Uint8Array(16).fill(n))

/** A report without attachments, in the smallest bucket. */
export const plainReport: Omit<Report, 'attachments'> = {
  form: 1,
  category: 'SIG',
  language: 'ar',
  composedAt: 1_795_600_000,
  when: { from: null, to: null, precision: 'unknown' },
  place: null,
  text: 'سيارتان بيضاوان قرب المدرسة',
  told: {},
  details: {},
  certainty: 'SAW',
  consent: Object.fromEntries(purposes.map((purpose) => [purpose, 'ask'])) as Report['consent'],
  links: [],
  hearBack: false,
}

export interface TestDesk extends SealDesk {
  readonly seed: Bytes
}
/** A desk with one epoch. */
export async function testDesk(n: number, epoch = 1): Promise<TestDesk> {
  const seed = random(32)
  return { deskId: desk(n), epoch, publicKey: await kemPublicKey(1, seed), seed }
}

/** How a desk opens. */
export const openBy = ({ deskId, epoch, seed }: TestDesk): OpenBy => ({
  deskId,
  newestEpoch: epoch,
  seeds: (number) => (number === epoch ? { kem: seed } : undefined),
})
