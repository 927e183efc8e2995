// Where sealed parts lie. One interface; `disk.ts` is the one kind there is, and a contract suite says what another must hold.
import type { Bytes } from '@isnad/bytes'

/** Names a part on its way in: the report and its place in the header. */
export interface Incoming {
  readonly reportId: string
  readonly place: number
}

/** Names a part held whole: the first desk of its header, and its digest. */
export interface BlobKey {
  readonly deskId: string
  readonly sha256: Bytes
}

/** A part that is read: its length, and its bytes from the first on. */
export interface OpenBlob {
  readonly length: number
  readonly stream: NodeJS.ReadableStream
}

/** Fails with WireError `no-room` where the disk is full, read-only, or refuses. */
export interface Blobs {
  /** Bytes of a part received so far; 0 for none. */
  received(incoming: Incoming): Promise<number>
  /** Writes a piece where the last one ended. On return it is on the disk. The caller keeps others away from the part. */
  append(incoming: Incoming, offset: number, piece: Uint8Array): Promise<void>
  /**
   * Puts a part received whole in its place, if its bytes have the digest of the key: on return it is on the disk under
   * its name. `mismatch` removes what was received.
   */
  finish(incoming: Incoming, key: BlobKey): Promise<'kept' | 'mismatch'>
  /** A part held whole; `undefined` when it is not there. */
  open(key: BlobKey): Promise<OpenBlob | undefined>
  remove(key: BlobKey): Promise<void>
  /** Removes what was begun before a day and never finished. Gives the count. */
  removeUnfinished(before: number): Promise<number>
}
