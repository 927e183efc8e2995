// One PostgreSQL for a whole run of the served tests, told to them in ISNAD_TEST_DATABASE as a superuser's URL.
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../../apps/server/src/postgres/index.ts'

/** Starts it, unless the variable names one that runs; what it returns stops it and leaves nothing. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['ISNAD_TEST_DATABASE']) return undefined
  const dir = await mkdtemp(join(tmpdir(), 'isnad-test-'))
  const remove = () => rm(dir, { recursive: true, force: true })
  try {
    // PostgreSQL runs as a user of its own, who has to pass through.
    await chmod(dir, 0o711)
    const running = await startPostgres({ dir })
    process.env['ISNAD_TEST_DATABASE'] = running.url
    return () => running.stop().finally(remove)
  } catch (error) {
    await remove()
    throw error
  }
}
