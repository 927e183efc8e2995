// The channel over @isnad/outbox: the directory is verified before a desk is offered, a code leaves only as digits or words,
// and what is sealed cannot be opened here.
import { dayOf, parseDeskId } from '@isnad/model'
import {
  allWordLists,
  type Code as CodeBytes,
  codeDigits,
  codeWords,
  EnvelopeError,
  hear,
  newClient,
  newCode,
  type OnlineDirectory,
  openDirectoryOnline,
  OutboxError,
  parseCode,
  random,
  sealReport,
  stretchCode,
  wordListOf,
} from '@isnad/outbox'
import { type Channel, type Code, type CodeMistake, Trouble } from './channel.ts'
import { fetchProgramme } from './programme.ts'
import { SealedOnPhone } from './sealed-on-phone.ts'
import { inOurWords } from './troubles.ts'

/** After this a directory is fetched anew before anything is sealed to it. */
const freshFor = 10 * 60_000
/** The programme's root as the build knows it; a demo's is taken at first use, and shown. */
const pinned: unknown = import.meta.env['VITE_ROOT_FINGERPRINT']

type Bytes = Uint8Array<ArrayBuffer>

export function wholeChannel(fetch: typeof globalThis.fetch): Channel {
  const client = newClient({ baseUrl: '', fetch })
  let known: { readonly online: OnlineDirectory; readonly at: number } | undefined

  /** The newest verified directory; an older one stands in where the network is away, never one that was refused. */
  async function online(): Promise<OnlineDirectory> {
    const now = Date.now()
    if (known !== undefined && now - known.at < freshFor) return known.online
    try {
      const found = await openDirectoryOnline(client, {
        today: dayOf(now),
        ...(typeof pinned === 'string' && pinned !== '' ? { pinnedFingerprint: pinned } : {}),
        ...(known === undefined ? {} : { previous: known.online.directory }),
      })
      known = { online: found, at: now }
    } catch (error) {
      if (known === undefined || !(error instanceof OutboxError) || error.code === 'bad-directory') throw error
    }
    return known.online
  }

  return {
    programme: () => fetchProgramme(fetch),
    desks: () =>
      inOurWords(async () => {
        const { directory } = await online()
        const desks = directory.desks.map(({ names, ...desk }) => ({ ...desk, name: names }))
        return { desks, fingerprint: directory.fingerprint, stale: directory.stale, demo: directory.demo }
      }),
    newCode: async () => new CodeOnPhone(await newCode(random)),
    stretch: (code) =>
      inOurWords(async () => {
        await secretOf(code, (await online()).directory.programmeId)
      }),
    seal: (request) =>
      inOurWords(async () => {
        const current = await online()
        const { directory } = current
        const sealed = await sealReport({
          draft: request.report,
          files: request.pictures,
          deskIds: request.deskIds.map(parseDeskId),
          threadSecret: request.code && (await secretOf(request.code, directory.programmeId)),
          directory,
          random,
        })
        return new SealedOnPhone(sealed, current, client)
      }),
    parseCode: readCode,
    hear: (code) =>
      inOurWords(async () => {
        const { directory } = await online()
        const threadSecret = await secretOf(code, directory.programmeId)
        const { answers, missing } = await hear({ client, directory, threadSecret })
        const desks = answers.map((answer) => directory.desk(answer.deskId).names)
        return {
          answers: answers.map(({ day, kind, text }, i) => ({ day, kind, text, desk: desks[i] ?? {} })),
          missing,
        }
      }),
  }
}

/** A class, so that nothing wraps or copies it on its way through the screens. */
class CodeOnPhone implements Code {
  readonly #code: CodeBytes
  #secret: Promise<Bytes> | undefined
  constructor(code: CodeBytes) {
    this.#code = code
  }
  get digits(): string {
    return codeDigits(this.#code)
  }
  async words(language: string): Promise<readonly string[] | null> {
    const list = await wordListOf(language)
    return list && codeWords(this.#code, list)
  }
  /** Stretched once; takes seconds on an old phone. */
  secret(programmeId: Bytes): Promise<Bytes> {
    return (this.#secret ??= stretchCode(this.#code, 'source', programmeId))
  }
}

function secretOf(code: Code, programmeId: Bytes): Promise<Bytes> {
  if (!(code instanceof CodeOnPhone)) throw new TypeError('not a code of this channel')
  return code.secret(programmeId)
}

async function readCode(text: string): Promise<Code | CodeMistake> {
  if (text.trim() === '') return { kind: 'empty' }
  const digits = !/\p{L}/u.test(text)
  try {
    return new CodeOnPhone(await parseCode(text, digits ? [] : await allWordLists()))
  } catch (error) {
    if (!(error instanceof EnvelopeError)) throw new Trouble('offline', { cause: error })
    if (error.code === 'unknown-word') return { kind: 'word', position: error.position }
    // A code is less than 2^88: what is larger is larger by its first group.
    if (error.code === 'code-range') return { kind: 'group', position: 1 }
    if (error.code !== 'code-length') return { kind: 'checksum' }
    const odd = digits ? oddGroup(text) : 0
    return odd > 0 ? { kind: 'group', position: odd } : { kind: 'length' }
  }
}

/** Where nine groups were typed apart: the first that has not three digits, from 1; else 0. */
function oddGroup(text: string): number {
  const groups = text.trim().split(/\P{N}+/u)
  return groups.length === 9 ? groups.findIndex((group) => [...group].length !== 3) + 1 : 0
}
