// From a draft in memory to sealed bytes: the desks' newest keys, the files in send order, the code's secret.
import type { Bytes } from '@isnad/bytes'
import type { Random } from '@isnad/crypto'
import type { Directory } from '@isnad/directory'
import { seal, type SealedReport } from '@isnad/envelope'
import { type DeskId, maxBlob, maxDesks, type Report } from '@isnad/model'
import { OutboxError } from './errors.ts'

/** One file as it lies on the phone. The original is sealed untouched; the field copy is what leaves first. */
export interface ReportFile {
  readonly original: Bytes
  /** Re-encoded without metadata; null where there is none to make. */
  readonly fieldCopy: Bytes | null
  /** Media type of the original. */
  readonly type: string
}

export interface SealRequest {
  readonly draft: Omit<Report, 'attachments'>
  readonly files: readonly ReportFile[]
  readonly deskIds: readonly DeskId[]
  /** The stretched code, or null when nothing is to be heard. */
  readonly threadSecret: Bytes | null
  readonly directory: Directory
  readonly random: Random
}

/** @throws {OutboxError} `no-such-desk`, `empty-file`, `too-large`. @throws {ModelError} `too-long`, `bad-report` */
export async function sealReport(request: SealRequest): Promise<SealedReport> {
  const { directory, files } = request
  if (request.deskIds.length === 0 || request.deskIds.length > maxDesks) throw new OutboxError('no-such-desk')
  for (const file of files) checkFile(file.original)
  const originals = files.map(({ original, type }) => ({ bytes: original, type, role: 'original' as const }))
  const copies = files.flatMap(({ fieldCopy }, parent) =>
    fieldCopy ? [{ bytes: fieldCopy, type: 'image/jpeg', role: 'field-copy' as const, parent }] : [],
  )
  return await seal({
    report: request.draft,
    attachments: [...originals, ...copies],
    desks: request.deskIds.map((deskId) => deskKey(directory, deskId)),
    threadSecret: request.threadSecret,
    random: request.random,
  })
}

/** @throws {OutboxError} `empty-file`, `too-large` */
export function checkFile(bytes: { readonly length: number }): void {
  if (bytes.length === 0) throw new OutboxError('empty-file')
  if (bytes.length > maxBlob) throw new OutboxError('too-large')
}

function deskKey(directory: Directory, deskId: DeskId) {
  let epoch
  try {
    epoch = directory.newestEpoch(deskId)
  } catch (cause) {
    throw new OutboxError('no-such-desk', { cause })
  }
  return { deskId, epoch: epoch.number, publicKey: epoch.suite1 }
}
