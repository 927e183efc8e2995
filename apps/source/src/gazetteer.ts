// The product's gazetteer, fetched when a place is first typed; it is searched on the phone.
import { textIn } from '@isnad/model'
import { findPlace, findPlaces as find, type GazetteerPlace } from '@isnad/model/places'
import type { Language } from '@isnad/ui'
import type { FoundPlace, Precision } from './where.ts'

/** How exactly a place of each kind says where something was, unless the sender chooses otherwise. */
const usual: Record<GazetteerPlace['kind'], Precision> = {
  governorate: 'm20000',
  district: 'm20000',
  subdistrict: 'm5000',
  town: 'm5000',
  village: 'm1000',
  quarter: 'm1000',
}

/** At most six, best first. */
export function findPlaces(text: string, language: Language): FoundPlace[] {
  return find(text, 6).map((place) => {
    const parent = place.parent === null ? undefined : findPlace(place.parent)
    return {
      id: place.id,
      label: textIn(place.names, language),
      within: parent && textIn(parent.names, language),
      precisionM: Number(usual[place.kind].slice(1)),
    }
  })
}
