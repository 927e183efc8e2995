// Finding places offline, in any language and spelling of the gazetteer (docs/spec/report.md §6). A door of its own, so that
// the list is loaded only when somebody looks for a place.
import { foldText } from './folding.ts'
import { type PlaceKind, type PlaceRow, placeRows } from './places-data.ts'
import type { Texts } from './texts.ts'

export type { PlaceKind, PlaceRow }
export interface GazetteerPlace {
  readonly id: string
  readonly kind: PlaceKind
  /** The place it lies in, or null. */
  readonly parent: string | null
  /** `ar` and `en`, and `ku` where known. */
  readonly names: Texts
  /** Approximate centre, in hundred-thousandths of a degree. */
  readonly latE5: number
  readonly lonE5: number
  readonly otherSpellings: readonly string[]
}
export interface Gazetteer {
  readonly places: readonly GazetteerPlace[]
  find(query: string, limit: number): GazetteerPlace[]
  findById(id: string): GazetteerPlace | undefined
}

/** A searchable list. @param rows parents before or after their children, ids unique */
export function newGazetteer(rows: readonly PlaceRow[]): Gazetteer {
  const places = rows.map(placeOf)
  const keys = places.map((place) => [...Object.values(place.names), ...place.otherSpellings].flatMap(searchForms))
  const byId = new Map(places.map((place) => [place.id, place]))
  return {
    places,
    findById: (id) => byId.get(id),
    find(query, limit) {
      const wanted = searchForms(query)
      const ranked = places.map((place, i) => ({ place, rank: rankOf(keys[i] ?? [], wanted) }))
      const found = ranked.filter(({ rank }) => rank < noMatch).sort((a, b) => a.rank - b.rank)
      return found.slice(0, limit).map(({ place }) => place)
    },
  }
}

const ninawa = newGazetteer(placeRows)
/**
 * Places by any spelling of their names, whole names first, then beginnings, then beginnings of words, then the rest; within
 * a rank in the order of the list. An empty query gives the list from its start.
 */
export const findPlaces = (query: string, limit = 8): GazetteerPlace[] => ninawa.find(query, limit)
export const findPlace = (id: string): GazetteerPlace | undefined => ninawa.findById(id)

const noMatch = 4

function placeOf([id, kind, parent, ar, en, ku, latE5, lonE5, also]: PlaceRow): GazetteerPlace {
  const names = { ar, en, ...(ku === '' ? {} : { ku }) }
  const otherSpellings = also === '' ? [] : also.split('|')
  return { id, kind, parent: parent === '' ? null : parent, names, latE5, lonE5, otherSpellings }
}

/** Folded, and once more without the article; words stay apart by one space. */
function searchForms(text: string): string[] {
  const whole = foldText(text)
  const bare = whole.replace(/^(al |ال(?=\p{L}{2}))/u, '')
  return bare === whole ? [whole] : [whole, bare]
}

function rankOf(names: readonly string[], wanted: readonly string[]): number {
  let best = noMatch
  for (const name of names) for (const query of wanted) best = Math.min(best, rankOne(name, query))
  return best
}
function rankOne(name: string, query: string): number {
  // Spaces are a matter of spelling: «تل عفر» and «تلعفر» are one.
  const [joined, sought] = [name.replaceAll(' ', ''), query.replaceAll(' ', '')]
  if (joined === sought) return 0
  if (joined.startsWith(sought)) return 1
  if (name.includes(` ${query}`)) return 2
  return joined.includes(sought) ? 3 : noMatch
}
