// A second encoder of deterministic CBOR (RFC 8949 §4.2), with nothing of the product in it. For the vectors.

export type Item = number | string | boolean | null | Uint8Array | readonly Item[] | ReadonlyMap<number, Item>

export function cbor(item: Item): Buffer {
  if (item === null) return Buffer.of(0xf6)
  if (typeof item === 'boolean') return Buffer.of(item ? 0xf5 : 0xf4)
  if (typeof item === 'number') return item < 0 ? head(1, -1 - item) : head(0, item)
  if (typeof item === 'string') return Buffer.concat([head(3, Buffer.byteLength(item)), Buffer.from(item, 'utf8')])
  if (item instanceof Uint8Array) return Buffer.concat([head(2, item.length), item])
  if (item instanceof Map) {
    const entries = [...item].map(([key, value]) => [cbor(key), cbor(value)] as const)
    entries.sort(([a], [b]) => Buffer.compare(a, b))
    return Buffer.concat([head(5, entries.length), ...entries.flat()])
  }
  const list = item as readonly Item[]
  return Buffer.concat([head(4, list.length), ...list.map(cbor)])
}

function head(major: number, value: number): Buffer {
  if (value < 24) return Buffer.of((major << 5) | value)
  const [mark, length] = value < 2 ** 8 ? [24, 1] : value < 2 ** 16 ? [25, 2] : value < 2 ** 32 ? [26, 4] : [27, 8]
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return Buffer.concat([Buffer.of((major << 5) | mark), bytes.subarray(8 - length)])
}
