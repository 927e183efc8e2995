// A small channel for tests and for looking at screens: one programme, three desks, nothing sealed, answers as told.
import type {
  Answer,
  Channel,
  Code,
  CodeMistake,
  Desk,
  Held,
  Part,
  Programme,
  SealRequest,
  Sealed,
} from '../src/channel.ts'
import { Trouble } from '../src/channel.ts'

export const programme: Programme = {
  appName: { ar: 'دليل الأرقام', en: 'Useful numbers' },
  languages: ['ar', 'en'],
  emergency: [
    { number: '104', label: { ar: 'الشرطة', en: 'Police' } },
    { number: '115', label: { ar: 'الدفاع المدني', en: 'Civil defence' } },
    { number: '122', label: { ar: 'الإسعاف', en: 'Ambulance' } },
  ],
  demo: false,
}

export const desks: readonly Desk[] = [
  {
    id: '0000000000001',
    name: { ar: 'فريق شباب حمام العليل', en: 'Hammam al-Alil youth team' },
    kind: 'team',
    recipientClass: 'none',
    categories: [],
    readers: { ar: 'أربعة متطوّعين من البلدة.', en: 'Four volunteers from the town.' },
    neverReaders: {
      ar: 'الشرطة والجيش والأحزاب، إلا بموافقتك.',
      en: 'Police, army and parties, unless you agree.',
    },
  },
  {
    id: '0000000000002',
    name: { ar: 'مكتب التدقيق في الموصل', en: 'Mosul verification desk' },
    kind: 'verification',
    recipientClass: 'none',
    categories: [],
    readers: { ar: 'مدقّقان ومراجِع.', en: 'Two verifiers and a reviewer.' },
    neverReaders: { ar: 'أي جهة أمنية.', en: 'Any security body.' },
  },
  {
    id: '0000000000003',
    name: { ar: 'الدفاع المدني في نينوى', en: 'Ninawa civil defence' },
    kind: 'authority',
    recipientClass: 'civil-defence',
    categories: ['HAZ', 'WEP', 'SVC'],
    readers: { ar: 'ضابط المناوبة.', en: 'The officer on duty.' },
    neverReaders: { ar: 'الشرطة والصحافة.', en: 'Police and press.' },
  },
]

export class SmallCode implements Code {
  readonly digits: string
  constructor(digits: string) {
    this.digits = digits
  }
  async words(language: string): Promise<readonly string[] | null> {
    return language === 'ar'
      ? ['جسر', 'قمح', 'نارنج', 'مفتاح', 'سحاب', 'دفتر', 'فخار', 'صباح']
      : ['bridge', 'wheat', 'orange', 'key', 'cloud', 'book', 'clay', 'morning']
  }
}

export interface SmallChannelOptions {
  readonly programme?: Programme | null
  /** What the roots signed of it, where that is something else. */
  readonly signed?: Programme
  readonly desks?: readonly Desk[]
  /** What becomes of sending: `hold` answers, `stall` waits for ever with the text held. */
  readonly sending?: 'hold' | 'stall' | 'offline' | 'refused' | 'log-disagrees' | 'other'
  readonly answers?: readonly Answer[]
  readonly missing?: number
  readonly mistake?: CodeMistake
  readonly directory?: 'bad-directory' | 'offline'
}

export interface SmallChannel extends Channel {
  readonly requests: SealRequest[]
}

export function smallChannel(options: SmallChannelOptions = {}): SmallChannel {
  const requests: SealRequest[] = []
  return {
    requests,
    async programme() {
      if (options.programme === null) throw new Trouble('offline')
      return options.programme ?? programme
    },
    async desks() {
      if (options.directory) throw new Trouble(options.directory)
      const signed = options.signed ?? options.programme ?? programme
      return {
        desks: options.desks ?? desks,
        fingerprint: '9n2k7-b4x1q-0w8sd-3mzrt-v6c5',
        stale: false,
        programme: signed,
      }
    },
    newCode: async () => new SmallCode('204551638092417295840136779'),
    stretch: async () => {},
    async seal(request) {
      requests.push(request)
      return new SmallSealed(request, options.sending ?? 'hold')
    },
    parseCode: async () => options.mistake ?? new SmallCode('204551638092417295840136779'),
    hear: async () => ({ answers: options.answers ?? [], missing: options.missing ?? 0 }),
  }
}

class SmallSealed implements Sealed {
  readonly parts: readonly Part[]
  readonly #way: NonNullable<SmallChannelOptions['sending']>
  constructor(request: SealRequest, way: NonNullable<SmallChannelOptions['sending']>) {
    this.#way = way
    this.parts = [
      { role: 'text', length: 2335 },
      ...request.pictures.map(({ fieldCopy }) => ({ role: 'field-copy' as const, length: fieldCopy.length + 72 })),
      ...request.pictures.map(({ original }) => ({ role: 'original' as const, length: original.length + 72 })),
    ]
  }
  async send(onProgress: Parameters<Sealed['send']>[0], signal: AbortSignal): Promise<Held> {
    if (this.#way === 'offline') onProgress({ part: 0, state: 'waiting', sent: 0 })
    if (this.#way === 'refused' || this.#way === 'log-disagrees' || this.#way === 'other') throw new Trouble(this.#way)
    if (this.#way === 'offline' || this.#way === 'stall') {
      if (this.#way === 'stall') {
        onProgress({ part: 0, state: 'held', sent: 2335 })
        const next = this.parts[1]
        if (next) onProgress({ part: 1, state: 'sending', sent: Math.round(next.length / 2) })
      }
      return await new Promise((_, stopped) => signal.addEventListener('abort', () => stopped(signal.reason)))
    }
    for (const [part, { length }] of this.parts.entries()) onProgress({ part, state: 'held', sent: length })
    return { receipt: () => '{"version":1}' }
  }
}
