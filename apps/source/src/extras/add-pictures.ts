// Takes chosen files into the draft, one after another: an old phone holds one decoded picture at a time.
import type { Draft } from '../draft.ts'
import { maxPictures, takePicture } from '../picture.ts'

let next = 0

/** @param draft as the session holds it, so that the screen follows */
export async function addPictures(draft: Draft, files: readonly Blob[]): Promise<void> {
  for (const file of files) {
    const id = next++
    draft.pictures.push({ id, state: 'making' })
    const full = draft.pictures.filter((one) => one.state !== 'refused').length > maxPictures
    const outcome = full ? ({ state: 'refused', refusal: 'too-many' } as const) : await takePicture(file)
    const at = draft.pictures.findIndex((one) => one.id === id)
    if (at >= 0) draft.pictures[at] = { id, ...outcome }
  }
}
