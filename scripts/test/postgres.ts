// One PostgreSQL for a whole run of the served tests, told to them in ISNAD_TEST_DATABASE as a superuser's URL.
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const supervisor = new URL('../../apps/server/src/postgres/index.ts', import.meta.url)

interface Running {
  readonly url: string
  stop(): Promise<void>
}

/** Starts it, unless the variable names one that runs; what it returns stops it and leaves nothing. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['ISNAD_TEST_DATABASE'] || !existsSync(supervisor)) return undefined
  const { startPostgres } = (await import(supervisor.href)) as { startPostgres(at: { dir: string }): Promise<Running> }
  const dir = await mkdtemp(join(tmpdir(), 'isnad-pg-'))
  const running = await startPostgres({ dir })
  process.env['ISNAD_TEST_DATABASE'] = running.url
  return async () => {
    await running.stop()
    await rm(dir, { recursive: true, force: true })
  }
}
