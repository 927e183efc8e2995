// What processes cost, as Linux counts it under /proc: theirs and their children's, those that ended included.
import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks in a second, as /proc counts them on every Linux. */
const ticks = 100

interface Process {
  readonly pid: number
  readonly parent: number
  /** Milliseconds of user and system time of the process and of the children it has collected. */
  readonly cpu: number
}

/** Milliseconds of CPU that a process and all below it have used so far. The difference of two is what a task cost. */
export function cpuOfTree(root: number): number {
  return tree(root).reduce((sum, { cpu }) => sum + cpu, 0)
}

/** As `cpuOfTree`, by the name of the program: `node`, `postgres`. */
export function cpuByProgram(root: number): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { cpu, pid } of tree(root)) {
    const name = programOf(pid)
    sums.set(name, (sums.get(name) ?? 0) + cpu)
  }
  return sums
}

/** Those below a process whose command line has a word; Chromium's renderers have `--type=renderer`. */
export function findBelow(root: number, word: string): number[] {
  return tree(root)
    .map(({ pid }) => pid)
    .filter((pid) => pid !== root && commandOf(pid).includes(word))
}

/** Milliseconds of CPU of these processes alone. */
export function cpuOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + (read(pid)?.cpu ?? 0), 0)
}

/** The most memory a process ever held at once, in MB, every page of its files and libraries counted. */
export function peakMemory(pid: number): number {
  const kib = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return (Number(kib) * 1024) / 1e6
}

export function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

function tree(root: number): Process[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => read(Number(name)) ?? [])
  const found = all.filter(({ pid }) => pid === root)
  for (let i = 0; i < found.length; i++) found.push(...all.filter(({ parent }) => parent === found[i]?.pid))
  return found
}

function read(pid: number): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may hold spaces: fields are counted from behind it. user, system, children's user and system.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const cpu = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    return { pid, parent: Number(fields[1]), cpu: (cpu * 1000) / ticks }
  } catch {
    return undefined
  }
}

const commandOf = (pid: number): string => text(`/proc/${pid}/cmdline`)
const programOf = (pid: number): string => text(`/proc/${pid}/comm`).trim()

function text(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
