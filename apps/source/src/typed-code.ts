// A code as it is being typed: which digits are there, in any script, and how they fall into groups of three. Only shown;
// what a code means is read by the channel.
const zeros = [0x30, 0x660, 0x6f0]

/** The digits of a text as 0…9; everything else left out. */
export function plainDigits(text: string): string {
  let digits = ''
  for (const letter of text) {
    const point = letter.codePointAt(0) ?? 0
    const zero = zeros.find((candidate) => point >= candidate && point <= candidate + 9)
    if (zero !== undefined) digits += String(point - zero)
  }
  return digits
}

export const countDigits = (text: string): number => plainDigits(text).length

export function groupDigits(text: string): readonly string[] {
  return plainDigits(text).match(/\d{1,3}/g) ?? []
}
