// Runs a piece of TypeScript as a Node of its own, for tests that kill it.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

export interface Program {
  readonly file: string
  remove(): Promise<void>
}

/** Bundles a program whose imports are seen from this folder. Packages stay outside the bundle. */
export async function writeProgram(source: string): Promise<Program> {
  // Inside the workspace, so that packages are found from the bundle as from the source.
  const folder = await mkdtemp(fileURLToPath(new URL('.program-', import.meta.url)))
  const entry = join(folder, 'entry.ts')
  await writeFile(entry, source)
  const bundle = await rolldown({ input: entry, platform: 'node', external: (id) => /^(?!\.|\/|@isnad\/)/.test(id) })
  const file = join(folder, 'program.mjs')
  await bundle.write({ file, format: 'esm' })
  await bundle.close()
  return { file, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** Starts it and waits for its first line on stdout. */
export async function startProgram(program: Program, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [program.file, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  })
  return { child, line: await firstLine(child) }
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no stdout')
  for await (const line of createInterface({ input: child.stdout })) return line
  throw new Error('the program ended without a word')
}
