/**
 * Draws `src/icons.ts`: the icons that only the desk has, by the same rules as those of packages/ui.
 * Run: `node apps/desk/tools/icons.mjs`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { pathOf } from '../../../packages/ui/tools/icons.mjs'

/** Our name on the left, Lucide's file on the right. */
const icons = {
  abuse: 'shield-alert',
  appearance: 'sun-moon',
  attack: 'flame',
  checkpoint: 'traffic-cone',
  child: 'baby',
  extortion: 'hand-coins',
  financing: 'banknote',
  gathering: 'users-round',
  grave: 'shovel',
  heritage: 'landmark',
  keyboard: 'keyboard',
  kidnapping: 'user-round-x',
  killing: 'flower-2',
  larger: 'maximize',
  movement: 'route',
  online: 'globe',
  otherReport: 'message-square',
  property: 'house',
  slavery: 'unlink',
  smaller: 'minimize',
  torture: 'bandage',
  violence: 'heart-handshake',
}

const folder = new URL('icons/', import.meta.resolve('lucide-static/package.json'))
const rows = Object.entries(icons).map(([name, file]) => {
  const svg = readFileSync(new URL(`${file}.svg`, folder), 'utf8')
  return `export const ${name} =\n  '${pathOf(svg)}'`
})
const text = `// The desk's own icons, beside those of packages/ui: Lucide, https://lucide.dev, ISC License, whose notice stands there.
// Drawn by tools/icons.mjs; do not edit by hand.

${rows.join('\n')}
`
writeFileSync(fileURLToPath(new URL('../src/icons.ts', import.meta.url)), text)
