// A position said no more exactly than its sender chose (docs/spec/report.md §4).
import { ModelError } from './errors.ts'
import type { Place } from './report.ts'

/** Metres in 1e-5 degree of latitude. */
const metresPerStep = 1.11

/**
 * The place of a position in degrees, moved to the middle of the cell of a grid as wide as the precision: what stands in
 * the report tells the cell, not the point.
 * @throws {ModelError} `bad-report` outside the globe, or for a precision that is not 1…1,000,000 metres
 */
export function positionPlace(latitude: number, longitude: number, precisionM: number): Place {
  const known = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
  if (!known || !Number.isInteger(precisionM) || precisionM < 1 || precisionM > 1_000_000)
    throw new ModelError('bad-report', { field: 'place' })
  const latE5 = toGrid(latitude, precisionM / metresPerStep, 9_000_000)
  const narrowing = Math.max(Math.cos((latE5 / 1e5) * (Math.PI / 180)), 0.01)
  const lonE5 = toGrid(longitude, precisionM / metresPerStep / narrowing, 18_000_000)
  return { kind: 'position', latE5, lonE5, precisionM }
}
function toGrid(degrees: number, step: number, most: number): number {
  const steps = Math.max(step, 1)
  const rounded = Math.round(Math.round((degrees * 1e5) / steps) * steps)
  // Adding 0 turns −0 into 0, which CBOR integers need.
  return Math.min(Math.max(rounded, -most), most) + 0
}
