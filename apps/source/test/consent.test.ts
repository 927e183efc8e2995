import { purposes } from '@isnad/model'
import { expect, test } from 'vitest'
import { asked, consentOf } from '../src/consent.ts'

test('without a word from the sender nothing goes further, and with a code it is asked first', () => {
  const consent = consentOf({ consentWay: 'ask', consent: {}, hearBack: true })
  expect(purposes.filter((purpose) => consent[purpose] === 'yes')).toEqual(['CS1', 'CS2', 'CS11'])
  expect(consent).toMatchObject({ CS4: 'ask', CS5: 'ask', CS8: 'no', CS10: 'no', CS12: 'no' })
})

test('without a code nobody can ask, so asking first is no', () => {
  for (const hearBack of [false, null]) {
    const consent = consentOf({ consentWay: 'ask', consent: {}, hearBack })
    expect(purposes.filter((purpose) => consent[purpose] !== 'no')).toEqual(['CS1', 'CS2'])
  }
})

test('nobody is nobody, and what was decided for each is what is sealed', () => {
  const nobody = consentOf({ consentWay: 'nobody', consent: { CS4: 'yes' }, hearBack: true })
  expect(asked.map((purpose) => nobody[purpose])).toEqual(asked.map(() => 'no'))
  const each = consentOf({ consentWay: 'each', consent: { CS4: 'yes', CS5: 'ask' }, hearBack: true })
  expect(each).toMatchObject({ CS1: 'yes', CS3: 'no', CS4: 'yes', CS5: 'ask', CS11: 'yes' })
})
