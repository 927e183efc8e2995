// The own questions of a category as a resident is asked them: kinds of munitions are for those who clear them.
import { type Category, categoryFields, type DetailField } from '@isnad/model'

export function questionsOf(category: Category): readonly DetailField[] {
  return categoryFields[category].map((field) =>
    field.codes === undefined
      ? field
      : { ...field, codes: field.codes.filter((code) => !/^(uxo|mine|ied)-/.test(code)) },
  )
}

/** Where people and vehicles say nothing more. */
const withoutPeople: readonly Category[] = ['SVC', 'RED', 'HAZ', 'GRV', 'HER', 'ONL', 'SGB']
export const asksForPeople = (category: Category): boolean => !withoutPeople.includes(category)
