// The clock of a report that nobody has stepped yet (domain §1): answered within half an hour in the desk's published
// hours, else within a day. Arrival is known to the quarter hour only, so every figure is "about".

/** Minutes the desk has promised. */
export type Promised = 30 | 1440

/**
 * `left`: minutes to the promise, in whole quarter hours. `soon`: less than a quarter is left. `due`: the promised time
 * lies within the quarter hours that cannot be told apart. `late`: minutes past it, in whole quarter hours.
 */
export type ClockReading =
  | { state: 'left'; minutes: number; share: number }
  | { state: 'soon'; share: number }
  | { state: 'due' }
  | { state: 'late'; minutes: number }

const QUARTER_MS = 15 * 60_000

/**
 * @param quarter arrival, in whole quarter hours since 1970
 * @param promised minutes
 * @param now unix milliseconds
 */
export function readClock(quarter: number, promised: Promised, now: number): ClockReading {
  const quarters = promised / 15
  const passed = Math.floor(now / QUARTER_MS) - quarter
  // Late only when it is certain: more than one quarter beyond the promise, whatever the minute of arrival was.
  if (passed > quarters + 1) return { state: 'late', minutes: (passed - quarters) * 15 }
  const left = (quarter + quarters) * QUARTER_MS - now
  const share = Math.min(1, Math.max(0, left / (promised * 60_000)))
  if (left >= QUARTER_MS) return { state: 'left', minutes: Math.floor(left / QUARTER_MS) * 15, share }
  if (left > 0) return { state: 'soon', share }
  return { state: 'due' }
}

/** Whole hours from an hour up, minutes below: nobody plans by "23 h 45 min". */
export function roughly(minutes: number): { unit: 'minutes' | 'hours' | 'days'; count: number } {
  if (minutes < 60) return { unit: 'minutes', count: minutes }
  if (minutes < 48 * 60) return { unit: 'hours', count: Math.round(minutes / 60) }
  return { unit: 'days', count: Math.round(minutes / 1440) }
}
