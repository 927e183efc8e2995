// Where the parts of the app lie that are fetched later, each in a chunk of its own.
import type { LoadPart, Parts } from './session.svelte.ts'

const parts: { readonly [P in keyof Parts]: () => Promise<Parts[P]> } = {
  steps: () => import('./steps/index.ts'),
  extras: () => import('./extras/index.ts'),
  after: () => import('./after/index.ts'),
  more: () => import('./more/index.ts'),
}

export const loadPart: LoadPart = (part) => parts[part]()
