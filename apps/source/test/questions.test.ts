import { categories, categoryFields, encodeReport } from '@isnad/model'
import { expect, test } from 'vitest'
import { loadWords } from '../src/words.ts'
import { newDraft } from '../src/draft.ts'
import { questionsOf } from '../src/questions.ts'
import { reportOf } from '../src/report-of.ts'

test('every question and answer of every category has words in every language', async () => {
  for (const language of ['ar', 'en'] as const) {
    const { fields, codes } = (await loadWords(language, 'details')) as unknown as Record<
      string,
      Record<string, string>
    >
    for (const category of categories) {
      for (const field of questionsOf(category)) {
        expect(fields![field.name], `${category} ${field.name}`).toMatch(/[?؟]$/)
        for (const code of field.codes ?? []) expect(codes![code], `${category} ${code}`).toBeTruthy()
      }
    }
  }
})

test('a resident is not asked which munition it is, and whatever is answered makes a report', () => {
  const hazards = questionsOf('HAZ').find((field) => field.name === 'hazard')!
  expect(hazards.codes).toEqual(['uxo', 'mine', 'ied', 'cache', 'toxic', 'unknown'])
  for (const category of categories) {
    const details = Object.fromEntries(questionsOf(category).map(({ name, codes }) => [name, codes?.at(-1) ?? 'كلمات']))
    expect(Object.keys(details)).toHaveLength(categoryFields[category].length)
    const draft = { ...newDraft(category), text: 'x', details }
    const report = reportOf(draft, 'ar', Date.UTC(2026, 10, 25))
    expect(report.details).toEqual(details)
    expect(encodeReport({ ...report, attachments: [] }).length).toBeGreaterThan(0)
  }
})
