// The screens from sealing on.
export { default as parts } from './parts.svelte'
export { default as sending } from './sending.svelte'
