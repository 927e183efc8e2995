// A link in a report is a piece of text. It is never followed from here; what could deceive in it is said.

/** What can be said of a link without asking anyone. */
export interface InertLink {
  /** The link as sent. */
  text: string
  /** The host as a resolver would read it, in ASCII; null when the text is no web address. */
  host: string | null
  /** The host is written in other letters than it resolves to, so it may imitate another. */
  foreignLetters: boolean
  /** Something stands before an `@`, which readers take for the host. */
  hidesHost: boolean
}

export function inertLink(text: string): InertLink {
  const url = parseWebAddress(text)
  if (!url) return { text, host: null, foreignLetters: false, hidesHost: false }
  return {
    text,
    host: url.hostname,
    foreignLetters: /(^|\.)xn--/u.test(url.hostname),
    hidesHost: url.username !== '' || url.password !== '',
  }
}

function parseWebAddress(text: string): URL | null {
  try {
    const url = new URL(text.trim())
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : null
  } catch {
    return null
  }
}
