// The desk over a vault in memory, for looking and for tests. `?scene=` sets the stage, `?reports=` how many there are.
import { mount } from 'svelte'
import '@isnad/ui/tokens.css'
import '@isnad/ui/base.css'
import '../../src/desk.css'
import App from '../../src/app.svelte'
import { Settings } from '../../src/settings.svelte.ts'
import { fakeSession, Refusal, type FakeSession, type Stage } from './fake-session.ts'
import { heldReports, type Held } from './invented-reports.ts'

declare global {
  interface Window {
    /** For the tests: the fake vault, once open. */
    vault?: FakeSession
    /** Reports not yet shown, to let arrive. */
    waiting?: Held[]
    /** Replaces what the reports say, before the desk opens. */
    edit?: (held: Held[]) => Held[]
  }
}

const query = new URLSearchParams(location.search)
const scene = query.get('scene') ?? ''
const stages: Record<string, Partial<Stage>> = {
  offline: { offline: true },
  failing: { failSync: true },
  slow: { delay: 60_000 },
  unpublished: { proof: 'not-yet-published' },
  unchecked: { proof: 'not-checked' },
  contradiction: { proof: 'contradiction' },
  differs: { fingerprintDiffers: true },
}
const get = (path: string): Promise<Response> => fetch(path)
const photo = async (name: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await (await get(`/data/photos/${name}`)).arrayBuffer())

async function session(): Promise<FakeSession> {
  const all = heldReports(await (await get('/data/reports.jsonl')).text(), Date.now())
  const kept = window.edit ? window.edit(all) : all
  const count = scene === 'empty' ? 0 : Number(query.get('reports') ?? 40)
  window.waiting = kept.slice(count)
  window.vault = fakeSession(
    kept.slice(0, count),
    photo,
    () => Math.floor(Date.now() / 86_400_000),
    stages[scene] ?? {},
  )
  return window.vault
}

const refusals: Record<string, Refusal> = {
  'wrong-code': new Refusal('wrong-code'),
  'no-network': new Refusal('offline'),
  'bad-records': new Refusal('bad-directory'),
  checksum: new Refusal('code-checksum'),
  'unknown-word': Object.assign(new Refusal('unknown-word'), { position: 3 }),
}

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))
const target = document.getElementById('app')
if (target) {
  const settings = new Settings(null, [query.get('lang') ?? 'en'])
  const theme = query.get('theme')
  if (theme === 'dark' || theme === 'light') settings.keep({ theme })
  const door = {
    programme: () => Promise.resolve({ names: { en: 'Ninawa', ar: 'نينوى' }, demo: true }),
    async unlock(_: string, onStep: (step: 'programme' | 'stretch' | 'keyring' | 'open') => void) {
      onStep('stretch')
      await wait(scene === 'stretching' ? 60_000 : 30)
      const refusal = refusals[scene]
      if (refusal) throw refusal
      return session()
    },
  }
  mount(App, { target, props: { door, settings, now: () => Date.now() } })
}
