// Connections and transactions. Every refusal of the database leaves here as a code of the contract.
import { WireError } from '@isnad/wire'
import { Client, Pool, type PoolClient, type QueryResultRow } from 'pg'

/** Where statements run: on their own, or in a transaction. */
export interface Tx {
  /** The rows of one statement; `name` keeps it prepared on its connection. */
  query<Row extends QueryResultRow>(text: string, values?: readonly unknown[], name?: string): Promise<Row[]>
}

export interface Database extends Tx {
  /** Commits when `work` ends well, else nothing of it remains. @throws {WireError} `database-away`, `no-room` */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export function openDatabase(url: string): Database {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 60_000,
    statement_timeout: 60_000,
  })
  // A connection that breaks while idle is replaced at the next use.
  pool.on('error', () => undefined)
  return {
    query: (text, values, name) => translated(() => ask(pool, text, values, name)),
    transaction: (work) => translated(() => transact(pool, work)),
    close: () => pool.end(),
  }
}

async function transact<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  client.on('error', onBreak)
  try {
    await client.query('begin')
    const result = await work({ query: (text, values, name) => ask(client, text, values, name) })
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => (broken = failure))
    throw error
  } finally {
    client.off('error', onBreak)
    client.release(broken)
  }
  function onBreak(error: Error) {
    broken = error
  }
}

async function ask<Row extends QueryResultRow>(
  on: Pool | PoolClient,
  text: string,
  values: readonly unknown[] = [],
  name?: string,
): Promise<Row[]> {
  const query = { text, values: [...values] }
  return (await on.query<Row>(name === undefined ? query : { ...query, name })).rows
}

async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = codeOf(error)
    throw code === undefined ? error : new WireError(code, {}, { cause: error })
  }
}

/** What SQLSTATEs and errors of the connection mean to a caller; `undefined` for a fault of ours. */
function codeOf(error: unknown): 'database-away' | 'no-room' | 'busy' | undefined {
  if (!(error instanceof Error) || error instanceof WireError) return undefined
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code === '53100' || code === '58030') return 'no-room'
  // Two transactions in each other's way, or one that took too long: nothing of it remains.
  if (/^40/.test(code) || code === '57014' || code === '55P03') return 'busy'
  if (/^(08|57P)/.test(code) || code === '53300' || /^E[A-Z]+$/.test(code)) return 'database-away'
  return /^(Connection terminated|timeout exceeded|Client has encountered)/.test(error.message)
    ? 'database-away'
    : undefined
}

/** A connection of its own that holds an advisory lock as long as it lives; `undefined` when another holds it. */
export interface Guard {
  readonly lost: Promise<void>
  release(): Promise<void>
}

/** Names the lock of the one server a database has: "isnad". */
const serverLock = 0x69736e6164

export async function takeGuard(url: string): Promise<Guard | undefined> {
  const client = new Client({ connectionString: url, keepAlive: true })
  const lost = new Promise<void>((resolve) => {
    client.on('error', () => resolve())
    client.once('end', () => resolve())
  })
  await translated(() => client.connect())
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [serverLock])
  if (rows[0]?.held === true) return { lost, release: () => client.end() }
  await client.end()
  return undefined
}

/** Makes the database of a name beside the one the URL leads to, unless it is there. Gives its URL. */
export async function ensureDatabase(url: string, name: string): Promise<string> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query('select from pg_database where datname = $1', [name])
    if (rows.length === 0) await client.query(`create database "${name}"`)
  } finally {
    await client.end()
  }
  const own = new URL(url)
  own.pathname = `/${name}`
  return own.href
}
