import { expect, test } from 'vitest'
import { forbiddenWords, physicalSides } from '../screens.mjs'

const style = (css: string) => physicalSides('x.svelte', `<p>left: right</p>\n<style>\n.a {\n${css}\n}\n</style>`)

test('a style that names left or right is a fault', () => {
  const wrong = [
    'margin-left: 4px;',
    'padding-right: 1rem;',
    'border-left: 1px solid;',
    'border-left-width: 1px;',
    'border-top-right-radius: 8px;',
    'left: 0;',
    'right : 0',
    'text-align: left;',
    'float: right;',
    'background-position: right 4px center;',
    'transform-origin: left top;',
    'margin: 0 4px 0 8px;',
    'padding: 0 var(--a) 0 0;',
    'scroll-margin-left: 1px;',
  ]
  for (const css of wrong) expect(style(css), css).toHaveLength(1)
  expect(physicalSides('x.css', '.a { margin-left: 0 }')).toHaveLength(1)
  expect(physicalSides('x.svelte', '<p style="text-align: right">a</p>')).toHaveLength(1)
  expect(physicalSides('x.svelte', '<p style:margin-left="4px">a</p>')).toHaveLength(1)
})

test('logical styles, and left and right outside of styles, are not', () => {
  const good = [
    'margin-inline-start: 4px;',
    'margin: 0 4px 0 4px;',
    'margin: 0 4px;',
    'inset-inline-end: 0;',
    'text-align: start;',
    '/* left: 0; */',
    '--left: 1px;',
    'border-start-end-radius: 8px;',
    'background-position: center;',
  ]
  for (const css of good) expect(style(css), css).toEqual([])
  expect(physicalSides('x.svelte', "<script>const at = { left: 0 }\nlet c = 'ArrowLeft'</script>")).toEqual([])
})

test('a forbidden word is found in either language, joined or marked', () => {
  const wrong = [
    'A suspect',
    'No matches',
    'SUBMIT',
    'Sending failed.',
    'Please wait…',
    'invalid code',
    'Oops!',
    'targets',
  ]
  for (const text of [
    ...wrong,
    'المشتبه به',
    'والمجرمين',
    'فَشِلَ الإرسال',
    'يُرجى الانتظار',
    'رمز غير صالح',
    'إرهابيّ',
    'للعدوّ',
  ])
    expect(forbiddenWords('x.json', { deep: [{ er: text }] }), text).toHaveLength(1)
})

test('words that only hold one are not', () => {
  for (const text of [
    'white',
    'matchbox',
    'unfailed',
    'Everyone is suspectless',
    'مستعدون',
    'العدوى',
    'crime of the past',
  ])
    expect(forbiddenWords('x.json', { some: text }), text).toEqual([])
})
