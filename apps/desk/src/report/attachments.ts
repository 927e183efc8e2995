// Which attachments are shown as pictures, and what belongs to what.
import type { Attachment, Report } from '@isnad/model'

/** A picture: the light copy made for looking, and the original it was made from. Either may be missing. */
export interface Shot {
  copy: Attachment | null
  original: Attachment | null
}

export interface Sent {
  shots: readonly Shot[]
  /** What is kept as a file and never shown here: voice notes, saved pages, anything that calls itself no picture. */
  files: readonly Attachment[]
}

export function sentWith(report: Report): Sent {
  const copies = report.attachments.filter((one) => one.role === 'field-copy')
  const originals = report.attachments.filter((one) => one.role === 'original')
  const copied = copies.map((copy) => ({
    copy,
    original: originals.find((one) => one.blob === copy.parent) ?? null,
  }))
  const alone = originals.filter((one) => !copies.some((copy) => copy.parent === one.blob))
  const pictures = alone.filter((one) => one.type.startsWith('image/'))
  const files = report.attachments.filter((one) => one.role === 'voice' || one.role === 'link-capture')
  return {
    shots: [...copied, ...pictures.map((original) => ({ copy: null, original }))],
    files: [...files, ...alone.filter((one) => !one.type.startsWith('image/'))],
  }
}

/** The ending a saved file gets: of a few kinds that are only looked at, else `.bin`, so that no double click runs it. */
const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/heic': 'heic',
  'image/heif': 'heif',
  'audio/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/webm': 'weba',
}

/** A name that says nothing of the content: the report's first letters and the number of the part. */
export function fileName(reportId: string, attachment: Attachment): string {
  return `${reportId.slice(0, 8)}-${attachment.blob + 1}.${ENDINGS[attachment.type] ?? 'bin'}`
}
