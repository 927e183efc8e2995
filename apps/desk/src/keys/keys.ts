// The desk's keys, by physical place on the keyboard (`code`), so that they work on an Arabic layout (experience §5).

/** What a key asks for. None of them sends, discloses, deletes or removes. */
export type KeyAction = 'next' | 'previous' | 'open' | 'back' | 'find' | 'map' | 'answer' | 'lock'

/** The part of a KeyboardEvent that decides. */
export interface Press {
  code: string
  altKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
  isComposing: boolean
}

const PLAIN: Readonly<Record<string, KeyAction>> = {
  KeyJ: 'next',
  KeyK: 'previous',
  Enter: 'open',
  KeyA: 'answer',
  Slash: 'find',
}

/**
 * @param typing the focus is in a field
 * @param single single keys are on; `Esc`, `Enter` and `Alt L` work without them
 * @returns null when the press is not the desk's
 */
export function keyAction(press: Press, typing: boolean, single: boolean): KeyAction | null {
  if (press.isComposing || press.ctrlKey || press.metaKey) return null
  if (press.altKey) return press.code === 'KeyL' && !press.shiftKey ? 'lock' : null
  if (press.code === 'Escape') return 'back'
  if (typing) return null
  if (press.shiftKey) return press.code === 'Slash' && single ? 'map' : null
  if (press.code === 'Enter') return 'open'
  return single ? (PLAIN[press.code] ?? null) : null
}

/** True for anything one types into. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.matches('input, textarea, select')
}
