import { readdirSync, rmSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { built } from './built.ts'

afterAll(async () => rmSync((await built()).folder, { recursive: true }))

test('70 the pages hold no inline script, style or handler, and fetch nothing from elsewhere', async () => {
  const { folder, read } = await built()
  const pages = readdirSync(folder).filter((name) => name.endsWith('.html'))
  expect(pages.sort()).toEqual(['index.html', 'numbers.html'])
  for (const page of pages) {
    const html = read(page)
    for (const script of html.matchAll(/<script\b([^>]*)>([^<]*)/g)) {
      expect(script[1], page).toContain(' src="/assets/')
      expect(script[2]?.trim(), page).toBe('')
    }
    expect(html, page).not.toMatch(/<style\b|\sstyle=|\son\w+=|https?:\/\//)
  }
})

test('70 no script evaluates text, makes a worker from a blob, or sets markup but through the one named policy', async () => {
  const { folder, read } = await built()
  const scripts = readdirSync(`${folder}/assets`).filter((name) => name.endsWith('.js'))
  expect(scripts.length).toBeGreaterThan(10)
  const all = scripts.map((name) => read(`assets/${name}`)).join('\n')
  expect(all).not.toMatch(/\beval\(|new Function\(|new Worker\(|insertAdjacentHTML|document\.write/)
  expect([...all.matchAll(/createPolicy\(`([^`]+)`/g)].map((found) => found[1])).toEqual(['svelte-trusted-html'])
  expect(all.match(/\.innerHTML\s*=/g)).toHaveLength(1)
})

test('titles, addresses and file names say nothing of what this is', async () => {
  const { folder, read } = await built()
  const told = /isnad|إسناد|report|بلاغ|desk|مكتب/i
  for (const name of readdirSync(folder, { recursive: true })) expect(String(name)).not.toMatch(told)
  for (const page of ['index.html', 'numbers.html']) expect(read(page), page).not.toMatch(told)
})
