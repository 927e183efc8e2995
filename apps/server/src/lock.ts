// One server to a data folder: a file that names the process which holds it, taken over only from the dead.
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ServerError } from './errors.ts'

export interface Lock {
  release(): Promise<void>
}

/**
 * Holds the folder until released or the process ends, however it ends.
 * @throws {ServerError} `second-server` with the number of the process that holds it
 */
export async function lockFolder(folder: string): Promise<Lock> {
  const file = join(folder, 'server.lock')
  const mine = join(folder, `server.lock.${process.pid}`)
  const claim = `${process.pid} ${await birthOf(process.pid)}\n`
  await writeFile(mine, claim, { mode: 0o600 })
  try {
    for (let turn = 0; turn < 10; turn++) {
      // A link is made by one process alone, and is whole from its first moment.
      if (await succeeds(link(mine, file))) return { release: () => rm(file, { force: true }) }
      const holder = await readFile(file, 'utf8').catch(() => '')
      const pid = Number.parseInt(holder, 10)
      const living = `${pid} ${await birthOf(pid)}\n`
      if (holder === living) throw new ServerError('second-server', `process ${pid}`)
      // Of several that found it dead, each moves what stands there now, and looks again at what it moved.
      const moved = `${mine}.stale`
      if (!(await succeeds(rename(file, moved)))) continue
      if ((await readFile(moved, 'utf8')) !== holder) await succeeds(link(moved, file))
      await rm(moved, { force: true })
    }
    throw new ServerError('second-server')
  } finally {
    await rm(mine, { force: true })
  }
}

/** When a process was born, in ticks since this boot, and the boot: numbers alone are given out again. Empty for the dead. */
async function birthOf(pid: number): Promise<string> {
  try {
    const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim()
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? '' : `${fields[19]} ${boot}`
  } catch {
    return pid === process.pid ? 'unknown' : ''
  }
}

async function succeeds(step: Promise<unknown>): Promise<boolean> {
  try {
    await step
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' || code === 'ENOENT') return false
    throw error
  }
}
