import { hex } from '@isnad/bytes'
import { parseDeviceId } from '@isnad/model'
import { expect, test } from 'vitest'
import { parseRequestSignature, printRequestSignature, requestBytes } from '../src/signature.ts'

const fields = {
  device: parseDeviceId('0000000000000'),
  challenge: new Uint8Array(32).fill(1),
  signature: new Uint8Array(64).fill(2),
}

test('a header of another form is refused', () => {
  const good = printRequestSignature(fields)
  const bad = [undefined, '', 'Bearer x', `${good} `, good.replace(', ', ','), good.replace('Isnad', 'isnad')]
  // Spare bits in the last letter of base64url, and letters outside the alphabet of ids.
  bad.push(good.replace('AQEBAQE"', 'AQEBAQF"'), good.replace('0000000000000', '000000000000u'))
  for (const header of bad) expect(() => parseRequestSignature(header), header ?? 'absent').toThrow('not-signed')
})

test('what is printed is read', () => {
  expect(parseRequestSignature(printRequestSignature(fields))).toEqual(fields)
})

test('the signed bytes are label, method, path, digest, challenge', () => {
  const bytes = requestBytes('GET', '/desk/items?after=0', new Uint8Array(32).fill(3), fields.challenge)
  const text = `\x10isnad/v1/requestGET\n/desk/items?after=0\n`
  expect(hex(bytes)).toBe(hex(new TextEncoder().encode(text)) + '03'.repeat(32) + '01'.repeat(32))
})
