// One runner: `node` needs nothing, `served` gets one PostgreSQL, `browser` runs in one Chromium.
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromiumArgs, findChromium } from './scripts/chromium.mjs'

const long = process.env['ISNAD_TEST_LONG'] === '1'
const exclude = ['**/node_modules/**', '**/dist/**', ...(long ? [] : ['**/*.long.test.ts'])]
const inNode = { environment: 'node' as const, exclude: [...exclude, '**/*.browser.test.ts'] }

// The browser that the runner started for the whole run, else one of its own for a single call of vitest.
const endpoint = process.env['ISNAD_BROWSER']
const executablePath = findChromium()
const browser = endpoint
  ? { connectOptions: { wsEndpoint: endpoint } }
  : { launchOptions: { args: chromiumArgs, ...(executablePath ? { executablePath } : {}) } }

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...inNode,
          name: 'node',
          include: ['{packages/*,apps/source,apps/desk,scripts}/test/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...inNode,
          name: 'served',
          include: ['apps/{server,cli}/test/**/*.test.ts', 'e2e/**/*.test.ts'],
          globalSetup: 'scripts/test/postgres.ts',
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        plugins: [svelte({ configFile: false })],
        test: {
          name: 'browser',
          include: ['{packages,apps}/*/test/**/*.browser.test.ts', 'e2e/**/*.browser.test.ts'],
          exclude,
          testTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright(browser),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})
