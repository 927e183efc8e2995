// The content security policies of the desk's two pages, written into each page at build time, so that they hold
// wherever the files lie: on a server, which says the same in its headers, or on the desk's own disk.

/** The app: its own files, calls to its own origin, the one frame that draws pictures. Nothing inline, no eval. */
export const appPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html isnad-worker',
].join('; ')

/** The frame: its own script and style and nothing else, so that a decoder led astray can reach nobody. */
export const viewerPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')
