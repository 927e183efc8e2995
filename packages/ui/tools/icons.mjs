/**
 * Draws `src/icons.ts` from lucide-static: each icon becomes one path, so that a component needs no markup from a
 * string (Trusted Types) and an unused icon costs nothing. Run: `node packages/ui/tools/icons.mjs`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Our name on the left, Lucide's file on the right. */
export const icons = {
  archive: 'archive',
  arrow: 'arrow-right',
  back: 'arrow-left',
  box: 'package',
  check: 'check',
  checkTwice: 'check-check',
  chevron: 'chevron-right',
  chevronDown: 'chevron-down',
  clock: 'clock',
  clockAlert: 'clock-alert',
  correct: 'file-pen',
  corner: 'corner-down-right',
  cross: 'x',
  danger: 'triangle-alert',
  download: 'download',
  eye: 'eye',
  eyeOff: 'eye-off',
  file: 'file',
  fingerprint: 'fingerprint',
  help: 'hand-helping',
  history: 'history',
  image: 'image',
  inbox: 'inbox',
  info: 'info',
  key: 'key-round',
  languages: 'languages',
  leave: 'log-out',
  link: 'link',
  list: 'list',
  loader: 'loader',
  locate: 'locate',
  lock: 'lock',
  messagePlus: 'message-square-plus',
  messages: 'messages-square',
  moon: 'moon',
  offline: 'wifi-off',
  paperclip: 'paperclip',
  pencil: 'pencil',
  person: 'user',
  personPlus: 'user-plus',
  personSearch: 'user-search',
  phone: 'phone',
  pin: 'map-pin',
  plus: 'plus',
  question: 'circle-question-mark',
  refresh: 'refresh-cw',
  refused: 'circle-alert',
  scale: 'scale',
  scroll: 'scroll-text',
  search: 'search',
  searchCheck: 'search-check',
  send: 'send',
  shield: 'shield',
  signal: 'signal',
  sun: 'sun',
  threat: 'message-square-warning',
  trash: 'trash-2',
  users: 'users',
}

/** @param {string} tag @param {string} name */
const attribute = (tag, name) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
/** @param {string} tag @param {string} name */
const number = (tag, name) => Number(attribute(tag, name))
/** @param {number} n */
const print = (n) => String(Math.round(n * 1000) / 1000)

/** @param {string} tag */
function circle(tag) {
  const [x, y, r] = [number(tag, 'cx'), number(tag, 'cy'), number(tag, 'r')]
  return `M${print(x - r)} ${print(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`
}

/** @param {string} tag */
function rect(tag) {
  const [x, y, r] = [number(tag, 'x'), number(tag, 'y'), number(tag, 'rx')]
  const [across, down] = [print(number(tag, 'width') - 2 * r), print(number(tag, 'height') - 2 * r)]
  /** @param {number} dx @param {number} dy */
  const corner = (dx, dy) => `a${r} ${r} 0 0 1 ${dx} ${dy}`
  return `M${print(x + r)} ${y}h${across}${corner(r, r)}v${down}${corner(-r, r)}h-${across}${corner(-r, -r)}v-${down}${corner(r, -r)}`
}

/** A path that follows another must not start relative to where that one ended. @param {string} d */
function absolute(d) {
  const start = /^m\s*(-?[\d.]+)[\s,]*(-?[\d.]+)\s*(.*)$/s.exec(d)
  if (start === null) return d
  const rest = start[3] ?? ''
  return `M${start[1]} ${start[2]}${/^[-\d.]/.test(rest) ? 'l' : ''}${rest}`
}

/** Shorter, and the same to the eye: two decimals of a 24 grid, no zero before a point, no space before a minus. @param {string} d */
function shorter(d) {
  const rounded = d.replaceAll(/(?<!\d)\d*\.\d+/g, (n) =>
    String(Math.round(Number(n) * 100) / 100).replace(/^0(?=\.)/, ''),
  )
  return rounded.replaceAll(/ (?=-)/g, '')
}

/** One path from the children of a Lucide SVG. @param {string} svg @returns {string} */
export function pathOf(svg) {
  const tags = svg.match(/<(path|circle|rect|line|polyline|ellipse|polygon)\b[^>]*>/g) ?? []
  const shapes = tags.map((tag) => {
    const shape = /^<(\w+)/.exec(tag)?.[1]
    if (shape === 'path') return absolute(attribute(tag, 'd'))
    if (shape === 'circle') return circle(tag)
    if (shape === 'rect') return rect(tag)
    if (shape === 'line')
      return `M${attribute(tag, 'x1')} ${attribute(tag, 'y1')}L${attribute(tag, 'x2')} ${attribute(tag, 'y2')}`
    if (shape === 'polyline') return `M${attribute(tag, 'points')}`
    throw new Error(`no rule for <${shape}>`)
  })
  return shorter(shapes.join(''))
}

const folder = new URL('icons/', import.meta.resolve('lucide-static/package.json'))

/** The text of `src/icons.ts`. */
export function drawIcons() {
  const rows = Object.entries(icons).map(([name, file]) => {
    const svg = readFileSync(new URL(`${file}.svg`, folder), 'utf8')
    return `export const ${name} =\n  '${pathOf(svg)}'`
  })
  return `// Icons as single paths on a 24 grid, stroke 1.75, round. Drawn by tools/icons.mjs; do not edit by hand.
// From Lucide, https://lucide.dev, ISC License:
// Copyright (c) 2026 Lucide Icons and Contributors. Permission to use, copy, modify, and/or distribute this software
// for any purpose with or without fee is hereby granted, provided that the above copyright notice and this permission
// notice appear in all copies. THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO
// THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE
// LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF
// USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN
// CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.

${rows.join('\n')}

/** Our own: a scalloped ring with a keyhole, for what is sealed and cannot be opened here. */
export const seal =
  '${sealPath()}'
`
}

/** Eight scallops on a ring, and a keyhole. */
function sealPath() {
  const [scallops, ring] = [8, 8.6]
  /** @param {number} i */
  const at = (i) => {
    const angle = (i / scallops) * 2 * Math.PI - Math.PI / scallops
    return `${print(12 + ring * Math.sin(angle))} ${print(12 - ring * Math.cos(angle))}`
  }
  const bow = Array.from({ length: scallops }, (_, i) => `A3.7 3.7 0 0 1 ${at(i + 1)}`)
  return shorter(`M${at(0)}${bow.join('')}M12 12.2a1.9 1.9 0 1 0 0-3.8a1.9 1.9 0 1 0 0 3.8v3.2`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('../src/icons.ts', import.meta.url), drawIcons())
}
