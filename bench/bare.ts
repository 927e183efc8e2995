// Runs the bare server beside which ours is measured, in a process of its own.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { inNewFolder } from './serving.ts'

export interface Bare {
  readonly source: string
  readonly pid: number
}

export async function whileBare<T>(work: (bare: Bare) => Promise<T>): Promise<T> {
  return await inNewFolder(async (folder) => {
    const child = spawn(process.execPath, ['bench/bare-server.mjs', folder], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = once(child, 'exit')
    try {
      const [port] = (await once(child.stdout, 'data')) as [Buffer]
      return await work({ source: `http://127.0.0.1:${Number(port.toString())}`, pid: child.pid ?? 0 })
    } finally {
      child.kill('SIGTERM')
      await ended
    }
  })
}
