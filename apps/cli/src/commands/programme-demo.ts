// `programme demo`: makes the demo programme in a folder of its own, whole or not at all.
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { hex, parseBase64url } from '@isnad/bytes'
import { random } from '@isnad/crypto'
import { dayOf } from '@isnad/model'
import type { Command } from '../command.ts'
import { makeDemo, type ServicePublicKeys } from '../demo/make.ts'
import { syncFolder, writeDurably } from '../durable.ts'
import { CommandError } from '../errors.ts'

export const programmeDemo: Command = {
  summary: 'make a demo programme: four desks, a member each, codes in a file',
  usage: 'programme demo --service FILE --out DIR',
  options: { service: 'text', out: 'text' },
  async run(options) {
    const service = await readServiceKeys(options.get('service'))
    const out = resolve(options.get('out'))
    const demo = await makeDemo(service, dayOf(Date.now()), random)
    await mkdir(dirname(out), { recursive: true })
    await removeDrafts(out)
    const draft = draftOf(out, process.pid)
    await mkdir(draft, { mode: 0o700 })
    await writeDurably(join(draft, 'programme.json'), `${JSON.stringify(demo.programme)}\n`, 0o600)
    await writeDurably(join(draft, 'demo-codes.json'), `${JSON.stringify(demo.codes)}\n`, 0o600)
    await writeDurably(join(draft, 'demo-root.hex'), `${hex(demo.rootSeed)}\n`, 0o600)
    await syncFolder(draft)
    try {
      await rename(draft, out)
    } catch (cause) {
      await rm(draft, { recursive: true, force: true })
      throw new CommandError('there-already', `${out} is there already; nothing was changed.`, 1, { cause })
    }
    await syncFolder(dirname(out))
    const json = { programme: join(out, 'programme.json'), codes: join(out, 'demo-codes.json') }
    return { json, words: `A demo programme lies in ${out}. Its codes lie beside it: a demo is not blind.` }
  },
}

/** Of one process, so that two at work at once, such as one whose server was killed, do not mix what they make. */
const draftOf = (out: string, pid: number | string) => `${out}.new-${pid}`

/** Drafts of those that were killed. */
async function removeDrafts(out: string): Promise<void> {
  const start = draftOf(basename(out), '')
  for (const name of await readdir(dirname(out))) {
    const pid = name.startsWith(start) ? Number(name.slice(start.length)) : Number.NaN
    if (!Number.isInteger(pid) || (pid !== process.pid && isAlive(pid))) continue
    await rm(join(dirname(out), name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function readServiceKeys(file: string): Promise<ServicePublicKeys> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'))
    const key = (name: string, length: number) => {
      const text: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
      const bytes = typeof text === 'string' ? parseBase64url(text) : undefined
      if (bytes?.length !== length) throw new CommandError('bad-service-file', `${file} names no ${name} key.`)
      return bytes
    }
    return { log: key('log', 32), head: key('head', 32), transport: key('transport', 1216) }
  } catch (cause) {
    if (cause instanceof CommandError) throw cause
    throw new CommandError('bad-service-file', `${file} cannot be read as a server's public keys.`, 1, { cause })
  }
}
