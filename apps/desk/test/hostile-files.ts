// Files that are not what they say, as a sender could seal them. None of them may run, load or reach anything.
const text = (value: string): number[] => [...new TextEncoder().encode(value)]
const u32 = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]

const reach = 'window.top.pwned=1;window.parent.pwned=1;fetch("/stolen");new Image().src="/stolen"'

/** A PNG head that promises a picture of 60,000 by 60,000 pixels: 14 GB once decoded. */
const hugePng = [
  ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  ...u32(13),
  ...text('IHDR'),
  ...u32(60_000),
  ...u32(60_000),
  ...[8, 6, 0, 0, 0],
  ...u32(0),
]

/** A GIF of one pixel, then script: valid as a picture, and as JavaScript to a careless reader. */
const gifWithScript = [
  ...text('GIF89a'),
  ...[1, 0, 1, 0, 0x80, 0, 0, 0xff, 0xff, 0xff, 0, 0, 0],
  ...[0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b],
  ...text(`</canvas><script>${reach}</script><img src="/stolen">`),
]

export interface HostileFile {
  name: string
  /** What the sender calls it. */
  type: string
  bytes: number[]
  /** Drawn because it is a picture after all, or why it is not. */
  ends: 'drawn' | 'refused'
}

export const hostileFiles: readonly HostileFile[] = [
  {
    name: 'an SVG with script and an outside picture',
    type: 'image/svg+xml',
    bytes: text(
      `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="${reach.replaceAll('"', '&quot;')}"><image href="http://127.0.0.1:9/stolen"/><script>${reach}</script></svg>`,
    ),
    ends: 'refused',
  },
  {
    name: 'an SVG that calls itself a JPEG',
    type: 'image/jpeg',
    bytes: text(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>${reach}</script></svg>`),
    ends: 'refused',
  },
  {
    name: 'a page that calls itself a JPEG',
    type: 'image/jpeg',
    bytes: text(`<!doctype html><body><img src="/stolen"><script>${reach}</script>`),
    ends: 'refused',
  },
  { name: 'a picture followed by a page', type: 'image/gif', bytes: gifWithScript, ends: 'drawn' },
  { name: 'a picture of huge dimensions', type: 'image/png', bytes: hugePng, ends: 'refused' },
  {
    name: 'a document with script',
    type: 'image/jpeg',
    bytes: text('%PDF-1.7\n1 0 obj<</S/JavaScript>>'),
    ends: 'refused',
  },
  { name: 'an archive', type: 'image/jpeg', bytes: [0x50, 0x4b, 3, 4, ...Array<number>(64).fill(0)], ends: 'refused' },
  {
    name: 'a JPEG of a head alone',
    type: 'image/jpeg',
    bytes: [0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 9, 0, 9, 1, 1, 0x11, 0],
    ends: 'refused',
  },
  { name: 'nothing at all', type: 'image/jpeg', bytes: [], ends: 'refused' },
]
