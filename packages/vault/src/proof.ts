// Whether what the desk holds stands in the server's log, checked here from whole tiles (docs/spec/log.md §6).
import {
  type Checkpoint,
  consistencyProof,
  inclusionProof,
  openCheckpoint,
  type TileReader,
  TlogError,
  verifyConsistency,
  verifyInclusion,
} from '@isnad/tlog'
import { getCheckpoint, newTileReader, WireError } from '@isnad/wire'
import type { Item } from './inbox.ts'
import type { Keys } from './unlock.ts'

/**
 * - `in-order`: the receipt is for these bytes, and its entry stands in the log, which only grew since it was last looked at.
 * - `not-yet-published`: the receipt holds; the entry comes with a later checkpoint.
 * - `not-checked`: the log cannot be reached just now.
 * - `contradiction`: receipt, entry or log disagree. Nothing is exported on such an item.
 */
export interface Proof {
  readonly state: 'in-order' | 'not-yet-published' | 'not-checked' | 'contradiction'
  /** The server's day of arrival. */
  readonly day: number
  readonly index?: number
  readonly checkpointSize?: number
}

export class Prover {
  readonly #keys: Keys
  readonly #read: TileReader
  #newest: Checkpoint | null = null

  constructor(keys: Keys) {
    this.#keys = keys
    this.#read = newTileReader(keys.client)
  }

  async prove({ listed, receipt }: Item): Promise<Proof> {
    const { day, leafIndex } = listed
    if (receipt === null || receipt.day !== day) return { state: 'contradiction', day }
    try {
      const checkpoint = await this.#advance()
      if (leafIndex === null || leafIndex >= checkpoint.size) return { state: 'not-yet-published', day }
      const proof = await inclusionProof(this.#read, leafIndex, checkpoint.size)
      verifyInclusion(checkpoint, receipt.leaf, leafIndex, proof)
      return { state: 'in-order', day, index: leafIndex, checkpointSize: checkpoint.size }
    } catch (error) {
      if (error instanceof TlogError) return { state: 'contradiction', day }
      if (!(error instanceof WireError)) throw error
      if (error.code !== 'not-found') return { state: 'not-checked', day }
      // Before the first checkpoint there is nothing to show; after it, who does not show the log contradicts what was signed.
      return { state: leafIndex === null && this.#newest === null ? 'not-yet-published' : 'contradiction', day }
    }
  }

  /** The newest checkpoint, once it is shown to follow the one seen before. */
  async #advance(): Promise<Checkpoint> {
    const { client, directory } = this.#keys
    const note = await client.call(getCheckpoint, {})
    const { log, origin } = directory.service
    const checkpoint = await openCheckpoint(note, { origin, publicKey: log })
    const before = this.#newest
    if (before !== null && before.size <= checkpoint.size) {
      const proof = await consistencyProof(this.#read, before.size, checkpoint.size)
      verifyConsistency(before, checkpoint, proof)
    } else if (before !== null) {
      verifyConsistency(before, checkpoint, [])
    }
    this.#newest = checkpoint
    return checkpoint
  }
}
