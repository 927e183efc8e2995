// `send`: seals a report and its files, and carries them until the verified receipt covers every part.
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Bytes } from '@isnad/bytes'
import { random } from '@isnad/crypto'
import { codeDigits, newCode, stretchCode } from '@isnad/envelope'
import {
  categories,
  type Category,
  dayOf,
  defaultConsent,
  maxBlob,
  ModelError,
  parseDeskId,
  type Place,
  type Report,
} from '@isnad/model'
import { findPlace } from '@isnad/model/places'
import {
  type OnlineDirectory,
  openDirectoryOnline,
  OutboxError,
  type ReportFile,
  sealReport,
  send,
  stripJpeg,
  writeReceiptFile,
} from '@isnad/outbox'
import { type Client, newClient, WireError } from '@isnad/wire'
import type { Command, Voice } from '../command.ts'
import { CommandError, usage } from '../errors.ts'
import type { Options } from '../options.ts'
import { tellTrust } from '../trust.ts'
import { clock, parseOrigin } from '../world.ts'

export const sendCommand: Command = {
  summary: 'seal a report and send it until everything is held',
  usage:
    'send --server SOURCE_URL --desk ID --category SIG --text T [--place ID] [--attach FILE]… [--hear-back] [--timeout S]',
  options: {
    ...({ server: 'text', desk: 'many', category: 'text', text: 'text', place: 'text', language: 'text' } as const),
    ...({ attach: 'many', 'hear-back': 'flag', timeout: 'text', root: 'text' } as const),
  },
  async run(options, voice) {
    const deadline = clock.now() + options.number('timeout', 60, 1) * 1000
    const client = newClient({ baseUrl: parseOrigin(options.get('server'), 'server'), fetch: globalThis.fetch })
    const files = await Promise.all(options.all('attach').map((file) => readAttachment(file, voice)))
    const draft = draftOf(options)
    const deskIds = deskIdsOf(options)
    const signal = AbortSignal.timeout(deadline - clock.now())
    const online = await untilThere(deadline, () => openDirectory(client, options, signal))
    tellTrust(online.directory, options.find('root'), voice)
    const code = options.has('hear-back') ? await newCode(random) : null
    const threadSecret = code && (await stretchCode(code, 'source', online.directory.programmeId))
    const { directory } = online
    const sealed = await wording(() => sealReport({ draft, files, deskIds, threadSecret, directory, random }))
    voice.tell(`sealed: ${1 + sealed.parts.length} parts`)
    const held = await wording(() => send(sealed, { client, directory, clock, deadline, signal }))
    if (directory.demo) voice.tell('This is a demo programme: its codes lie beside the server. Send nothing real.')
    const receipt = writeReceiptFile(held, online)
    const json = { reportId: sealed.reportId, receipt, ...(code ? { code: codeDigits(code) } : {}) }
    const words = [`Held: report ${sealed.reportId}, ${1 + sealed.parts.length} parts.`]
    if (code) words.push(`Code, to hear back: ${(codeDigits(code).match(/\d{3}/g) ?? []).join(' ')}`)
    return { json, words: words.join('\n') }
  },
}

function draftOf(options: Options): Omit<Report, 'attachments'> {
  const category = options.get('category')
  if (!(categories as readonly string[]).includes(category))
    throw usage(`--category takes one of ${categories.join(' ')}`)
  const text = options.get('text')
  return {
    ...{ form: 1, category: category as Category, language: options.find('language') ?? languageOf(text), text },
    ...{ composedAt: Math.floor(clock.now() / 1000), when: { from: null, to: null, precision: 'unknown' } },
    ...{ place: placeOf(options.find('place')), told: {}, details: {}, certainty: null, consent: defaultConsent() },
    ...{ links: [], hearBack: options.has('hear-back') },
  }
}

/** Good enough to choose a direction: Arabic letters or not. */
const languageOf = (text: string): string => (/\p{Script=Arabic}/u.test(text) ? 'ar' : 'en')

function placeOf(id: string | undefined): Place | null {
  if (id === undefined) return null
  const place = findPlace(id)
  if (place === undefined) throw usage('--place takes an id of the gazetteer, such as mos')
  return { kind: 'gazetteer', id: place.id, precisionM: place.kind === 'district' ? 10_000 : 1_000 }
}

function deskIdsOf(options: Options) {
  const given = options.all('desk')
  if (given.length === 0) throw usage('--desk is required')
  return given.map((text) => {
    try {
      return parseDeskId(text)
    } catch (cause) {
      throw new CommandError('bad-desk-id', 'A desk id has 13 letters and digits. Nothing was sent.', 2, { cause })
    }
  })
}

async function readAttachment(file: string, voice: Voice): Promise<ReportFile> {
  let original: Bytes
  try {
    const { size } = await stat(file)
    if (size === 0) throw new CommandError('empty-file', `${basename(file)} is empty. Nothing was sent.`)
    if (size > maxBlob)
      throw new CommandError('too-large', `${basename(file)} is larger than 64 MiB. Nothing was sent.`)
    original = new Uint8Array(await readFile(file))
  } catch (cause) {
    if (cause instanceof CommandError) throw cause
    throw new CommandError('no-file', `${file} cannot be read. Nothing was sent.`, 1, { cause })
  }
  try {
    return { original, fieldCopy: stripJpeg(original), type: 'image/jpeg' }
  } catch {
    voice.tell(`${basename(file)} is not a whole JPEG: the original is sealed as it is, without a light copy.`)
    return { original, fieldCopy: null, type: 'application/octet-stream' }
  }
}

function openDirectory(client: Client, options: Options, signal: AbortSignal): Promise<OnlineDirectory> {
  const root = options.find('root')
  const pinned = root === undefined ? {} : { pinnedFingerprint: root }
  return openDirectoryOnline(client, { today: dayOf(clock.now()), signal, ...pinned })
}

/** Tries until the deadline while the network or server is away. */
async function untilThere<T>(deadline: number, act: () => Promise<T>): Promise<T> {
  for (let pause = 250; ; pause = Math.min(pause * 2, 8000)) {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof OutboxError) || (error.code !== 'offline' && error.code !== 'later')) throw inWords(error)
      const left = deadline - clock.now()
      if (left <= 0) throw inWords(new OutboxError('timeout', { cause: error }))
      await clock.sleep(Math.min(pause, left))
    }
  }
}

async function wording<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    throw inWords(error)
  }
}

function inWords(error: unknown): unknown {
  if (error instanceof ModelError && error.code === 'too-long')
    return new CommandError('too-long', `The report is ${error.excess} bytes too long. Nothing was sent.`, 1, {
      cause: error,
    })
  if (!(error instanceof OutboxError)) return error
  const server = error.cause instanceof WireError ? ` (${error.cause.code})` : ''
  const words: Partial<Record<string, string>> = {
    timeout: 'The time was used up before everything was held. Nothing is kept here; send it again.',
    refused: `The server will not take this report${server}. Nothing is kept here.`,
    'bad-receipt': 'The receipt does not verify. Do not count on anything being held.',
    'bad-directory': 'The list of desks does not verify. Nothing was sent.',
    'no-such-desk': 'There is no such desk. Nothing was sent.',
  }
  return new CommandError(error.code, words[error.code] ?? error.code, error.code === 'timeout' ? 3 : 1, {
    cause: error,
  })
}
