// What the screens ask of the world: the programme, the desks, sealing, sending, hearing. live-channel.ts answers with the
// real thing, fetched from the first key press on; tests answer with a small one of their own.
import type { AttachmentRole, Category, DeskKind, RecipientClass, Report } from '@isnad/model'

/** A text in several languages, by language tag. */
export type ByLanguage = Readonly<Record<string, string>>

/** What is public and shown before anything is checked. */
export interface Programme {
  /** The neutral name this app goes by. */
  readonly appName: ByLanguage
  readonly languages: readonly string[]
  readonly emergency: readonly { readonly number: string; readonly label: ByLanguage }[]
  /** True where nothing written reaches a real team. */
  readonly demo: boolean
}

/** A desk from the verified directory, as a sender sees it. */
export interface Desk {
  readonly id: string
  readonly name: ByLanguage
  readonly kind: DeskKind
  readonly recipientClass: RecipientClass
  readonly categories: readonly Category[]
  /** Who reads there, and who never will. */
  readonly readers: ByLanguage
  readonly neverReaders: ByLanguage
}

/** A code to hear back with. It leaves this object only as digits or words. */
export interface Code {
  /** 27 digits. */
  readonly digits: string
  /** Eight words of the language's list, or null where it has none. Fetches the list. */
  words(language: string): Promise<readonly string[] | null>
}

/** What is wrong with a typed code, and where; `position` counts from 1. */
export interface CodeMistake {
  readonly kind: 'empty' | 'length' | 'group' | 'word' | 'checksum'
  readonly position?: number
}

/** A picture that was read whole: its bytes as they were, and a copy without metadata. */
export interface Picture {
  readonly original: Uint8Array<ArrayBuffer>
  readonly fieldCopy: Uint8Array<ArrayBuffer>
  readonly type: string
}

export interface SealRequest {
  readonly report: Omit<Report, 'attachments'>
  readonly pictures: readonly Picture[]
  readonly deskIds: readonly string[]
  readonly code: Code | null
}

/** One thing that travels: the text first, then the parts in send order. */
export interface Part {
  readonly role: 'text' | AttachmentRole
  /** Bytes on the wire. */
  readonly length: number
}
export interface Progress {
  /** Index in `parts`. */
  readonly part: number
  readonly state: 'waiting' | 'sending' | 'held'
  readonly sent: number
}
export interface Sealed {
  readonly parts: readonly Part[]
  /** Tries until all is held or the signal aborts. @throws a Trouble */
  send(onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<Held>
}
export interface Held {
  /** The receipt as a file's text, for those who choose to keep it. */
  receipt(): string
}

/** Everything found for a code. */
export interface Heard {
  /** Oldest first. */
  readonly answers: readonly Answer[]
  /** Replies that must exist and have not come yet. */
  readonly missing: number
}
export interface Answer {
  readonly deskId: string
  /** Days since 1970 UTC. */
  readonly day: number
  readonly desk: ByLanguage
  readonly kind: 'answer' | 'acknowledgement'
  readonly text: string
}

/** Why something could not be done, as far as the screens tell it apart. */
export type TroubleCode =
  'offline' | 'refused' | 'log-disagrees' | 'bad-directory' | 'no-such-desk' | 'too-long' | 'other'
export class Trouble extends Error {
  readonly code: TroubleCode
  constructor(code: TroubleCode, options?: ErrorOptions) {
    super(code, options)
    this.name = 'Trouble'
    this.code = code
  }
}

/** Who may read, from the directory that the programme's roots signed. */
export interface Readers {
  readonly desks: readonly Desk[]
  /** Of the programme's root, to compare by eye. */
  readonly fingerprint: string
  /** Last signed more than 14 days ago, by this phone's clock. */
  readonly stale: boolean
  /** What the roots signed of the programme: it takes the place of what the server said. */
  readonly programme: Programme
}

export interface Channel {
  /** @throws {Trouble} `offline` */
  programme(): Promise<Programme>
  /** Fetches what sealing needs, and the directory; again after trouble. @throws {Trouble} */
  desks(): Promise<Readers>
  newCode(): Promise<Code>
  /** Starts the slow part of using a code, while the person copies it. */
  stretch(code: Code): Promise<void>
  /** @throws {Trouble} `too-long`, `no-such-desk`, `other` */
  seal(request: SealRequest): Promise<Sealed>
  /** Reads a typed code: digits of any script, or words of any list. */
  parseCode(text: string): Promise<Code | CodeMistake>
  /** No answer means none yet, or a mistake in the code. @throws {Trouble} */
  hear(code: Code): Promise<Heard>
}
