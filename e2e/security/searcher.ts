// Looks for secrets in files, in every form a program could have written them down in.
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** A secret with a name for the report: text, or bytes where it is a key. */
export interface Secret {
  readonly name: string
  readonly value: string | Uint8Array
}
/** One way in which a secret may stand in a file. */
export interface Form {
  readonly secret: string
  readonly encoding: string
  readonly bytes: Buffer
}
export interface Hit {
  readonly file: string
  readonly secret: string
  readonly encoding: string
}

/** Every form of a secret: the bytes that would stand in a file. */
export function formsOf({ name, value }: Secret): Form[] {
  const raw = Buffer.from(value)
  const forms: [string, Buffer][] = [[typeof value === 'string' ? 'utf-8' : 'raw', raw], ...textForms('', raw)]
  if (typeof value === 'string') {
    const little = Buffer.from(value, 'utf16le')
    const big = Buffer.from(little).swap16()
    forms.push(['utf-16le', little], ['utf-16be', big], ...textForms('utf-16le in ', little))
    forms.push(['\\u', Buffer.from(escaped(value, false))], ['\\u upper', Buffer.from(escaped(value, true))])
    forms.push(['\\u beyond ascii', Buffer.from(value.replace(/[^\x20-\x7e]/g, (unit) => escaped(unit, false)))])
    forms.push(['encodeURIComponent', Buffer.from(encodeURIComponent(value))])
  }
  const distinct = new Map(forms.map(([encoding, bytes]) => [bytes.toString('latin1'), { encoding, bytes }]))
  return [...distinct.values()].map((form) => ({ secret: name, ...form }))
}

/** Bytes written as text: hex, percent, and base64 at each of its three alignments, without what the neighbours decide. */
function textForms(prefix: string, raw: Buffer): [string, Buffer][] {
  const hex = raw.toString('hex')
  const percent = hex.replace(/../g, '%$&')
  const written: [string, string][] = [
    ['decimal', raw.join(',')],
    ['hex', hex],
    ['HEX', hex.toUpperCase()],
    ['percent', percent],
    ['PERCENT', percent.toUpperCase()],
    ['\\x', hex.replace(/../g, '\\x$&')],
  ]
  for (const shift of [0, 1, 2]) {
    const base64 = Buffer.concat([Buffer.alloc(shift), raw]).toString('base64')
    const whole = base64.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + raw.length) * 8) / 6))
    written.push([`base64 +${shift}`, whole])
    written.push([`base64url +${shift}`, whole.replaceAll('+', '-').replaceAll('/', '_')])
  }
  return written.map(([name, text]) => [`${prefix}${name}`, Buffer.from(text)])
}

const escaped = (text: string, upper: boolean) =>
  Array.from({ length: text.length }, (_, i) => {
    const code = text.charCodeAt(i).toString(16).padStart(4, '0')
    return `\\u${upper ? code.toUpperCase() : code}`
  }).join('')

/** Finds forms in one pass, by their first four bytes. */
export class Searcher {
  readonly #byStart = new Map<number, Form[]>()
  readonly #pairs = new Uint8Array(65_536)

  constructor(secrets: readonly Secret[]) {
    for (const form of secrets.flatMap(formsOf)) {
      if (form.bytes.length < 8) throw new RangeError(`${form.secret} is too short to be looked for`)
      const start = form.bytes.readUInt32BE(0)
      this.#pairs[start >>> 16] = 1
      this.#byStart.set(start, [...(this.#byStart.get(start) ?? []), form])
    }
  }

  search(bytes: Buffer): Form[] {
    const found = new Set<Form>()
    for (let i = 0; i + 8 <= bytes.length; i++) {
      if (this.#pairs[((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0)] === 0) continue
      for (const form of this.#byStart.get(bytes.readUInt32BE(i)) ?? []) {
        const { length } = form.bytes
        if (i + length <= bytes.length && form.bytes.compare(bytes, i, i + length) === 0) found.add(form)
      }
    }
    return [...found]
  }

  /** Every file under a folder and every name on the way; throws where there is nothing to look at. */
  async searchFolder(folder: string, leftOut: (path: string) => boolean = () => false): Promise<Hit[]> {
    const hits: Hit[] = []
    const names = await readdir(folder, { recursive: true })
    let files = 0
    for (const name of names) {
      const path = join(folder, name)
      const add = (file: string, bytes: Buffer) =>
        hits.push(...this.search(bytes).map(({ encoding, secret }) => ({ file, secret, encoding })))
      add(`the name ${name}`, Buffer.from(name))
      // What a server removes at its own time may be gone by now.
      const found = await stat(path).catch(() => undefined)
      if (found === undefined || !found.isFile() || leftOut(name)) continue
      const bytes = await readFile(path).catch(() => undefined)
      if (bytes === undefined) continue
      add(name, bytes)
      files++
    }
    if (files === 0) throw new Error(`nothing to search in ${folder}`)
    return hits
  }
}
