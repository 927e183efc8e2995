/** OKLCH to what a screen shows. CSS Color 4, §10. */

/** @typedef {readonly [number, number, number]} Triple */

/** @param {string} text `oklch(98.2% 0.005 95)` @returns {Triple} lightness 0…1, chroma, hue in degrees */
export function parseOklch(text) {
  const found = /oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)/.exec(text)
  if (found === null) throw new Error(`not a colour: ${text}`)
  return [Number(found[1]) / 100, Number(found[2]), Number(found[3])]
}

/** @param {Triple} colour @returns {Triple} linear sRGB, clipped to what can be shown */
export function linearRgb([l, c, h]) {
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

/** @param {number} channel */
const clip = (channel) => Math.min(1, Math.max(0, channel))

/** @param {Triple} colour @returns {string} `#rrggbb` */
export function hexOf(colour) {
  const encoded = linearRgb(colour).map((v) => (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055))
  return `#${encoded
    .map((v) =>
      Math.round(v * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`
}

/** Writes every `oklch()` of a style as the sRGB colour it is, for browsers older than the notation. @param {string} css */
export const plainColours = (css) => css.replaceAll(/oklch\([^)]*\)/g, (text) => hexOf(parseOklch(text)))
