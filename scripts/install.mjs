// What a fresh machine lacks: the dependencies by the lock file, and Debian's packages for the tests.
import { existsSync, readFileSync } from 'node:fs'
import { root, run } from './run.mjs'

/** @typedef {{version?: string, link?: boolean, optional?: boolean, dev?: boolean}} Locked */

/** Whether what is installed differs from the lock file. */
export function installStale() {
  const installed = `${root}/node_modules/.package-lock.json`
  if (!existsSync(installed)) return true
  const packagesOf = (/** @type {string} */ path) =>
    /** @type {Record<string, Locked>} */ (JSON.parse(readFileSync(path, 'utf8')).packages)
  const held = packagesOf(installed)
  return Object.entries(packagesOf(`${root}/package-lock.json`)).some(
    ([path, { version, link, optional }]) =>
      path.startsWith('node_modules/') && (link ? !held[path] : !optional && held[path]?.version !== version),
  )
}

/** Installs by the lock file when needed. @throws {Error} when npm cannot */
export async function install() {
  if (!installStale()) return
  console.error('Installing the dependencies by the lock file …')
  const { code } = await run('npm', ['ci', '--include=dev'], { show: true })
  if (code !== 0) throw new Error('npm ci did not install the dependencies')
}

let listsRead = false

/**
 * Installs Debian's packages, as root on a machine that has apt.
 *
 * @param {readonly string[]} names
 * @returns {Promise<string>} empty when they are there, else why not, in words
 */
export async function installDebian(names) {
  if (process.getuid?.() !== 0) return 'not root, so Debian packages cannot be installed'
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  if (!listsRead) {
    const { code } = await run('apt-get', ['update', '-q'], { env })
    if (code === 127) return 'there is no apt-get'
    listsRead = code === 0
  }
  console.error(`Installing ${names.join(', ')} …`)
  const { code, output } = await run('apt-get', ['install', '-yq', '--no-install-recommends', ...names], { env })
  return code === 0 ? '' : `apt-get could not install ${names.join(', ')}: ${output.trim().split('\n').at(-1)}`
}
