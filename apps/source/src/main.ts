// Starts the app: words first, so that the first thing drawn is already in the reader's language.
import '@isnad/ui/light.css'
import '@isnad/ui/base.css'
import './numbers.css'
import { mount, unmount } from 'svelte'
import App from './app.svelte'
import { leave, numbersOf, watchLeaving } from './leaving.ts'
import { liveChannel } from './live-channel.ts'
import { drawNumbers } from './numbers-page.ts'
import { loadPart } from './parts.ts'
import { Session } from './session.svelte.ts'

const session = new Session(
  liveChannel((...request) => fetch(...request)),
  navigator.languages,
  loadPart,
)
const met = session.meet()
await session.speak(session.language)
if (document.documentElement.dataset['page'] === 'numbers') {
  // Where quick exit ends: the neutral page, and nothing of the app in it.
  await met
  drawNumbers(document, numbersOf(session))
} else {
  session.online = navigator.onLine
  watchLeaving(session)
  document.body.replaceChildren()
  const app = mount(App, {
    target: document.body,
    props: { session, onleave: () => leave(session, () => void unmount(app)) },
  })
}
