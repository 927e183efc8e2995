// The app over the small channel, opened in the test's own page.
import '@isnad/ui/tokens.css'
import '@isnad/ui/base.css'
import { mount, tick, unmount } from 'svelte'
import App from '../src/app.svelte'
import { loadPart } from '../src/parts.ts'
import { Session } from '../src/session.svelte.ts'
import { smallChannel, type SmallChannel, type SmallChannelOptions } from './small-channel.ts'

export interface Opened {
  readonly session: Session
  readonly channel: SmallChannel
  readonly left: () => number
  /** An element by its test id; waits for it. */
  find(testid: string): Promise<HTMLElement>
  press(testid: string): Promise<void>
  type(testid: string, text: string): Promise<void>
  text(): string
  close(): void
}

export async function opened(options: SmallChannelOptions = {}, listed: readonly string[] = ['en']): Promise<Opened> {
  const channel = smallChannel(options)
  const session = new Session(channel, listed, loadPart)
  await session.speak(session.language)
  await session.meet()
  let left = 0
  document.body.replaceChildren()
  const app = mount(App, { target: document.body, props: { session, onleave: () => left++ } })
  await tick()

  async function find(testid: string): Promise<HTMLElement> {
    for (let tries = 0; tries < 200; tries++) {
      const found = document.querySelector<HTMLElement>(`[data-testid="${testid}"]`)
      if (found !== null) return found
      await new Promise((done) => setTimeout(done, 20))
    }
    throw new Error(`no ${testid} in: ${document.body.innerText}`)
  }
  return {
    session,
    channel,
    left: () => left,
    find,
    async press(testid) {
      const found = await find(testid)
      ;(found.querySelector<HTMLElement>('input') ?? found).click()
      await tick()
    },
    async type(testid, text) {
      const field = (await find(testid)) as HTMLInputElement
      field.value = text
      field.dispatchEvent(new InputEvent('input', { bubbles: true }))
      await tick()
    },
    text: () => document.body.innerText,
    close: () => void unmount(app),
  }
}
