// A plain copy of all the server holds, for audits: tables as text, parts, and this program's own lines.
import { cp, mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ServerError } from './errors.ts'
import { findRunning, startPostgres } from './postgres/index.ts'
import { copyTables } from './store/dump.ts'
import { ensureDatabase } from './store/database.ts'

/**
 * Beside a running server or from a stopped one; `out` must be empty or not there. The keys of the server are left out:
 * they are its identity, not what it holds.
 * @throws {ServerError} `no-data` where the folder holds no server's data, `no-postgres` and others of a start
 */
export async function dumpData(dataDir: string, out: string, databaseUrl = process.env['DATABASE_URL']): Promise<void> {
  if (!(await isFolder(dataDir))) throw new ServerError('no-data', dataDir)
  await mkdir(out, { recursive: true, mode: 0o700 })
  if ((await readdir(out)).length > 0) throw new ServerError('not-empty', out)
  await withDatabase(dataDir, databaseUrl, (url) => copyTables(url, join(out, 'tables')))
  for (const name of ['blobs', 'log']) {
    if (await isFolder(join(dataDir, name)))
      await cp(join(dataDir, name), join(out, name), { recursive: true, preserveTimestamps: true })
  }
}

async function withDatabase(dataDir: string, databaseUrl: string | undefined, work: (url: string) => Promise<void>) {
  if (databaseUrl) return await work(databaseUrl)
  const running = await findRunning(dataDir)
  if (running !== undefined) return await work(await ensureDatabase(running, 'isnad'))
  if (!(await isFolder(join(dataDir, 'postgres')))) throw new ServerError('no-data', dataDir)
  const postgres = await startPostgres({ dir: dataDir })
  try {
    await work(await ensureDatabase(postgres.url, 'isnad'))
  } finally {
    await postgres.stop()
  }
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
