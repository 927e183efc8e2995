import type { Door } from './state/door.ts'
export function vaultDoor(): Door {
  throw new Error('not yet')
}
