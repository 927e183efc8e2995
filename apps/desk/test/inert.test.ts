import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inertLine, inertParts } from '../src/text/inert.ts'
import { inertLink } from '../src/text/link.ts'

test('69 an override becomes a mark and steers nothing', () => {
  expect(inertParts('photo\u202Egpj.exe')).toEqual([{ text: 'photo' }, { mark: 'U+202E' }, { text: 'gpj.exe' }])
  for (const code of [0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0xfeff, 0, 0x1b, 0xe0041])
    expect(inertParts(`a${String.fromCodePoint(code)}b`)).toHaveLength(3)
})

test('69 in one line no steering character is left', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
      expect(inertLine(text)).not.toMatch(/[\u202A-\u202E\u2066-\u2069\n\r\t\u0000]/u)
    }),
  )
})

test('69 the words themselves are kept, joiners and direction marks of the keyboard too', () => {
  const kurdish = 'ده\u200Cکه\u200Dم \u200Fنامەیەک'
  expect(inertParts(kurdish)).toEqual([{ text: kurdish }])
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (text) => {
      const back = inertParts(text).map((part) =>
        'text' in part ? part.text : String.fromCodePoint(Number.parseInt(part.mark.slice(2), 16)),
      )
      expect(back.join('')).toBe(text.replaceAll(/\r\n?|\u2028|\u2029/gu, '\n'))
    }),
  )
})

test('a long text is cut between letters, never inside one', () => {
  expect(inertLine('🪨'.repeat(300), 10)).toBe(`${'🪨'.repeat(10)}…`)
})

test('69 a link that imitates another says where it leads', () => {
  expect(inertLink('https://аpple.com/x')).toMatchObject({ host: 'xn--pple-43d.com', foreignLetters: true })
  expect(inertLink('https://bank.example@evil.example/')).toMatchObject({ host: 'evil.example', hidesHost: true })
  expect(inertLink('https://t.example/news')).toMatchObject({
    host: 't.example',
    foreignLetters: false,
    hidesHost: false,
  })
})

test('69 what is no web address has no host, whatever it looks like', () => {
  for (const text of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'نص', ''])
    expect(inertLink(text).host).toBeNull()
})
