import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FittingDesk, fittingDesks } from '../src/fitting-desks.ts'
import { categories, deskKinds, recipientClasses } from '../src/taxonomies.ts'

const desk = (name: string, part: Partial<FittingDesk>): FittingDesk & { name: string } => ({
  ...{ name, kind: 'team', recipientClass: 'none', categories: [] },
  ...part,
})
const team = desk('team', {})
const verification = desk('verification', { kind: 'verification' })
const police = desk('police', { kind: 'authority', recipientClass: 'police' })
const oversight = desk('oversight', { kind: 'oversight', categories: ['COL', 'RED'] })
const survivors = desk('survivors', { recipientClass: 'survivors-service', categories: ['SGB', 'SLV'] })
const demining = desk('demining', { kind: 'authority', recipientClass: 'demining', categories: ['HAZ', 'WEP', 'COL'] })
const all = [police, oversight, verification, team, demining, survivors]
const names = (category: Parameters<typeof fittingDesks>[0]) => fittingDesks(category, all).map((each) => each.name)

test('abuse by security forces is never offered to an authority, whatever its record says', () => {
  expect(names('COL')).toEqual(['team', 'verification', 'oversight'])
  const desks = fc.array(
    fc.record({
      kind: fc.constantFrom(...deskKinds),
      recipientClass: fc.constantFrom(...recipientClasses),
      categories: fc.subarray([...categories]),
    }),
  )
  fc.assert(
    fc.property(desks, (given) => {
      const offered = fittingDesks('COL', given)
      expect(offered.some((each) => each.kind === 'authority')).toBe(false)
      expect(offered.length).toBeLessThanOrEqual(3)
    }),
  )
})
test("sexual violence goes first to the survivors' desk, hazards to demining", () => {
  expect(names('SGB')).toEqual(['survivors', 'team', 'verification'])
  expect(names('HAZ')).toEqual(['demining', 'team', 'verification'])
})
test('a desk is offered only what it takes, and oversight only what it lists', () => {
  expect(names('SIG')).toEqual(['team', 'verification', 'police'])
  expect(names('RED')).toEqual(['team', 'verification', 'oversight'])
  expect(fittingDesks('SIG', [oversight, survivors])).toEqual([])
})
