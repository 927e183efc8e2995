// What the machine can do at most: `openssl speed`, which runs the same primitives with nothing around them.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** MiB in a second of its own CPU time, over blocks of 256 KiB. */
export async function opensslSpeed(algorithm: string): Promise<number> {
  const args = ['speed', '-mr', '-seconds', '1', '-bytes', String(256 * 1024), '-evp', algorithm]
  const { stdout } = await promisify(execFile)('openssl', args)
  const bytes = Number(/^\+F:\d+:[^:]+:([\d.]+)$/m.exec(stdout)?.[1])
  if (!(bytes > 0)) throw new Error(`openssl speed said: ${stdout}`)
  return bytes / 1024 / 1024
}
