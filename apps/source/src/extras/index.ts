// What a report may say besides its words, fetched when it is first asked for.
export { addPictures } from './add-pictures.ts'
export { default as consentEach } from './consent-each.svelte'
export { default as more } from './more.svelte'
export { default as pictures } from './pictures.svelte'
export { default as whenMore } from './when-more.svelte'
export { default as where } from './where.svelte'
