import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeCbor } from '@isnad/bytes'
import { positionPlace } from '../src/position.ts'

test('what is not on the globe, or no precision, is refused', () => {
  for (const [lat, lon, metres] of [
    [91, 0, 10],
    [0, 181, 10],
    [Number.NaN, 0, 10],
    [0, 0, 0],
    [0, 0, 1.5],
    [0, 0, 2e6],
  ])
    expect(() => positionPlace(lat ?? 0, lon ?? 0, metres ?? 0)).toThrow('bad-report: place')
})
test('a position lies within its precision, and all points of one cell give the same', () => {
  const inIraq = fc.record({
    lat: fc.double({ min: 29, max: 38, noNaN: true }),
    lon: fc.double({ min: 38, max: 49, noNaN: true }),
    metres: fc.constantFrom(10, 100, 1000, 10_000),
  })
  fc.assert(
    fc.property(inIraq, ({ lat, lon, metres }) => {
      const place = positionPlace(lat, lon, metres)
      if (place.kind !== 'position') throw new Error('no position')
      expect(Math.abs(place.latE5 - lat * 1e5) * 1.11).toBeLessThanOrEqual(metres / 2 + 2)
      const narrowing = Math.cos((lat * Math.PI) / 180)
      expect(Math.abs(place.lonE5 - lon * 1e5) * 1.11 * narrowing).toBeLessThanOrEqual(metres / 2 + 0.02 * metres + 2)
      expect(positionPlace(place.latE5 / 1e5, place.lonE5 / 1e5, metres)).toEqual(place)
    }),
  )
})
test('the equator, the poles and the date line can be written', () => {
  for (const [lat, lon] of [
    [0, 0],
    [-0.000001, -0.000001],
    [90, 180],
    [-90, -180],
  ]) {
    const place = positionPlace(lat ?? 0, lon ?? 0, 1000)
    if (place.kind === 'position') expect(() => encodeCbor([place.latE5, place.lonE5])).not.toThrow()
  }
})
