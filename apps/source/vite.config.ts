import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'
import { lean } from './build/lean.ts'

// Static files for any server. Nothing is inlined (CSP), and nothing newer than what an old phone's browser knows.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    svelte({
      configFile: false,
      compilerOptions: { cssHash: ({ hash, filename }) => `s${hash(filename).slice(0, 3)}` },
    }),
    lean,
  ],
  build: {
    target: ['chrome100', 'firefox102', 'safari16.4'],
    assetsInlineLimit: 0,
    manifest: true,
    modulePreload: { polyfill: false },
    emptyOutDir: true,
    rolldownOptions: {
      input: ['index.html', 'numbers.html'].map((page) => `${import.meta.dirname}/${page}`),
      // Svelte does not say so itself: a module of its runtime that nothing uses has no effect. Nor has reading a property.
      treeshake: {
        propertyReadSideEffects: false,
        moduleSideEffects: (id) => !id.includes('/node_modules/svelte/src/'),
      },
      // So that an icon lies in the part of the app that shows it.
      optimization: { inlineConst: { mode: 'all', pass: 2 } },
      output: {
        codeSplitting: {
          // What is fetched together lies together: many small files compress worse.
          groups: [
            { name: 'first', tags: ['$initial'], priority: 2 },
            {
              name: 'steps',
              test: /\/source\/src\/(steps\/|consent|sealing|outgoing|report-of|when)|\/ui\/src\/(choice|pick|chip)\.svelte/,
            },
            {
              name: 'sealing',
              test: /\/source\/src\/(whole-channel|code-on-phone|troubles)\.ts|\/crypto\/src\/suite1\.ts/,
            },
          ],
        },
      },
    },
  },
})
