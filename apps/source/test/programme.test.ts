import { expect, test } from 'vitest'
import { fetchProgramme, parseProgramme } from '../src/programme.ts'

const programme = {
  programmeId: 'AAAA',
  name: { en: 'Ninawa' },
  appName: { ar: 'أرقام', en: 'Numbers' },
  languages: ['ar', 'en'],
  emergency: [{ number: '104', label: { en: 'Police' } }],
  demo: false,
  intervals: { log: 1, reply: 1, live: 1 },
}

test('an answer that is not of its form is as no answer', async () => {
  const bad: unknown[] = [
    null,
    'x',
    { ...programme, appName: 'x' },
    { ...programme, appName: { en: 1 } },
    { ...programme, languages: 'ar' },
    { ...programme, emergency: [{ number: 'javascript:1', label: {} }] },
    { ...programme, emergency: [{ number: '1', label: {} }] },
  ]
  for (const value of bad) {
    await expect(
      fetchProgramme(async () => Response.json(value)),
      JSON.stringify(value),
    ).rejects.toMatchObject({
      code: 'offline',
    })
  }
})

test('no network, or a refusal, is said as such', async () => {
  const away = async (): Promise<Response> => {
    throw new TypeError('no network')
  }
  await expect(fetchProgramme(away)).rejects.toMatchObject({ code: 'offline' })
  await expect(fetchProgramme(async () => new Response('', { status: 503 }))).rejects.toMatchObject({ code: 'offline' })
})

test('it is asked for without cookies or a referrer, and only what the screens use is kept', async () => {
  let asked: RequestInit | undefined
  const found = await fetchProgramme(async (_url, init) => {
    asked = init
    return Response.json(programme)
  })
  expect(asked).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer' })
  expect(Object.keys(found).sort()).toEqual(['appName', 'demo', 'emergency', 'languages'])
})

test('a programme that does not say it is real counts as a demonstration', () => {
  expect(parseProgramme({ ...programme, demo: undefined }).demo).toBe(true)
  expect(parseProgramme(programme).demo).toBe(false)
})
