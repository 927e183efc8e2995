/**
 * What a colour stands for: accent in hand; urgent danger, late, refused; wait waiting, offline, machine-made; held held by
 * the desk, proven; sealed cannot be opened here. A colour never speaks alone.
 */
export type Tone = 'plain' | 'accent' | 'urgent' | 'wait' | 'held' | 'sealed'
