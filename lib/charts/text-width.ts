/*
 * SVG has no line breaks, and the charts are laid out before a browser measures anything. So the advance widths of
 * Inter (hundredths of an em, characters from space to tilde) stand here, for the regular and the semibold weight.
 */
const REGULAR = [28, 29, 47, 63, 64, 98, 64, 30, 36, 36, 50, 66, 29, 46, 29, 36, 63, 41, 61, 62, 65, 59, 62, 57, 62, 62, 29, 30, 66, 66, 66, 51, 97, 69, 65, 73, 72, 60, 59, 75, 74, 27, 57, 67, 57, 90, 75, 76, 64, 76, 64, 64, 65, 74, 69, 99, 68, 68, 63, 36, 36, 36, 47, 46, 32, 56, 61, 57, 61, 58, 37, 61, 59, 24, 24, 55, 24, 88, 59, 60, 61, 61, 38, 53, 33, 59, 56, 82, 55, 56, 55, 43, 33, 43, 66]
const STRONG = [25, 32, 52, 64, 65, 100, 66, 33, 37, 37, 54, 67, 32, 47, 32, 38, 66, 42, 62, 64, 67, 61, 64, 58, 64, 64, 32, 33, 67, 67, 67, 54, 100, 73, 66, 74, 72, 61, 59, 75, 75, 28, 58, 70, 57, 92, 76, 77, 65, 77, 65, 65, 66, 74, 73, 102, 72, 71, 65, 37, 38, 37, 48, 47, 35, 57, 62, 58, 62, 59, 39, 63, 61, 26, 26, 57, 26, 90, 61, 61, 62, 62, 40, 55, 35, 61, 59, 84, 57, 59, 57, 45, 36, 45, 67]
/** Other characters (signs, Greek letters) are taken as wide as a capital. */
const OTHER = 68
/** Hinting and the variable font's optical size make a text a little wider than its advance widths. */
const SAFETY = 1.03
const NO_BREAK_SPACE = '\u00A0'

/** Width of a text in px, set in Inter with proportional figures. */
export function textWidth(text: string, size: number, strong = false): number {
  const widths = strong ? STRONG : REGULAR
  let hundredths = 0
  // A letter with an accent is as wide as the letter.
  for (const character of text.normalize('NFD').replace(/\p{M}/gu, ''))
    hundredths += character === NO_BREAK_SPACE ? widths[0]! : widths[character.codePointAt(0)! - 32] ?? OTHER
  return hundredths * size / 100 * SAFETY
}

/** A number and its unit stay together (ISMP: a dose must not be torn apart). */
const NUMBER_AND_UNIT = /(\d) (?=(?:mg|mcg|g|kg|mL|hours?|days?|weeks?|months?|years?|patients?|points?)\b)/g

/** The parts of a text that no line break tears apart. */
export function unbreakable(text: string): string[] {
  return text.trim().replace(NUMBER_AND_UNIT, `$1${NO_BREAK_SPACE}`).split(/[ \t\n]+/).filter(Boolean)
}

/** Breaks a text into lines no wider than `width` px; a word that is wider stands on a line of its own. */
export function wrapText(text: string, width: number, size: number, strong = false): string[] {
  const lines: string[] = []
  for (const word of unbreakable(text)) {
    const last = lines.at(-1)
    const joined = last === undefined ? word : `${last} ${word}`
    if (last !== undefined && textWidth(joined, size, strong) <= width)
      lines[lines.length - 1] = joined
    else
      lines.push(word)
  }
  return lines
}

/** Like wrapText, with lines of about the same length. */
export function wrapBalanced(text: string, width: number, size: number, strong = false): string[] {
  const lines = wrapText(text, width, size, strong)
  let best = lines
  for (let narrower = width - 4; narrower > width / 3; narrower -= 4) {
    const attempt = wrapText(text, narrower, size, strong)
    if (attempt.length > lines.length || attempt.some(line => textWidth(line, size, strong) > width))
      break
    best = attempt
  }
  return best
}
