// Runs inside viewer.html, sandboxed with an opaque origin and a policy that lets nothing out: decodes a picture and
// draws it anew. What is seen is pixels on a canvas; the sender's bytes are never part of any document.
import { FRAME_READY, type DrawAnswer, type DrawRequest } from './messages.ts'
import { MAX_PIXELS, pictureHead } from './picture.ts'

/** Longest side of the drawn copy, in pixels: enough for a large screen, little enough for an old machine. */
const LONGEST_SIDE = 2560

async function draw(canvas: HTMLCanvasElement, bytes: ArrayBuffer): Promise<DrawAnswer> {
  const head = pictureHead(new Uint8Array(bytes))
  if (!head) return { drawn: false, why: 'not-a-picture' }
  if (head.width * head.height > MAX_PIXELS) return { drawn: false, why: 'too-large' }
  try {
    const bitmap = await createImageBitmap(new Blob([bytes], { type: head.kind }), { imageOrientation: 'from-image' })
    const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height))
    canvas.width = Math.max(1, Math.round(bitmap.width * scale))
    canvas.height = Math.max(1, Math.round(bitmap.height * scale))
    const context = canvas.getContext('2d')
    if (!context) return { drawn: false, why: 'broken' }
    context.imageSmoothingQuality = 'high'
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    bitmap.close()
    return { drawn: true, width: canvas.width, height: canvas.height }
  } catch {
    return { drawn: false, why: 'broken' }
  }
}

function isDrawRequest(data: unknown): data is DrawRequest {
  return typeof data === 'object' && data !== null && 'bytes' in data && data.bytes instanceof ArrayBuffer
}

const canvas = document.querySelector('canvas')
if (canvas && window.parent !== window) {
  canvas.addEventListener('click', () => document.documentElement.classList.toggle('actual'))
  window.addEventListener('message', async (event) => {
    const [port] = event.ports
    if (event.source !== window.parent || !port || !isDrawRequest(event.data)) return
    port.postMessage(await draw(canvas, event.data.bytes))
  })
  // The frame does not know the desk's address, and this word gives nothing away.
  window.parent.postMessage(FRAME_READY, '*')
}
