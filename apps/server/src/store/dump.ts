// Every table as text, as one moment saw them.
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Client } from 'pg'
import { to as copyTo } from 'pg-copy-streams'

/** Writes `<table>.tsv` with a line of column names first. */
export async function copyTables(url: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const tables = await client.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
    )
    for (const { name } of tables.rows) {
      const file = createWriteStream(join(folder, `${name}.tsv`), { mode: 0o600 })
      await pipeline(client.query(copyTo(`copy "${name}" to stdout with (header)`)), file)
    }
    await client.query('commit')
  } finally {
    await client.end()
  }
}
