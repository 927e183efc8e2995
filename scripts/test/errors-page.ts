// docs/ops/errors.md as it follows from the sources: every code with its line of the comment beside it, so that the page cannot drift.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const text = (path: string) => readFileSync(`${root}/${path}`, 'utf8')

export interface Explained {
  readonly code: string
  /** When it comes, and what to do: the source's own words. */
  readonly words: string
}

const sections: readonly { readonly title: string; readonly lead: string; readonly files: readonly string[] }[] = [
  {
    title: 'What keeps a server from starting',
    lead: 'Printed by `serve` and `dump` at the end of the line, in brackets.',
    files: ['apps/server/src/errors.ts'],
  },
  {
    title: 'What a server says while it runs',
    lead: 'The `event` of a line on standard error.',
    files: ['apps/server/src/events.ts'],
  },
  {
    title: 'What a call is refused with',
    lead: 'The `error` of the answer; the metric `isnad_refusals_total` counts them by code. The two without a status are the client’s own.',
    files: ['packages/wire/src/errors.ts'],
  },
  {
    title: 'What a phone meets',
    lead: 'The app says it in words; the command line adds the code in brackets.',
    files: ['packages/outbox/src/errors.ts', 'packages/envelope/src/errors.ts', 'packages/model/src/errors.ts'],
  },
  {
    title: 'What a desk meets',
    lead: 'The app says it in words, and shows the code where it asks to pass one on.',
    files: ['packages/vault/src/errors.ts'],
  },
  {
    title: 'What stands behind those',
    lead: 'Causes of the others, seen in a trace (`ISNAD_TRACE=1`) or by who works on the code.',
    files: ['directory', 'tlog', 'crypto', 'bytes'].map((name) => `packages/${name}/src/errors.ts`),
  },
]

/** Every file that lists codes, the command line's apart. */
export const explainedFiles = sections.flatMap(({ files }) => files)

/** The lines "- `code`, `code`: words" of the comments in a source. A line may go on in the next, or begin behind a full stop. */
export function explained(path: string): Explained[] {
  const comments = [...text(path).matchAll(/\/\*\*([\s\S]*?)\*\//g)].map(([, body]) =>
    String(body).replaceAll(/^\s*\* ?/gm, ''),
  )
  const entries = comments.flatMap((body) =>
    body
      .split(/^- |(?<=\.) (?=`[a-z-]+`(?:, `[a-z-]+`)*: )/m)
      .slice(1)
      .map((entry) => entry.split(/\n\s*\n/)[0] ?? ''),
  )
  return entries.flatMap((entry) => {
    const found = /^((?:`[a-z0-9-]+`(?:, )?)+): ([\s\S]+)$/.exec(entry.trim())
    const words = String(found?.[2]).replaceAll(/\s+/g, ' ').trim()
    return [...String(found?.[1] ?? '').matchAll(/`([a-z0-9-]+)`/g)].map(([, code]) => ({ code: String(code), words }))
  })
}

/** The codes a source can give: the members of its union, and the keys of the contract's table. */
export function declared(path: string): string[] {
  const source = text(path)
  const unions = [...source.matchAll(/export type \w*Code =([\s\S]*?)\n(?=\n|export|interface)/g)].flatMap(([, body]) =>
    [...String(body).matchAll(/'([a-z0-9-]+)'/g)].map(([, code]) => String(code)),
  )
  const table = /errorStatus = \{([\s\S]*?)\} as const/.exec(source)?.[1] ?? ''
  return [...new Set([...unions, ...[...table.matchAll(/^ {2}'?([a-z-]+)'?: \d+/gm)].map(([, code]) => String(code))])]
}

function statuses(): ReadonlyMap<string, string> {
  const table = /errorStatus = \{([\s\S]*?)\} as const/.exec(text('packages/wire/src/errors.ts'))?.[1] ?? ''
  return new Map([...table.matchAll(/^ {2}'?([a-z-]+)'?: (\d+)/gm)].map(([, code, status]) => [`${code}`, `${status}`]))
}

const sources = (folder: string): string[] =>
  readdirSync(`${root}/${folder}`, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? sources(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
  )

/** What the command line refuses by itself, with the words it prints; a value it fills in is an ellipsis. */
export function ofCommands(): Explained[] {
  const found = sources('apps/cli/src').flatMap((path) => [
    ...text(path).matchAll(/new CommandError\(\s*'([a-z-]+)',\s*(['`])((?:(?!\2)[\s\S])+)\2/g),
  ])
  const words = new Map<string, Set<string>>()
  for (const [, code, , said] of found) {
    const held = words.get(`${code}`) ?? new Set()
    words.set(`${code}`, held.add(`${said}`.replaceAll(/\$\{[^}]*\}/g, '…')))
  }
  return [...words].sort().map(([code, said]) => ({ code, words: [...said].join(' · ') }))
}

const table = (head: string, rows: readonly string[]) => [head, head.replaceAll(/[^|]+/g, '---'), ...rows, '']

function packageOf(path: string): string {
  return path.split('/')[1] ?? ''
}

/** The page. */
export function errorsPage(): string {
  const status = statuses()
  const lines = [
    '# Codes',
    '',
    'Every code by which a person or an operator can be told that something did not go: when it comes, and what to do. The lines are those beside the codes in the sources; a test holds this page to them, and `npx vitest run scripts/test/documents.test.ts -u` writes it anew.',
    '',
  ]
  for (const { title, lead, files } of sections) {
    const wire = files[0] === 'packages/wire/src/errors.ts'
    const several = files.length > 1
    const rows = files.flatMap((path) =>
      explained(path).map(({ code, words }) => {
        const second = wire ? ` ${status.get(code) ?? ''} |` : several ? ` ${packageOf(path)} |` : ''
        return `| \`${code}\` |${second} ${words} |`
      }),
    )
    const head = `| code |${wire ? ' status |' : several ? ' package |' : ''} when; what to do |`
    lines.push(`## ${title}`, lead, '', ...table(head, rows))
  }
  const rows = ofCommands().map(({ code, words }) => `| \`${code}\` | ${words} |`)
  lines.push('## What the command line says by itself')
  lines.push(
    'Exit status 1: refused or broken. 2 (`usage`, with the words of the command): the words of the command are off. 3: the time given was used up.',
  )
  lines.push('', ...table('| code | its words |', rows))
  return lines.join('\n')
}
