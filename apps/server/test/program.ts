// Runs a piece of TypeScript as a Node of its own, for tests that kill it.
import { type ChildProcess, spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

export interface Program {
  readonly file: string
  remove(): Promise<void>
}

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** Bundles a program that names this folder `@test`, and the server's code `@server`. npm's packages stay outside. */
export async function writeProgram(source: string): Promise<Program> {
  // Under node_modules, so that packages are found from the bundle as from the source.
  await mkdir(path('../../../node_modules/.cache'), { recursive: true })
  const folder = await mkdtemp(path('../../../node_modules/.cache/isnad-program-'))
  const entry = join(folder, 'entry.ts')
  await writeFile(entry, source)
  const bundle = await rolldown({
    input: entry,
    platform: 'node',
    resolve: { alias: { '@test': path('.').replace(/\/$/, ''), '@server': path('../src') } },
    external: (id) => /^(?!\.|\/|#|@isnad\/|@test\/|@server\/)/.test(id),
  })
  await bundle.write({ dir: folder, format: 'esm', entryFileNames: 'program.mjs' })
  await bundle.close()
  await cp(path('../src/sql'), join(folder, 'sql'), { recursive: true })
  return { file: join(folder, 'program.mjs'), remove: () => rm(folder, { recursive: true, force: true }) }
}

/** Starts it, under `wrapper` if one is given, and waits for its first line on stdout. */
export async function startProgram(program: Program, args: readonly string[], wrapper: readonly string[] = []) {
  const [command = '', ...rest] = [...wrapper, process.execPath, program.file, ...args]
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'] })
  return { child, line: await firstLine(child) }
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no stdout')
  for await (const line of createInterface({ input: child.stdout })) return line
  throw new Error('the program ended without a word')
}
