// WCAG 2 contrast between two OKLCH colours as sRGB shows them.
type Triple = readonly [number, number, number]

/** Linear sRGB, clipped to what a screen can show. CSS Color 4, §10.1. */
function linearRgb([l, c, h]: Triple): Triple {
  const [a, b] = [c * Math.cos((h * Math.PI) / 180), c * Math.sin((h * Math.PI) / 180)]
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    clip(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
    clip(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
    clip(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
  ]
}
const clip = (channel: number): number => Math.min(1, Math.max(0, channel))

function luminance(colour: Triple): number {
  const [r, g, b] = linearRgb(colour)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

export function parseOklch(text: string): Triple {
  const found = /oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)/.exec(text)
  if (found === null) throw new Error(`not a colour: ${text}`)
  return [Number(found[1]) / 100, Number(found[2]), Number(found[3])]
}

export function contrast(one: string, other: string): number {
  const [low, high] = [luminance(parseOklch(one)), luminance(parseOklch(other))].sort((a, b) => a - b)
  return (high! + 0.05) / (low! + 0.05)
}
