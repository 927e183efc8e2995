// What is being written, in memory alone; and the model's report made from it.
import type { Category, Certainty, ConsentAnswer, Place, Purpose } from '@isnad/model'
import type { Code, Picture } from './channel.ts'
import type { WhenDraft } from './when.ts'

/** A chosen place beside what the sender sees of it. */
export interface ChosenPlace {
  readonly place: Place
  readonly label: string
}

/** Why a picture was not taken in. */
export type PictureRefusal = 'empty' | 'too-large' | 'not-a-picture' | 'broken' | 'too-many' | 'unreadable'

export interface DraftPicture {
  readonly id: number
  state: 'making' | 'ready' | 'refused'
  refusal?: PictureRefusal
  picture?: Picture
  /** A small drawing of the copy. */
  thumb?: HTMLCanvasElement
}

/** What may happen beyond the desk: asked first, nobody, or said for each purpose. */
export type ConsentWay = 'ask' | 'nobody' | 'each'

export interface Draft {
  category: Category
  text: string
  link: string
  when: WhenDraft
  place: ChosenPlace | null
  certainty: Certainty | null
  people: string
  vehicles: string
  details: Record<string, string>
  pictures: DraftPicture[]
  deskIds: string[]
  consentWay: ConsentWay
  consent: Partial<Record<Purpose, ConsentAnswer>>
  hearBack: boolean | null
  code: Code | null
}

export function newDraft(category: Category): Draft {
  return {
    category,
    text: '',
    link: '',
    when: { choice: null, part: 'unsure', time: '', span: 'day', date: '', month: '', year: '' },
    place: null,
    certainty: null,
    people: '',
    vehicles: '',
    details: {},
    pictures: [],
    deskIds: [],
    consentWay: 'ask',
    consent: {},
    hearBack: null,
    code: null,
  }
}

/** A message under a code that is already there, to the desks that answered it. */
export function newMessage(text: string, deskIds: readonly string[], code: Code): Draft {
  return { ...newDraft('OTH'), text, deskIds: [...deskIds], hearBack: true, code }
}

/** True where something would be lost. */
export function isBegun(draft: Draft): boolean {
  return draft.text.trim() !== '' || draft.link.trim() !== '' || draft.pictures.length > 0
}

export type WriteError = 'empty' | 'long' | 'link'

/** Bytes of UTF-8 that the sealed form holds of a text: the model's `maxText`, without fetching the model here. */
export const maxTextBytes = 12_000

/** What keeps the words from being taken along, if anything. */
export function checkWords(draft: Draft): { text?: WriteError; link?: WriteError } {
  const link = draft.link.trim()
  if (draft.text.trim() === '' && link === '') return { text: 'empty' }
  return {
    ...(new TextEncoder().encode(draft.text).length > maxTextBytes ? { text: 'long' as const } : {}),
    ...(link !== '' && !isLink(link) ? { link: 'link' as const } : {}),
  }
}

function isLink(text: string): boolean {
  return text.length <= 2048 && /^https?:\/\/[^\s/]/i.test(text) && !/\s/.test(text) && URL.canParse(text)
}
