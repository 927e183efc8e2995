// What keeps a server from starting, or a copy from being made, in words for the person who typed the command.
import type { ServerError, ServerErrorCode } from '@isnad/server'
import { CommandError } from './errors.ts'

const words: Readonly<Record<ServerErrorCode, string>> = {
  'second-server': 'Another server runs on this data. Stop that one first; nothing was changed.',
  'no-writing': 'The data folder cannot be made or written. Look at its disk, its owner and its modes.',
  'no-postgres': 'No PostgreSQL of a fitting version is installed. Install one, or give DATABASE_URL.',
  'no-account': 'PostgreSQL refuses root, and there is no other account for it. Make one named postgres.',
  'no-passage': 'PostgreSQL’s account cannot reach the data folder. Move it out of a private home.',
  'postgres-stopped': 'PostgreSQL does not start. Its last code stands beside; look also at room on the disk.',
  'no-database': 'The database of DATABASE_URL does not answer, or lets nobody in.',
  'old-database': 'The database was written by a newer server. Use that one.',
  'bad-programme': 'The programme file cannot be read, or its records do not verify. Make it again.',
  'other-programme': 'The data belong to another programme, or to a longer directory. Give the right file.',
  'other-keys': 'The programme names other service keys than those of the data folder. Sign it for these.',
  'root-key-present': 'A root’s private key lies under the data folder. Take it away: only a demo may have it there.',
  'no-data': 'The folder holds no server’s data. Name another.',
  'not-empty': 'The folder for the copy holds something. Name a new one.',
  'port-taken': 'A port is in use. Give another with --port.',
}

export function inServerWords(error: ServerError): CommandError {
  const detail = error.detail === '' ? '' : ` (${error.detail})`
  return new CommandError(error.code, `${words[error.code]}${detail}`, 1, { cause: error })
}
