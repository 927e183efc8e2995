import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig, type Plugin } from 'vite'
import { appPolicy } from './policy.ts'
import { viewerPage } from './viewer-page.ts'

/** Writes the policy into the page as the first thing a browser reads. */
export function policyInPage(): Plugin {
  return {
    name: 'isnad-policy-in-page',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: () => [
        {
          tag: 'meta',
          attrs: { 'http-equiv': 'Content-Security-Policy', content: appPolicy },
          injectTo: 'head-prepend',
        },
      ],
    },
  }
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [svelte({ configFile: false, compilerOptions: { runes: true } }), policyInPage(), viewerPage()],
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
})
