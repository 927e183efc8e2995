// Makes a sender's text safe to look at: characters that steer direction or hide are taken out of the flow and shown as
// marks. Evidence is not altered: the words stay as sent, only their picture on the screen changes.

/** A run of ordinary text, or one steering or invisible character by its code point, such as `U+202E`. */
export type InertPart = { text: string } | { mark: string }

/**
 * Overrides, embeddings and isolates; byte order mark, line and paragraph separators aside; tags; other controls.
 * The joiners (U+200C, U+200D) and the plain direction marks (U+200E, U+200F, U+061C) stay: Kurdish and Persian need
 * the first, keyboards write the second, and none of them can move a neighbour out of its isolate.
 */
const STEERING =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200B\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/u

/** Splits text into what is drawn as it is and what is drawn as a mark. Joined again, the parts give all of the text. */
export function inertParts(text: string): InertPart[] {
  const parts: InertPart[] = []
  let run = ''
  for (const letter of text.replaceAll(/\r\n?|\u2028|\u2029/gu, '\n')) {
    if (!STEERING.test(letter)) {
      run += letter
      continue
    }
    if (run) parts.push({ text: run })
    run = ''
    parts.push({ mark: `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}` })
  }
  if (run) parts.push({ text: run })
  return parts
}

/** The first words on one line, steering characters left out: for a row of the list, a title, an announcement. */
export function inertLine(text: string, longest = 240): string {
  const line = inertParts(text)
    .map((part) => ('text' in part ? part.text : ''))
    .join('')
    .replaceAll(/\s+/gu, ' ')
    .trim()
  const letters = [...line]
  return letters.length > longest ? `${letters.slice(0, longest).join('')}…` : line
}
