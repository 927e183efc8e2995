import { rmSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { built } from './built.ts'

const kib = 1024
const words = (language: string, name: string): string => `../../packages/ui/words/${language}/${name}.json`
const toForm = (language: string) => [words(language, 'source')]
const toSeal = (language: string) => [...toForm(language), 'src/steps/index.ts', words(language, 'source-steps')]

afterAll(async () => rmSync((await built()).folder, { recursive: true }))

for (const language of ['ar', 'en']) {
  test(`${language}: a form one can write in is at most 30 KiB of script and style`, async () => {
    const { filesOf, gzipped } = await built()
    expect(gzipped(filesOf(...toForm(language)))).toBeLessThanOrEqual(30 * kib)
  })

  test(`${language}: all screens up to sealing are at most 42 KiB`, async () => {
    const { filesOf, gzipped } = await built()
    expect(gzipped(filesOf(...toSeal(language)))).toBeLessThanOrEqual(42 * kib)
  })
}

test('what is fetched first does not hold what comes later', async () => {
  const { filesOf, read } = await built()
  const first = filesOf(...toForm('ar'))
    .map(read)
    .join('')
  for (const later of ['X-Wing', 'ML-KEM', 'geolocation', 'createImageBitmap']) expect(first).not.toContain(later)
  // The whole does, so the line above can fail.
  expect(filesOf('src/extras/index.ts').map(read).join('')).toContain('createImageBitmap')
})
