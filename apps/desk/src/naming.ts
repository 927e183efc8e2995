// What a report's codes and figures are called in the reader's language.
import type { Category, Consent, ConsentAnswer, Place, Report, When } from '@isnad/model'
import { findPlace } from '@isnad/model/places'
import * as ui from '@isnad/ui/icons'
import * as own from './icons.ts'
import type { ItemView } from './state/session.ts'
import { inertLine } from './text/inert.ts'
import type { ClockReading } from './time/clock.ts'
import { roughly } from './time/clock.ts'
import type { Tongue } from './tongue.svelte.ts'

const ICONS: Readonly<Record<Category, string>> = {
  SIG: ui.eye,
  MOV: own.movement,
  GAT: own.gathering,
  CHK: own.checkpoint,
  REC: ui.personPlus,
  CHI: own.child,
  EXT: own.extortion,
  FIN: own.financing,
  KID: own.kidnapping,
  KIL: own.killing,
  TOR: own.torture,
  SGB: own.violence,
  SLV: own.slavery,
  THR: ui.threat,
  PRP: own.property,
  ATK: own.attack,
  WEP: ui.box,
  HAZ: ui.danger,
  GRV: own.grave,
  HER: own.heritage,
  ONL: own.online,
  COL: own.abuse,
  MIS: ui.personSearch,
  SVC: ui.help,
  RED: ui.correct,
  OTH: own.otherReport,
}

export const categoryIcon = (category: Category): string => ICONS[category]
export const categoryName = (tongue: Tongue, category: Category): string => tongue.words.categories[category]

/** The place as one would say it; null where none was given. Typed words are the sender's, made inert. */
export function placeName(tongue: Tongue, place: Place | null): string | null {
  if (!place) return null
  if (place.kind === 'typed') return inertLine(place.text, 80)
  if (place.kind === 'gazetteer') {
    const known = findPlace(place.id)
    return known ? tongue.name(known.names) : place.id
  }
  return `\u2066${degrees(place.latE5)}, ${degrees(place.lonE5)}\u2069`
}

function degrees(e5: number): string {
  return (e5 / 100_000).toFixed(4)
}

/** `about 1 km`; null where the sender gave no precision. */
export function placePrecision(tongue: Tongue, place: Place | null): string | null {
  if (!place || place.kind === 'typed') return null
  const { precision, metres, kilometres } = tongue.words.report
  const far = place.precisionM >= 1000
  const distance = tongue.say.count(
    far ? kilometres : metres,
    far ? Math.round(place.precisionM / 1000) : place.precisionM,
  )
  return tongue.say.fill(precision, { distance })
}

/** Category and place, for the list, announcements and the title of a report. */
export function reportName(tongue: Tongue, report: Report | undefined): string {
  if (!report) return tongue.words.list.closedItem
  const category = categoryName(tongue, report.category)
  const place = placeName(tongue, report.place)
  return place ? tongue.say.fill(tongue.words.report.title, { category, place }) : category
}

/** What the find field looks through, beside the sender's words. */
export function findable(tongue: Tongue, item: ItemView): string {
  const { report } = item
  if (!report) return tongue.words.list.closedItem
  const known = report.place?.kind === 'gazetteer' ? findPlace(report.place.id) : undefined
  const names = known ? [...Object.values(known.names), ...known.otherSpellings] : []
  return [categoryName(tongue, report.category), placeName(tongue, report.place) ?? '', ...names].join(' ')
}

/** A moment or span as exactly as the sender knew it, by this device's time zone. */
export function whenText(tongue: Tongue, when: When): string | null {
  if (when.from === null) return null
  const from = when.from * 1000
  const { words, say } = tongue
  const day = (ms: number): string =>
    tongue.moment(ms, { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' })
  const time = tongue.moment(from, {
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'shortOffset',
    hourCycle: 'h23',
  })
  switch (when.precision) {
    case 'minute':
      return say.fill(words.when.minute, { day: day(from), time })
    case 'hour':
      return say.fill(words.when.hour, { day: day(from), time })
    case 'week':
      return say.fill(words.when.week, { day: day(from) })
    case 'month':
      return tongue.moment(from, { month: 'long', year: 'numeric' })
    case 'year':
      return tongue.moment(from, { year: 'numeric' })
    case 'day':
      // A day by the sender's clock ends on the next one by another; only a longer span is told as one.
      return spanText(tongue, day(from), when.to === null || when.to - when.from < 90_000 ? null : day(when.to * 1000))
    default:
      return null
  }
}

function spanText(tongue: Tongue, from: string, to: string | null): string {
  return to === null || to === from ? from : tongue.say.fill(tongue.words.when.from, { from, to })
}

/** Purposes by answer, in the order a reader needs them: agreed, refused, to ask about. */
export function consentGroups(tongue: Tongue, consent: Consent): { answer: ConsentAnswer; purposes: string[] }[] {
  const order: ConsentAnswer[] = ['yes', 'no', 'ask']
  const entries = Object.entries(consent) as [keyof Consent, ConsentAnswer][]
  return order
    .map((answer) => ({
      answer,
      purposes: entries.filter(([, given]) => given === answer).map(([purpose]) => tongue.words.consent[purpose]),
    }))
    .filter((group) => group.purposes.length > 0)
}

export type ClockTone = 'plain' | 'wait' | 'urgent'

export function clockText(tongue: Tongue, clock: ClockReading): { text: string; tone: ClockTone } {
  const { words, say } = tongue
  if (clock.state === 'soon') return { text: words.clock.soon, tone: 'wait' }
  if (clock.state === 'due') return { text: words.clock.due, tone: 'wait' }
  const { unit, count } = roughly(clock.minutes)
  return clock.state === 'left'
    ? { text: say.count(words.clock.left[unit], count), tone: 'plain' }
    : { text: say.count(words.clock.late[unit], count), tone: 'urgent' }
}

/** «س. ح.»: first letters, never joined, isolated as one run. A single name gives one letter. */
export function initials(name: string): string {
  const letters = inertLine(name, 60)
    .split(/\s+/u)
    .map((word) => [...word].find((letter) => /\p{L}/u.test(letter)))
    .filter((letter) => letter !== undefined)
  const ends = letters.length > 2 ? [letters[0], letters.at(-1)] : letters
  return `\u2068${ends.map((letter) => `${letter}.`).join(' ')}\u2069`
}

/** The sender's language by name; its tag where the desk has no word for it. */
export function languageName(tongue: Tongue, tag: string): string {
  const names: Readonly<Record<string, string>> = tongue.words.languages
  return names[tag.split('-')[0] ?? tag] ?? tag
}
