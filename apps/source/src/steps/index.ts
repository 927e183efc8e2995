// The screens from the first key press to sealing. Their names are the steps of the session.
export { default as details } from './details.svelte'
export { default as hear } from './hear.svelte'
export { default as readers } from './readers.svelte'
