// The error of the server as a program: what keeps it from starting. What callers are refused with stands in @isnad/wire.

/**
 * - `second-server`: another server runs on this data folder or database; stop that one first.
 * - `no-writing`: the data folder cannot be made or written; look at its disk, its owner and its modes.
 * - `no-postgres`: no PostgreSQL of a fitting version is installed; install one, or give DATABASE_URL.
 * - `no-account`: PostgreSQL refuses root, and no account for it exists; make one named postgres.
 * - `no-passage`: PostgreSQL's account cannot reach the data folder; move it out of a private home.
 * - `postgres-stopped`: PostgreSQL does not start; its last code stands beside.
 * - `no-database`: the database of DATABASE_URL does not answer, or lets nobody in; look at it, and at the URL.
 * - `old-database`: the database was written by a newer server; use that one.
 * - `bad-programme`: the programme file is not readable, or its records do not verify; make it again.
 * - `other-programme`: the data folder belongs to another programme, or to a longer directory; give the right file.
 * - `other-keys`: the programme names other service keys than those of the data folder; sign it for these.
 * - `root-key-present`: a root's private key lies under the data folder; take it away, only a demo may have it there.
 * - `no-data`: the folder holds no server's data; name another.
 * - `not-empty`: the folder for a copy holds something; name a new one.
 * - `port-taken`: a port is in use; give another.
 */
export type ServerErrorCode =
  | 'second-server'
  | 'no-writing'
  | 'no-postgres'
  | 'no-account'
  | 'no-passage'
  | 'postgres-stopped'
  | 'no-database'
  | 'old-database'
  | 'bad-programme'
  | 'other-programme'
  | 'other-keys'
  | 'root-key-present'
  | 'no-data'
  | 'not-empty'
  | 'port-taken'

export class ServerError extends Error {
  readonly code: ServerErrorCode
  /** Where to look: a path, a process number, a version. Never content. */
  readonly detail: string
  constructor(code: ServerErrorCode, detail = '', options?: ErrorOptions) {
    super(detail === '' ? code : `${code}: ${detail}`, options)
    this.name = 'ServerError'
    this.code = code
    this.detail = detail
  }
}
