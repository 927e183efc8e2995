// The cluster's folder: made once, whole or not at all; and a PostgreSQL left running on it by a killed server.
import { execFile } from 'node:child_process'
import { chown, mkdir, readdir, readFile, readlink, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { ServerError } from '../errors.ts'
import { type Account, findLaunch, isRunning } from './account.ts'
import type { Binaries } from './binaries.ts'

/** The one role, a superuser, which the socket lets in for the accounts of the map alone. */
export const role = 'isnad'

/** The major version of the cluster in a folder; `undefined` when there is none. */
export async function findMajor(folder: string): Promise<number | undefined> {
  try {
    return Number(await readFile(join(folder, 'PG_VERSION'), 'utf8'))
  } catch {
    return undefined
  }
}

/** Makes the cluster with checksums in a folder beside, then renames it. @throws {ServerError} `postgres-stopped` */
export async function createCluster(folder: string, binaries: Binaries, account: Account, env: NodeJS.ProcessEnv) {
  await removeDrafts(folder)
  // Of this process alone: the initdb of a server that was killed may still be at work in its own.
  const draft = `${folder}.new-${process.pid}`
  await mkdir(draft, { mode: 0o700 })
  await chown(draft, account.uid, account.gid)
  const launch = await findLaunch(join(binaries.bin, 'initdb'), account, [draft])
  const how = ['--encoding=UTF8', '--locale=C', '--data-checksums', '--auth-local=peer', '--auth-host=reject']
  const args = [...launch.before, '-D', draft, `--username=${role}`, '--no-instructions', ...how]
  try {
    await promisify(execFile)(launch.command, args, { ...launch.as, env, cwd: '/' })
  } catch (cause) {
    // What initdb printed may name paths; its exit code is enough for a log, and the cause is for a person.
    throw new ServerError('postgres-stopped', 'initdb', { cause })
  }
  await rename(draft, folder)
}

/** Drafts of servers that were killed. One that is still written to goes at a later start. */
async function removeDrafts(folder: string) {
  for (const name of await readdir(dirname(folder))) {
    if (!name.startsWith(`${basename(folder)}.new`)) continue
    const draft = join(dirname(folder), name)
    await rm(draft, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }).catch(() => undefined)
  }
}

/** Lets our account and PostgreSQL's own in as the role, and nobody else. */
export async function writeAccess(folder: string, account: Account, ownName: string) {
  const names = [...new Set([ownName, account.name])]
  const files = {
    'pg_hba.conf': 'local all all peer map=isnad\n',
    'pg_ident.conf': names.map((name) => `isnad "${name}" ${role}\n`).join(''),
  }
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, name), text, { mode: 0o600 })
    await chown(join(folder, name), account.uid, account.gid)
  }
}

/** Stops a PostgreSQL that still runs on the folder without a server over it, and tidies. @throws {ServerError} `postgres-stopped` */
export async function stopOrphan(folder: string) {
  const { socketFolder } = await readServed(folder)
  const orphan = await findServing(folder)
  if (orphan !== undefined) await stop(orphan)
  // Only a folder we made ourselves, by its name, is removed.
  if (/^isnad-[A-Za-z0-9]{6}$/.test(basename(socketFolder))) await rm(socketFolder, { recursive: true, force: true })
}

async function stop(orphan: { readonly pid: number }) {
  for (const [signal, seconds] of [
    ['SIGINT', 30],
    ['SIGQUIT', 10],
  ] as const) {
    if (!isRunning(orphan.pid)) break
    process.kill(orphan.pid, signal)
    for (let waited = 0; waited < seconds * 1000 && isRunning(orphan.pid); waited += 50) await sleep(50)
  }
  if (isRunning(orphan.pid)) throw new ServerError('postgres-stopped', `process ${orphan.pid} does not end`)
}

/** The PostgreSQL that runs on a cluster, and where its socket lies. */
export async function findServing(folder: string): Promise<{ pid: number; socketFolder: string } | undefined> {
  const { pid, socketFolder } = await readServed(folder)
  if (!Number.isInteger(pid) || pid <= 1 || !isRunning(pid)) return undefined
  // The number may have gone to another program since: PostgreSQL works in its cluster's folder.
  const place = await readlink(`/proc/${pid}/cwd`).catch(() => folder)
  return place === folder ? { pid, socketFolder } : undefined
}

/** What the last PostgreSQL on a cluster wrote of itself; a pid of NaN where none did, or it ended well. */
async function readServed(folder: string): Promise<{ pid: number; socketFolder: string }> {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = text.split('\n')
  return { pid: Number.parseInt(lines[0] ?? '', 10), socketFolder: lines[4] ?? '' }
}
