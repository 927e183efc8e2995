// What passes between the desk and the frame that draws a picture. The frame has an origin of its own and no network.

/** Why nothing was drawn. `not-a-picture`: no kind the desk draws. `too-large`: over MAX_PIXELS. `broken`: does not decode. */
export type PictureRefusal = 'not-a-picture' | 'too-large' | 'broken'

/** From the frame, once its script runs and it waits for a port. */
export const FRAME_READY = 'isnad-viewer-ready'

/** To the frame, with one MessagePort on which it answers. */
export interface DrawRequest {
  bytes: ArrayBuffer
}

/** From the frame: what it drew, in pixels of the copy, or why it drew nothing. */
export type DrawAnswer = { drawn: true; width: number; height: number } | { drawn: false; why: PictureRefusal }

/** Parses what the frame sent: it is not trusted, since a fault in a decoder could speak through it. */
export function parseDrawAnswer(data: unknown): DrawAnswer {
  if (typeof data !== 'object' || data === null) return { drawn: false, why: 'broken' }
  const { drawn, width, height, why } = data as Record<string, unknown>
  if (drawn === true && isSide(width) && isSide(height)) return { drawn: true, width, height }
  return { drawn: false, why: why === 'not-a-picture' || why === 'too-large' ? why : 'broken' }
}

function isSide(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= 4096
}
