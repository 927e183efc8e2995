// When the desk locks itself: ten minutes without a sign of the person, said one minute before (experience §5, §6).

export const IDLE_LIMIT_MS = 10 * 60_000
export const IDLE_WARNING_MS = 60_000

/** `awake`: whole minutes until the lock. `warning`: whole seconds until it. `over`: lock now. */
export type Idle = { state: 'awake'; minutes: number } | { state: 'warning'; seconds: number } | { state: 'over' }

/**
 * Both arguments in unix milliseconds. A machine that slept is found out here, since the clock went on; a clock set
 * back counts as over, because nobody knows how long it was.
 */
export function readIdle(lastSign: number, now: number): Idle {
  const left = lastSign + IDLE_LIMIT_MS - now
  if (left <= 0 || now < lastSign - 1000) return { state: 'over' }
  if (left <= IDLE_WARNING_MS) return { state: 'warning', seconds: Math.ceil(left / 1000) }
  return { state: 'awake', minutes: Math.ceil(left / 60_000) }
}
