// What keeps the first visit small: four steps of the build.
import { readFileSync } from 'node:fs'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { plainColours } from '@isnad/ui/tools/oklch.mjs'
import type { Plugin } from 'vite'

/** Colours as every browser knows them. */
const colours: Plugin = {
  name: 'plain-colours',
  enforce: 'pre',
  transform: {
    filter: { id: /\/ui\/src\/(light|dark)\.css$/ },
    handler: (css) => ({ code: plainColours(css), map: null }),
  },
}

/**
 * This app neither hydrates nor uses Svelte's legacy, async or tracing mode. Said as constants, the code for them falls away.
 */
const modes: Plugin = {
  name: 'no-other-modes',
  transform: {
    filter: { id: /\/svelte\/src\/internal\/(client\/dom\/hydration|flags\/index)\.js$/ },
    handler(code) {
      const flag = /export let (hydrating|\w+_mode_flag) = false;/g
      const names = [...code.matchAll(flag)].map((found) => found[1] ?? '')
      if (names.length === 0)
        throw new Error('Svelte names its flags anew: look at its hydration.js and flags/index.js')
      const set = new RegExp(`^\\t(${names.join('|')}) = \\w+;$`, 'gm')
      return { code: code.replace(flag, 'export const $1 = false;').replace(set, ''), map: null }
    },
  },
}

/** Vite's helper for parts fetched later, in its small form. */
const helper: Plugin = {
  name: 'fetch-once',
  enforce: 'pre',
  load: {
    filter: { id: /vite\/preload-helper\.js$/ },
    handler: () => readFileSync(new URL('fetch-once.js', import.meta.url), 'utf8'),
  },
}

/** Each file once more as gzip and Brotli, as small as they go, for the server to hand out as it is asked. */
const compressed: Plugin = {
  name: 'compressed',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      for (const [name, file] of Object.entries(bundle)) {
        if (!/\.(js|css|html|svg)$/.test(name)) continue
        const bytes = Buffer.from(file.type === 'chunk' ? file.code : file.source)
        const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
        this.emitFile({ type: 'asset', fileName: `${name}.gz`, source: gzipSync(bytes, { level: 9 }) })
        this.emitFile({ type: 'asset', fileName: `${name}.br`, source: brotliCompressSync(bytes, { params }) })
      }
    },
  },
}

export const lean: Plugin[] = [colours, modes, helper, compressed].map((plugin) => ({ ...plugin, apply: 'build' }))
