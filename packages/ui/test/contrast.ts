// WCAG 2 contrast between two OKLCH colours as sRGB shows them.
import { linearRgb, parseOklch } from '../tools/oklch.mjs'

function luminance(colour: string): number {
  const [r, g, b] = linearRgb(parseOklch(colour))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

export function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high! + 0.05) / (low! + 0.05)
}
