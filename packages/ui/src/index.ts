// What the screens of every app are made of. Components are entered by their own file (`@isnad/ui/button.svelte`), so that
// an app carries the style of those alone that it shows.
export * from './speech.ts'
export type { Tone } from './tones.ts'
export * from './words.ts'
