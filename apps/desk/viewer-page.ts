// Builds viewer.html beside the app: one classic script, since a frame with an origin of its own may not load modules.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import type { Plugin } from 'vite'
import { viewerPolicy } from './policy.ts'

const source = (name: string): string => fileURLToPath(new URL(`src/viewer/${name}`, import.meta.url))

async function script(): Promise<string> {
  const bundle = await rolldown({ input: source('frame.ts') })
  const { output } = await bundle.generate({ format: 'iife', minify: true })
  await bundle.close()
  return output[0].code
}

function page(scriptUrl: string, styleUrl: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${viewerPolicy}">
<meta name="referrer" content="no-referrer">
<title>Picture</title>
<link rel="stylesheet" href="${styleUrl}">
</head>
<body>
<canvas></canvas>
<script src="${scriptUrl}"></script>
</body>
</html>
`
}

/** The page on which pictures are drawn, as a plugin of the app's build. */
export function viewerPage(): Plugin {
  return {
    name: 'isnad-viewer-page',
    apply: 'build',
    async generateBundle() {
      const js = this.emitFile({ type: 'asset', name: 'viewer.js', source: await script() })
      const css = this.emitFile({
        type: 'asset',
        name: 'viewer.css',
        source: readFileSync(source('frame.css'), 'utf8'),
      })
      const html = page(`/${this.getFileName(js)}`, `/${this.getFileName(css)}`)
      this.emitFile({ type: 'asset', fileName: 'viewer.html', source: html })
    },
  }
}
