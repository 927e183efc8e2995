// `read`: opens what a desk holds and writes what is not yet whole under one folder per report. It keeps no state of its own.
import { mkdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { hex } from '@isnad/bytes'
import { sha256 } from '@isnad/crypto'
import { type Attachment, printDay } from '@isnad/model'
import { type ItemView, type OpenedReport, type Session, VaultError } from '@isnad/vault'
import type { Command, Voice } from '../command.ts'
import { deskOptions, deskUsage, withDesk } from '../desk-session.ts'
import { replaceFile } from '../durable.ts'

export const readCommand: Command = {
  summary: 'open what a desk holds and write it into a folder',
  usage: `read ${deskUsage} --out DIR`,
  options: { ...deskOptions, out: 'text' },
  async run(options, voice) {
    const out = resolve(options.get('out'))
    const reports = await withDesk(options, voice, (session) => writeAll(session, out, voice))
    return { json: { reports }, words: `${reports.length} reports in ${out}` }
  },
}

async function writeAll(session: Session, out: string, voice: Voice): Promise<string[]> {
  const written: string[] = []
  for (const item of [...session.items()].reverse()) {
    if (item.report === undefined) {
      voice.tell(`report ${item.reportId} cannot be opened here [${item.problem ?? 'not-opened'}]`)
      continue
    }
    await writeReport(session, item, join(out, item.reportId), voice)
    written.push(item.reportId)
  }
  return written
}

async function writeReport(session: Session, item: ItemView, folder: string, voice: Voice): Promise<void> {
  const opened = await session.open(item.reportId)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const missing: number[] = []
  for (const attachment of opened.report.attachments) {
    const file = join(folder, fileName(attachment))
    if (await isThere(file, attachment)) continue
    try {
      const { bytes } = await session.attachment(item.reportId, attachment.blob)
      await replaceFile(file, bytes, 0o600)
    } catch (error) {
      if (!(error instanceof VaultError) || (error.code !== 'not-held' && error.code !== 'fingerprint-differs'))
        throw error
      missing.push(attachment.blob)
      if (error.code === 'fingerprint-differs')
        voice.tell(`report ${item.reportId}: part ${attachment.blob} is not what was sealed; not written`)
    }
  }
  await replaceFile(join(folder, 'report.json'), `${JSON.stringify(asJson(item, opened, missing), null, 2)}\n`, 0o600)
}

/** By its place and kind alone: a name given by the sender never becomes a path. */
function fileName({ blob, role, type }: Attachment): string {
  return `${String(blob).padStart(2, '0')}-${role}.${extensions[type] ?? 'bin'}`
}
const extensions: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'audio/ogg': 'ogg',
  'audio/webm': 'webm',
}

async function isThere(file: string, { size, sha256: expected }: Attachment): Promise<boolean> {
  const bytes = await readFile(file).catch(() => null)
  return bytes !== null && bytes.length === size && hex(sha256(new Uint8Array(bytes))) === hex(expected)
}

function asJson(item: ItemView, { report, openedBy, acknowledged, answers }: OpenedReport, missing: readonly number[]) {
  const { attachments, ...told } = report
  return {
    reportId: item.reportId,
    receivedDay: printDay(item.day),
    state: item.state,
    oldKey: item.oldKey,
    ...told,
    attachments: attachments.map(({ sha256, sha512, ...rest }) => ({
      ...rest,
      sha256: hex(sha256),
      sha512: hex(sha512),
      file: missing.includes(rest.blob) ? null : fileName({ ...rest, sha256, sha512 }),
    })),
    openedBy: openedBy.map(({ by }) => by),
    acknowledged: acknowledged && { ...acknowledged, day: printDay(acknowledged.day) },
    answers: answers.map((answer) => ({ ...answer, day: printDay(answer.day) })),
  }
}
