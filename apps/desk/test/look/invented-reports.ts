// Reports of the invented data set as the desk would hold them, with arrivals laid out before a given moment.
import { defaultConsent, type Category, type Certainty, type Place, type Report, type When } from '@isnad/model'
import type { ItemState, ItemView, Told } from '../../src/state/session.ts'

/** A line of reports.jsonl, as far as it is used. */
interface Line {
  lang: string
  category: Category
  text: string
  when: string | null
  whenPrecision: string | null
  place: { id: string | null; lat: number | null; lon: number | null; precisionM: number | null }
  certainty: Certainty
  attachments: string[]
}

/** A held report of the fake vault. */
export interface Held {
  view: ItemView
  report: Report
  photos: string[]
  openedBy: { by: string; day: number }[]
  acknowledged: Told | null
  answers: Told[]
}

const HOUR = 3_600_000

function whenOf(line: Line): When {
  const precision = line.whenPrecision
  if (!line.when || !precision) return { from: null, to: null, precision: 'unknown' }
  const full = line.when.length === 4 ? `${line.when}-01-01` : line.when.length === 7 ? `${line.when}-01` : line.when
  const from = Date.parse(full) / 1000
  const spans: Record<string, number> = {
    minute: 60,
    hour: 3600,
    day: 86_400,
    week: 604_800,
    month: 2_592_000,
    year: 31_536_000,
  }
  return { from, to: from + (spans[precision] ?? 0) - 1, precision: precision as When['precision'] }
}

function placeOf(line: Line): Place | null {
  const { id, lat, lon, precisionM } = line.place
  if (id) return { kind: 'gazetteer', id, precisionM: precisionM ?? 1000 }
  if (lat !== null && lon !== null)
    return {
      kind: 'position',
      latE5: Math.round(lat * 1e5),
      lonE5: Math.round(lon * 1e5),
      precisionM: precisionM ?? 1000,
    }
  return null
}

function reportOf(line: Line, now: number): Report {
  const original = line.attachments.length
  return {
    form: 1,
    category: line.category,
    language: line.lang,
    composedAt: Math.floor(now / 1000),
    when: whenOf(line),
    place: placeOf(line),
    text: line.text,
    told: {},
    details: line.category === 'HAZ' ? { hazard: 'uxo-rocket', peopleReachIt: 'field', marked: 'no' } : {},
    certainty: line.certainty,
    consent: { ...defaultConsent(), CS5: 'yes', CS4: 'no' },
    links:
      line.category === 'ONL' ? ['https://chat.example/ch/asda_alreeh', 'https://аpple.example@evil.example/x'] : [],
    attachments: line.attachments.flatMap((_, i) => [
      { ...blank, size: 181_204, type: 'image/jpeg', role: 'field-copy' as const, blob: i, parent: original + i },
      { ...blank, size: 4_218_880, type: 'image/jpeg', role: 'original' as const, blob: original + i },
    ]),
    hearBack: line.category !== 'FIN',
  }
}

const blank = { sha256: new Uint8Array(32), sha512: new Uint8Array(64) }

const letters = '0123456789abcdefghjkmnpqrstvwxyz'
function idOf(n: number): string {
  let state = Math.imul(n, 2_654_435_761) >>> 0
  return Array.from({ length: 26 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return letters[state >>> 27]
  }).join('')
}

/** Newest first; the states repeat so that each is on the first screen. */
export function heldReports(jsonl: string, now: number): Held[] {
  const lines = jsonl
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
  const states: ItemState[] = ['received', 'received', 'opened', 'received', 'acknowledged', 'answered', 'answered']
  const ages = [0.1, 0.4, 0.9, 2.5, 5, 20, 30]
  return lines.map((line, i) => {
    const arrived = now - (ages[i] ?? 30 + i * 5) * HOUR
    const state = states[i % states.length] ?? 'received'
    const day = Math.floor(arrived / 86_400_000)
    const report = reportOf(line, arrived)
    const open = state === 'received' || state === 'opened'
    const by = 'س. ح.'
    return {
      report,
      photos: line.attachments,
      openedBy: state === 'received' ? [] : [{ by, day }],
      acknowledged: open ? null : { text: 'وصل وقُرئ. نرجو ألا تقترب من المكان ثانية.', day, by },
      answers:
        state === 'answered'
          ? [{ text: 'كيف كانت الإضاءة حين رأيت السيارتين؟ «لا أعرف» جواب كافٍ.', day: day + 1, by }]
          : [],
      view: {
        reportId: idOf(i + 1),
        seq: lines.length - i,
        day,
        quarter: open && now - arrived < 72 * HOUR ? Math.floor(arrived / 900_000) : null,
        parts: { held: i === 3 ? 1 : line.attachments.length * 2, of: line.attachments.length * 2 },
        state,
        report,
        oldKey: i === 5,
      },
    }
  })
}
