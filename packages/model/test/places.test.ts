import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldText } from '../src/folding.ts'
import { placeRows } from '../src/places-data.ts'
import { findPlace, findPlaces, newGazetteer } from '../src/places.ts'

const data = process.env['ISNAD_TEST_DATA'] ?? resolve(import.meta.dirname, '../../../../shared/data')
const first = (query: string) => findPlaces(query, 1)[0]?.id

test('what is no place finds nothing', () => {
  expect(findPlaces('Reykjavík')).toEqual([])
  expect(findPlaces('قققق')).toEqual([])
  expect(findPlace('nowhere')).toBeUndefined()
})
test('every name and every other spelling finds its place among the first', () => {
  for (const [id, , , ar, en, ku, , , also] of placeRows) {
    for (const name of [ar, en, ku, ...also.split('|')].filter((each) => each !== '')) {
      expect(
        findPlaces(name, 3).map((place) => place.id),
        name,
      ).toContain(id)
      expect(
        findPlaces(name.toUpperCase(), 3).map((place) => place.id),
        name,
      ).toContain(id)
    }
  }
})
test('keyboards, articles, spaces and hyphens make no difference', () => {
  for (const query of ['موصل', 'الموصل', 'الموصـل', 'mosul', 'MÛSIL', 'Musil', 'al mawsil'])
    expect(first(query), query).toBe('mos')
  for (const query of ['تل عفر', 'تلعفر', 'Telafar', 'tal-afar', 'TALAFAR']) expect(first(query), query).toBe('taf')
  for (const query of ['şıngal', 'Shingal', 'سنجار']) expect(first(query), query).toBe('sin')
  for (const query of ['القياره', 'قیارة', 'Gayara']) expect(first(query), query).toBe('qay')
})
test('whole names come first, then beginnings, then the middle', () => {
  const rows = placeRows.filter(([id]) => ['bar', 'bas', 'bad', 'mos', 'mos-old'].includes(id))
  const gazetteer = newGazetteer(rows)
  expect(gazetteer.find('ba', 9).map((place) => place.id)).toEqual(['bas', 'bad', 'bar'])
  expect(gazetteer.find('mosul', 9).map((place) => place.id)).toEqual(['mos', 'mos-old'])
  expect(gazetteer.find('city', 9).map((place) => place.id)).toEqual(['mos-old'])
  expect(gazetteer.find('ush', 9).map((place) => place.id)).toEqual(['bad'])
  expect(gazetteer.find('', 2)).toHaveLength(2)
})
test('the list holds the starting data under the same ids, and is whole in itself', () => {
  const csv = readFileSync(resolve(data, 'places.csv'), 'utf8').trim().split('\n').slice(1)
  expect(csv).toHaveLength(30)
  for (const line of csv) {
    const [id = '', kind, parent, ar, , , lat, lon] = line.split(',')
    const place = findPlace(id)
    expect(place, id).toMatchObject({ kind, parent: parent === '' ? null : parent, names: { ar } })
    expect(place?.latE5).toBe(Math.round(Number(lat) * 1e5))
    expect(place?.lonE5).toBe(Math.round(Number(lon) * 1e5))
  }
  expect(new Set(placeRows.map(([id]) => id)).size).toBe(placeRows.length)
  for (const [id, , parent, ar] of placeRows) {
    expect(parent === '' || findPlace(parent) !== undefined, id).toBe(true)
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(foldText(ar).length, id).toBeGreaterThan(1)
  }
})
test('no query breaks the search', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (query) => findPlaces(query, 4).length <= 4))
})
