// Starting other programs from the scripts, and the small words they print.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The root of the repository. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')

/**
 * Runs a program to its end and gathers what it prints.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: Record<string, string>, show?: boolean, onLine?: (line: string) => void}} [options]
 *   `show` passes the output on as it comes; `onLine` is called with each line of standard output
 * @returns {Promise<{code: number, output: string}>} the code is 127 when the program cannot be started
 */
export function run(command, args, { cwd = root, env = {}, show = false, onLine } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, [...args], { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let rest = ''
    /** @param {Buffer} chunk @param {NodeJS.WriteStream} to */
    const take = (chunk, to) => {
      output += chunk.toString()
      if (show) to.write(chunk)
    }
    child.stdout.on('data', (chunk) => {
      take(chunk, process.stdout)
      if (!onLine) return
      const lines = (rest + chunk.toString()).split('\n')
      rest = lines.pop() ?? ''
      lines.forEach(onLine)
    })
    child.stderr.on('data', (chunk) => take(chunk, process.stderr))
    child.on('error', (error) => resolve({ code: 127, output: `${output}${command}: ${error.message}\n` }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** A program of a dependency, by the name npm links it under. @param {string} name */
export const bin = (name) => `${root}/node_modules/.bin/${name}`

/**
 * Runs jobs in order, `width` of them at a time.
 *
 * @template T
 * @param {readonly (() => Promise<T>)[]} jobs
 * @param {number} width
 * @returns {Promise<T[]>} in the order of the jobs
 */
export async function inParallel(jobs, width) {
  /** @type {T[]} */
  const results = []
  let next = 0
  const work = async () => {
    for (let i = next++; i < jobs.length; i = next++) results[i] = await /** @type {() => Promise<T>} */ (jobs[i])()
  }
  await Promise.all(Array.from({ length: width }, work))
  return results
}
