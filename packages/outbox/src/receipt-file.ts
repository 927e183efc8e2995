// A receipt that can be checked without a network: the signed bytes, and the records from the root to the log key.
import { base64url, type Bytes, equal, parseBase64url } from '@isnad/bytes'
import { digest } from '@isnad/crypto'
import { type Directory, type DirectoryEntry, openDirectory, reduceEntries } from '@isnad/directory'
import { type Header, parseHeader } from '@isnad/model'
import { openReceipt, type Receipt } from '@isnad/tlog'
import { OutboxError } from './errors.ts'

/** The object of `send --json` and of a kept copy. Every value is signed, or checked against what is. */
export interface ReceiptFile {
  readonly version: 1
  /** The envelope's header, base64url. */
  readonly header: string
  readonly receipt: string
  /** The programme's and the service's records; every other record as its digest. */
  readonly entries: readonly ({ readonly record: string } | { readonly digest: string })[]
  readonly head: string
}

export interface OpenedReceiptFile {
  readonly receipt: Receipt
  readonly header: Header
  readonly directory: Directory
}
