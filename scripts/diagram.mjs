// `npm run diagram`: draws who imports whom, read from the code, into ARCHITECTURE.md between its two marks.
import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { checkFloors } from './floors.mjs'
import { root } from './run.mjs'

/** Where the drawing stands in ARCHITECTURE.md. */
export const drawn = /(<!-- drawn from the code by `npm run diagram` -->\n)[\s\S]*?(<!-- end of the drawing -->)/

/**
 * An arrow goes down to what is imported; one that follows from two others is left out.
 *
 * @param {ReadonlyMap<string, ReadonlySet<string>>} uses
 * @returns {string} a Mermaid flowchart, fenced
 */
export function draw(uses) {
  /** @param {string} from @param {string} to @returns {boolean} */
  const reaches = (from, to) => [...(uses.get(from) ?? [])].some((next) => next === to || reaches(next, to))
  const name = (/** @type {string} */ folder) => folder.split('/')[1]
  const lines = [...uses].sort().flatMap(([from, all]) => {
    const direct = [...all].sort().filter((to) => ![...all].some((other) => other !== to && reaches(other, to)))
    return direct.map((to) => `  ${name(from)} --> ${name(to)}`)
  })
  const apps = [...uses.keys()].filter((folder) => folder.startsWith('apps/')).sort()
  return [
    '```mermaid',
    'flowchart TD',
    ...apps.map((app) => `  ${name(app)}([apps/${name(app)}])`),
    ...lines,
    '```',
    '',
  ].join('\n')
}

/** The drawing of the code as it is. */
export const drawing = async () => draw((await checkFloors(root)).uses)

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const page = `${root}/ARCHITECTURE.md`
  const text = readFileSync(page, 'utf8')
  const picture = await drawing()
  writeFileSync(
    page,
    text.replace(drawn, (_all, start, end) => `${start}${picture}${end}`),
  )
}
