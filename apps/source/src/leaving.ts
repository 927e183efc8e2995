// Leaving: quick exit, the cover while the app is in the background, the back gesture, and what closing would lose.
import { drawNumbers, type NumbersPage } from './numbers-page.ts'
import type { Session } from './session.svelte.ts'

/** Drops everything and shows the programme's neutral page at once, then makes it the page itself. */
export function leave(session: Session, unmount: () => void): void {
  removeEventListener('beforeunload', session.asks)
  drawNumbers(document, numbersOf(session))
  unmount()
  session.drop()
  // Shown in place first, so that no network is needed; then as a page of its own, which frees what this one held.
  if (navigator.onLine) replacePage('/numbers.html')
}

/** In the place of the app's first entry, so that going back leads to what was open before the app. */
function replacePage(address: string): void {
  if (history.state !== 1) return location.replace(address)
  addEventListener('popstate', () => location.replace(address), { once: true })
  history.back()
}

/** What the neutral page says, with the words and the programme as far as they came. */
export function numbersOf(session: Session): NumbersPage {
  const { words, programme, say } = session
  return {
    language: session.language,
    direction: session.direction,
    title: programme ? session.inLanguage(programme.appName) : (words.first?.exit.title ?? ''),
    text: words.first?.exit.text ?? '',
    none: words.first?.exit.none ?? '',
    numbers: (programme?.emergency ?? []).map(({ number, label }) => ({
      label: session.inLanguage(label),
      shown: say.figures(number),
      dial: number,
    })),
  }
}

/** Watches what the browser does around the page, until `leave`. */
export function watchLeaving(session: Session): void {
  addEventListener('beforeunload', session.asks)
  addEventListener('online', () => {
    session.online = true
    void session.meet()
  })
  addEventListener('offline', () => (session.online = false))
  // The switcher draws the page as it stands: before that, it stands covered.
  document.addEventListener('visibilitychange', () => cover(document.visibilityState === 'hidden'))
  addEventListener('pagehide', () => cover(true))
  // A page that comes back from the back-forward cache would show what was left: it starts anew instead.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload()
  })
  addEventListener('popstate', () => {
    if (atHome(session)) return
    session.back()
    if (!atHome(session)) guard()
  })
}

const cover = (covered: boolean): void => void document.documentElement.classList.toggle('covered', covered)
const atHome = (session: Session): boolean => session.path.length === 0 && session.tab === 'tell'

/** One nameless history entry, so that the phone's back gesture goes one screen back and not out of the app. */
export function guard(): void {
  if (history.state !== 1) history.pushState(1, '')
}
