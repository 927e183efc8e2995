// Folding of typed text, so that keyboards and spellings of one word meet. For search and for words of a code;
// what is kept or shown is never folded (docs/spec/report.md §6).

// Letters that Unicode decomposition leaves apart but keyboards exchange: one line for each letter they fold to.
const meets: Record<string, string> = {
  ا: 'ٱٲٳٵ',
  ب: 'پ',
  ج: 'چ',
  ر: 'ڕڒ',
  ز: 'ژ',
  ف: 'ڤ',
  ك: 'کگڪػؼ',
  ل: 'ڵڶ',
  ه: 'ةەھہۀۃۂ',
  و: 'ۆۇۈۊۋ',
  ي: 'یىېێےۍ',
  i: 'ı',
  e: 'əǝ',
  o: 'ø',
  l: 'ł',
  d: 'đ',
  ss: 'ß',
}
const folded = new Map<string, string>(
  Object.entries(meets).flatMap(([to, letters]) => [...letters].map((letter): [string, string] => [letter, to])),
)
// The zero of each script whose digits a keyboard in use here may give.
const zeros = [0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6]
// Said but not searched for: hamza on the line, tatweel, apostrophes and ayn marks, and every invisible sign.
const dropped = /[ء\u0640'’‘`´ʿʾʼ\p{M}\p{Cf}]/gu

/**
 * One form for all spellings a keyboard gives: decomposed, lower case, without marks, hamza, tatweel and invisible signs;
 * Kurdish, Persian and Turkmen letters as their Arabic neighbours; digits as 0…9; anything that is neither letter nor
 * digit a single space. Folding twice changes nothing.
 */
export function foldText(text: string): string {
  const plain = text.normalize('NFKD').toLowerCase().normalize('NFKD').replace(dropped, '')
  let out = ''
  for (const letter of plain) out += folded.get(letter) ?? foldDigit(letter)
  return out.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}

function foldDigit(letter: string): string {
  const point = letter.codePointAt(0) ?? 0
  const zero = zeros.find((candidate) => point >= candidate && point < candidate + 10)
  return zero === undefined ? letter : String(point - zero)
}
