// Two rules of the screens that no linter has: styles know no left or right, and some words are never said.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const side = '(?:left|right)'
const physical = [
  new RegExp(`(?<![-\\w])(?:scroll-)?(?:margin|padding|border)-${side}(?![\\w])`),
  new RegExp(`(?<![-\\w])border-(?:top|bottom)-${side}-radius`),
  new RegExp(`(?<![-\\w.])${side}\\s*:`),
  new RegExp(`(?<![-\\w])(?:text-align|text-align-last|float|clear|caption-side|justify-[a-z]+)\\s*:\\s*${side}`),
  new RegExp(`(?<![-\\w])(?:background|mask|object|transform|perspective)-(?:position|origin)\\s*:[^;}]*\\b${side}\\b`),
  // Four values that differ on the second and fourth place set left and right apart.
  /(?<![-\w])(?:margin|padding|inset|border-width|scroll-margin|scroll-padding)\s*:\s*(\S+)\s+(\S+)\s+(\S+)\s+(?!\2\s*[;}!])[^\s;}]+\s*[;}!]/,
]

/**
 * The styles of a file that name a physical side.
 *
 * @param {string} path of a `.css`, `.svelte` or `.html` file
 * @param {string} text
 * @returns {string[]} one fault a line
 */
export function physicalSides(path, text) {
  const styles = path.endsWith('.css') ? [text] : stylesOf(text)
  return styles
    .map((style) => style.replaceAll(/\/\*[\s\S]*?\*\//g, ''))
    .flatMap((style) => style.split('\n'))
    .filter((line) => physical.some((rule) => rule.test(`${line};`)))
    .map((line) => `direction: ${path}: ${line.trim()}`)
}

/** Style blocks, style attributes and style directives. @param {string} text @returns {string[]} */
function stylesOf(text) {
  const markup = text.replaceAll(/<script[\s\S]*?<\/script>/g, '')
  const blocks = [...markup.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map((found) => String(found[1]))
  const attributes = [...markup.matchAll(/\sstyle=(?:"([^"]*)"|'([^']*)'|\{`([^`]*)`\})/g)]
  const directives = [...markup.matchAll(/\sstyle:([a-z-]+)=/g)].map((found) => `${found[1]}:`)
  return [...blocks, ...attributes.map((found) => found[1] ?? found[2] ?? found[3] ?? ''), ...directives]
}

const english =
  /(?<!\p{L})(?:terrorists?|terrorism|suspects?|suspected|criminals?|informers?|targets?|targeted|enem(?:y|ies)|hits?|match(?:es|ed|ing)?|risk scores?|submit(?:s|ted|ting)?|invalid|failed|please wait|oops)(?!\p{L})/iu
// Folded: without marks, hamza and alef as one. A word may carry the article and joined particles before it.
const arabic =
  /(?<!\p{L})[وفبلك]?(?:ال|لل)?(?:ارهابي|ارهاب|مشتبه|مجرم|مخبر|واشي|مستهدف|عدو|اعداء|تطابق|مطابقه?|درجه الخطوره|غير صالح|فشل|يرجي الانتظار|الرجاء الانتظار|رجاء الانتظار)(?:ين|ون|ه|ات|ان|ا)?(?!\p{L})/u

/** @param {string} text */
const foldArabic = (text) =>
  text
    .normalize('NFKC')
    .replaceAll(/[\p{Mn}\u0640\u200b-\u200f]/gu, '')
    .replaceAll(/[أإآٱ]/g, 'ا')
    .replaceAll('ى', 'ي')
    .replaceAll('ة', 'ه')

/**
 * The words on a screen that the interface never says.
 *
 * @param {string} path of a file of words by language
 * @param {unknown} words any JSON
 * @param {string} [key]
 * @returns {string[]} one fault a line
 */
export function forbiddenWords(path, words, key = '') {
  if (typeof words === 'string') {
    const found = english.exec(words) ?? arabic.exec(foldArabic(words))
    return found ? [`words: ${path}: ${key}: "${found[0]}"`] : []
  }
  if (words === null || typeof words !== 'object') return []
  return Object.entries(words).flatMap(([name, value]) => forbiddenWords(path, value, key ? `${key}.${name}` : name))
}

/**
 * @param {string} root
 * @returns {{files: number, faults: string[]}}
 */
export function checkScreens(root) {
  const files = ['packages/ui', 'apps/source', 'apps/desk'].flatMap((folder) => walk(root, folder))
  const faults = files.flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8')
    return path.endsWith('.json') ? forbiddenWords(path, JSON.parse(text)) : physicalSides(path, text)
  })
  return { files: files.length, faults }
}

/** @param {string} root @param {string} folder @returns {string[]} */
function walk(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return ['node_modules', 'dist', 'test'].includes(entry.name) ? [] : walk(root, path)
    if (entry.name.endsWith('.json')) return folder.split('/').length > 2 ? [path] : []
    return /[.](css|svelte|html)$/.test(entry.name) ? [path] : []
  })
}
