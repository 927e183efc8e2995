// The numbered SQL files beside this module, in order.
import { readdir, readFile } from 'node:fs/promises'

export interface Migration {
  readonly number: number
  readonly sql: string
}

const folder = new URL('./sql/', import.meta.url)

export async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{6}\.sql$/.test(name)).sort()
  const read = async (name: string) => ({
    number: Number(name.slice(0, 6)),
    sql: await readFile(new URL(name, folder), 'utf8'),
  })
  return await Promise.all(names.map(read))
}
