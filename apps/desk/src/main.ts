import { mount } from 'svelte'
import '@isnad/ui/tokens.css'
import '@isnad/ui/base.css'
import './desk.css'
import App from './app.svelte'
import { Settings } from './settings.svelte.ts'
import { vaultDoor } from './vault-door.ts'

function storage(): Storage | null {
  try {
    return window.localStorage
  } catch {
    return null
  }
}

const target = document.getElementById('app')
const now = (): number => Date.now()
if (target) {
  const settings = new Settings(storage(), navigator.languages)
  mount(App, { target, props: { door: vaultDoor(now), settings, now } })
}
