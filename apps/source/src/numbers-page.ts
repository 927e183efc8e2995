// The programme's neutral page: a list of telephone numbers. Drawn without the rest of the app.
import type { Language } from '@isnad/ui'

export interface NumbersPage {
  readonly language: Language
  readonly direction: 'rtl' | 'ltr'
  /** The programme's neutral name, else a plain word. */
  readonly title: string
  readonly text: string
  /** What is said where there are no numbers. */
  readonly none: string
  readonly numbers: readonly { readonly label: string; readonly shown: string; readonly dial: string }[]
}

/** Replaces everything the page shows, in place, without a network. */
export function drawNumbers(page: Document, { language, direction, title, text, none, numbers }: NumbersPage): void {
  const heading = page.createElement('h1')
  heading.textContent = title
  const hint = page.createElement('p')
  hint.className = 'hint'
  hint.textContent = numbers.length === 0 ? none : text
  const list = page.createElement('ul')
  for (const { label, shown, dial } of numbers) list.append(entry(page, label, shown, dial))
  const main = page.createElement('main')
  main.className = 'numbers'
  main.append(heading, hint, list)
  page.documentElement.lang = language
  page.documentElement.dir = direction
  page.documentElement.dataset['theme'] = 'light'
  page.title = title
  page.body.replaceChildren(main)
}

function entry(page: Document, label: string, shown: string, dial: string): HTMLLIElement {
  const link = page.createElement('a')
  link.href = `tel:${dial}`
  const words = page.createElement('span')
  words.textContent = label
  const number = page.createElement('strong')
  number.className = 'run'
  number.textContent = shown
  link.append(words, number)
  const item = page.createElement('li')
  item.append(link)
  return item
}
