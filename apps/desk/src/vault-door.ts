// The door of the real desk: the vault over this page's own origin, with the slow part of unlocking in a worker.
import { random, unlock, wordLists, type Stretch } from '@isnad/vault'
import type { Door, ProgrammeView } from './state/door.ts'
import { stretchInWorker } from './unlock/stretch.ts'

/** The root of the programme this build was made for; a demo is taken at its word. */
const root: unknown = import.meta.env['VITE_ROOT_FINGERPRINT']
const pinned = typeof root === 'string' && root !== '' ? { pinnedFingerprint: root } : {}

export function vaultDoor(now: () => number): Door {
  const world = { fetch: (...request: Parameters<typeof fetch>) => fetch(...request), baseUrl: '', random, now, sleep }
  return {
    async programme() {
      const response = await fetch('/programme', { headers: { accept: 'application/json' } })
      return parseProgramme(await response.json())
    },
    async unlock(code, onStep) {
      onStep('programme')
      const stretch: Stretch = async (typed, programmeId) => {
        onStep('stretch')
        const stretched = await stretchInWorker(typed, programmeId)
        onStep('keyring')
        return stretched
      }
      return unlock({ world, code, lists: await wordLists(), stretch, ...pinned })
    },
  }
}

/** What the server says of itself before anything is verified: shown as a name and a warning, and trusted for no more. */
function parseProgramme(json: unknown): ProgrammeView {
  const { name, demo } = json as { name?: unknown; demo?: unknown }
  const names = typeof name === 'object' && name !== null ? Object.entries(name) : []
  return {
    names: Object.fromEntries(names.filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
    demo: demo === true,
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      done()
    })
  })
}
