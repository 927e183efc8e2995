// Whose PostgreSQL runs: ours, or, since it refuses root, another account's, with a way into folders closed to it.
import { execFile } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { ServerError } from '../errors.ts'

const run = promisify(execFile)

export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** How a program of PostgreSQL is started: the command, what goes before its arguments, and whom Node starts it as. */
export interface Launch {
  readonly command: string
  readonly before: readonly string[]
  readonly as: { uid?: number; gid?: number }
}

/** Our own account, or for root `postgres`, else `nobody`. @throws {ServerError} `no-account` */
export async function findAccount(): Promise<Account> {
  const { username, uid, gid } = ownAccount()
  if (uid !== 0) return { name: username, uid, gid }
  for (const name of ['postgres', 'nobody']) {
    try {
      const ids = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, name])))
      const [uid, gid] = ids.map(({ stdout }) => Number(stdout))
      if (uid !== undefined && gid !== undefined) return { name, uid, gid }
    } catch {
      continue
    }
  }
  throw new ServerError('no-account', 'postgres or nobody')
}

function ownAccount() {
  try {
    return userInfo()
  } catch (cause) {
    throw new ServerError('no-account', `number ${process.getuid?.() ?? ''} has no name`, { cause })
  }
}

/** The launch of a program, given the folders it must pass through. @throws {ServerError} `no-passage` */
export async function findLaunch(program: string, account: Account, folders: readonly string[]): Promise<Launch> {
  if (process.getuid?.() !== 0) return { command: program, before: [], as: {} }
  const { uid, gid } = account
  const closed = [dirname(program), ...folders].find((folder) => !canPass(account, folder))
  if (closed === undefined) return { command: program, before: [], as: { uid, gid } }
  // Reading and passing anywhere is less than writing anywhere, but some containers grant the second alone.
  for (const power of ['dac_read_search', 'dac_override']) {
    const ids = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
    const before = [...ids, `--inh-caps=+${power}`, `--ambient-caps=+${power}`, '--', program]
    try {
      await run('setpriv', [...before.slice(0, -1), 'test', '-d', closed])
      return { command: 'setpriv', before, as: {} }
    } catch {
      continue
    }
  }
  throw new ServerError('no-passage', closed)
}

/** Whether an account may pass through every folder on the way to one, by its modes. */
function canPass(account: Account, folder: string): boolean {
  const { mode, uid, gid } = statSync(folder)
  const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
  if ((mode & bit) === 0) return false
  return dirname(folder) === folder || canPass(account, dirname(folder))
}

/** Whether a process runs: its folder of work, which tells one PostgreSQL from another, when it can be told. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  try {
    // A dead process that nobody has collected yet does not run.
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return true
  }
}
