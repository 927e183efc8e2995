// `serve`: one process that serves all three origins, with a PostgreSQL of its own unless DATABASE_URL names one.
import { execFile } from 'node:child_process'
import { access, link, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { base64url } from '@isnad/bytes'
import { kemPublicKey } from '@isnad/crypto/seal'
import { ensureServiceKeys, holdFolder, type RunningServer, ServerError, startServer } from '@isnad/server'
import type { Command, Voice } from '../command.ts'
import { replaceFile } from '../durable.ts'
import { CommandError, usage } from '../errors.ts'
import type { Options } from '../options.ts'
import { inServerWords } from '../server-words.ts'

export const serve: Command = {
  summary: 'run the server: source, desk and site, on three ports',
  usage: 'serve --data DIR [--port N] [--host H] [--programme FILE] [--metrics-port N] [--tls-cert F --tls-key F]',
  options: {
    ...({ data: 'text', port: 'text', host: 'text', programme: 'text', 'metrics-port': 'text' } as const),
    ...({ 'tls-cert': 'text', 'tls-key': 'text' } as const),
  },
  async run(options, voice) {
    const stopped = nextStop()
    const dataDir = resolve(options.get('data'))
    const server = await start(dataDir, options, voice)
    if (server.demo) warnOfDemo(dataDir, voice)
    const { sourceUrl: source, deskUrl: desk, siteUrl: site, desks } = server
    voice.announce({
      json: { ready: true, pid: process.pid, source, desk, site, desks },
      words: [`ready`, `  source  ${source}`, `  desk    ${desk}`, `  site    ${site}`].join('\n'),
    })
    await stopped
    await server.close()
    return undefined
  },
}

function nextStop(): Promise<void> {
  return new Promise((settle) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => settle())
  })
}

async function start(dataDir: string, options: Options, voice: Voice): Promise<RunningServer> {
  const metricsPort = options.has('metrics-port') ? { metricsPort: options.number('metrics-port', 0) } : {}
  const databaseUrl = process.env['DATABASE_URL'] ? { databaseUrl: process.env['DATABASE_URL'] } : {}
  const repository = fileURLToPath(new URL('../../../', import.meta.url))
  const apps = { source: join(repository, 'apps/source/dist'), desk: join(repository, 'apps/desk/dist') }
  try {
    // Held before anything is made in it: of two that find it empty, one makes the demo.
    const lock = await holdFolder(dataDir)
    const programmeFile = await findProgramme(dataDir, options, voice).catch(async (error: unknown) => {
      await lock.release()
      throw error
    })
    return await startServer({
      ...{ dataDir, lock, programmeFile, apps, port: options.number('port', 8080), log: process.stderr },
      ...{ host: options.find('host') ?? '127.0.0.1', ...metricsPort, ...databaseUrl, ...tlsOf(options) },
    })
  } catch (error) {
    if (!(error instanceof ServerError)) throw error
    throw inServerWords(error)
  }
}

function tlsOf(options: Options) {
  const [certFile, keyFile] = [options.find('tls-cert'), options.find('tls-key')]
  if ((certFile === undefined) !== (keyFile === undefined)) throw usage('--tls-cert and --tls-key go together')
  return certFile !== undefined && keyFile !== undefined ? { tls: { certFile, keyFile } } : {}
}

/** The file given, else the one used before, else, where the data folder is empty, a demo made by a child process. */
async function findProgramme(dataDir: string, options: Options, voice: Voice): Promise<string> {
  const given = options.find('programme')
  if (given !== undefined) return resolve(given)
  const demo = join(dataDir, 'demo')
  if (!(await isThere(join(demo, 'programme.json')))) {
    if (await isThere(join(dataDir, 'postgres')))
      throw new CommandError('no-programme', `${dataDir} holds data but no demo. Give --programme FILE.`)
    voice.tell('The data folder is empty: making a demo programme.')
    await makeDemo(dataDir, demo)
  }
  await placeCodes(dataDir, demo)
  return join(demo, 'programme.json')
}

/** In a process of its own, so that this one never holds a key of the programme. */
async function makeDemo(dataDir: string, demo: string): Promise<void> {
  const keys = await ensureServiceKeys(dataDir)
  const transport = await kemPublicKey(1, new Uint8Array(await readFile(keys.transportSeedFile)))
  const serviceFile = join(dataDir, 'service.json')
  const text = JSON.stringify({ log: base64url(keys.log), head: base64url(keys.head), transport: base64url(transport) })
  await replaceFile(serviceFile, `${text}\n`, 0o600)
  const self = process.argv[1] ?? ''
  try {
    await promisify(execFile)(process.execPath, [self, 'programme', 'demo', '--service', serviceFile, '--out', demo])
  } catch (cause) {
    // The child of a server that was killed may have been first; what it made is as good, since it is whole.
    if (await isThere(join(demo, 'programme.json'))) return
    throw new CommandError('no-demo', `The demo programme could not be made in ${demo}.`, 1, { cause })
  }
}

/** `demo-codes.json` stands at the top of the data folder too, as another name of the same file. */
async function placeCodes(dataDir: string, demo: string): Promise<void> {
  const file = join(dataDir, 'demo-codes.json')
  if (!(await isThere(file))) await link(join(demo, 'demo-codes.json'), file)
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

function warnOfDemo(dataDir: string, voice: Voice): void {
  voice.tell('This is a demo programme and is not blind: the codes that open every desk lie beside the server, in')
  voice.tell(`  ${join(dataDir, 'demo-codes.json')}`)
  voice.tell('Send nothing real.')
}
