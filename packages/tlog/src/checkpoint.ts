// Checkpoints as in C2SP tlog-checkpoint: a tree's size and root under the log's signature (docs/spec/log.md §5).
import type { Bytes } from '@isnad/bytes'
import type { Signer } from '@isnad/crypto'
import { TlogError } from './errors.ts'
import { base64, openNote, parseBase64, signNote } from './note.ts'

export interface TreeHead {
  /** Number of leaves. */
  readonly size: number
  /** Root over them, 32 bytes. */
  readonly root: Bytes
}
declare const opened: unique symbol
/** A tree head whose signature was checked: only `openCheckpoint` makes one. */
export type Checkpoint = TreeHead & { readonly [opened]: true }

export interface Log {
  /** First line of its checkpoints, and the name of its key. */
  readonly origin: string
  /** Ed25519 public key, 32 bytes. */
  readonly publicKey: Bytes
}

/** The note of a tree head, signed with the log key. @throws {TlogError} `bad-checkpoint` for an origin with space or plus */
export function signCheckpoint(signer: Signer, origin: string, head: TreeHead): Promise<string> {
  return signNote(signer, origin, `${origin}\n${head.size}\n${base64(head.root)}\n`)
}

/**
 * Checks the log's signature, then reads. Lines after the third are passed over, as are signatures of other keys.
 * @throws {TlogError} `bad-checkpoint`
 */
export async function openCheckpoint(note: string | Uint8Array, log: Log): Promise<Checkpoint> {
  const text = await openNote(note, { name: log.origin, publicKey: log.publicKey })
  const [origin, decimal = '', encoded = '', ...rest] = text.split('\n')
  const size = Number(decimal)
  const root = parseBase64(encoded)
  if (origin !== log.origin || !/^(0|[1-9][0-9]{0,15})$/.test(decimal) || !Number.isSafeInteger(size))
    throw new TlogError('bad-checkpoint')
  // The last item is what follows the final newline: nothing. No line before it may be empty.
  if (root.length !== 32 || rest.pop() !== '' || rest.includes('')) throw new TlogError('bad-checkpoint')
  return { size, root } as Checkpoint
}
