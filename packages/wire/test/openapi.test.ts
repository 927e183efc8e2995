// The API description is rebuilt from the contract: `npx vitest run packages/wire -u` writes it anew.
import { format } from 'prettier'
import { expect, test } from 'vitest'
import { endpoints, openApi } from '../src/openapi.ts'

test('every call has a name and a place of its own', () => {
  const places = endpoints.map((endpoint) => `${endpoint.method} ${endpoint.path}`)
  expect(new Set(places).size).toBe(endpoints.length)
  expect(new Set(endpoints.map((endpoint) => endpoint.name)).size).toBe(endpoints.length)
  expect(endpoints.length).toBe(20)
})

test('only desks sign, and everything under /desk is signed', () => {
  for (const endpoint of endpoints) expect(endpoint.signed, endpoint.path).toBe(endpoint.path.startsWith('/desk/'))
})

test('the parameters of a path are the fields of its record', () => {
  for (const endpoint of endpoints) {
    const named = [...endpoint.path.matchAll(/:([A-Za-z0-9]+)/g)].map((match) => match[1])
    expect(named, endpoint.path).toEqual(Object.keys(endpoint.params))
  }
})

test('docs/spec/openapi.json is the contract', async () => {
  const printed = await format(JSON.stringify(openApi()), { parser: 'json', printWidth: 120 })
  await expect(printed).toMatchFileSnapshot('../../../docs/spec/openapi.json')
})
