// The screens behind the other places of the bar, in one chunk. Their names are the tabs of the session.
import '@isnad/ui/dark.css'
export { default as answers } from './answers.svelte'
export { default as display } from './display.svelte'
export { default as safety } from './safety.svelte'
export { default as waiting } from './waiting.svelte'
