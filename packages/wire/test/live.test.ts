import { expect, test } from 'vitest'
import { parseTick, printTick, readTicks } from '../src/live.ts'

const stream = (...chunks: string[]) => new Blob(chunks).stream() as ReadableStream<Uint8Array>

test('a tick of another form is refused', () => {
  for (const event of ['', 'data: 1 2', `${printTick({ items: 1, operations: 2 })}`, ': comment']) {
    expect(() => parseTick(event), event).toThrow('bad-answer')
  }
})

test('a stream that never ends a line is refused before it fills the memory', async () => {
  const ticks = readTicks(stream('x'.repeat(5000)))
  await expect(ticks.next()).rejects.toThrow('bad-answer')
})

test('ticks have one size, whatever they say', () => {
  const sizes = [0, 1, 12_345, Number.MAX_SAFE_INTEGER].map((n) => printTick({ items: n, operations: n }).length)
  expect(new Set(sizes)).toEqual(new Set([48]))
})

test('ticks cut anywhere by the network are read', async () => {
  const sent = [
    { items: 7, operations: 0 },
    { items: 8, operations: 3 },
  ]
  const text = sent.map(printTick).join('')
  for (let cut = 0; cut <= text.length; cut++) {
    const seen = []
    for await (const tick of readTicks(stream(text.slice(0, cut), text.slice(cut)))) seen.push(tick)
    expect(seen).toEqual(sent)
  }
})
