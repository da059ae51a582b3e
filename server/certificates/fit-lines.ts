import type { CertificateLine } from './certificate-lines.ts'

export interface Paragraph extends CertificateLine {
  /** Widest that a line may be, in points. */
  readonly width: number
}

export interface PlacedParagraph {
  readonly role: CertificateLine['role']
  readonly colour: CertificateLine['colour']
  readonly lines: readonly string[]
  readonly size: number
  /** Of the first line, from the bottom of the page. */
  readonly baseline: number
}

/** From baseline to baseline within a paragraph, in sizes of the letters. */
export const LINE_HEIGHT = 1.25

/** So much smaller each try; what is long enough to become unreadable still stays on the page and apart. */
const STEP = 0.95

/** Places paragraphs from `top` down, all smaller together when they would come below `bottom`, so that nothing overlaps. */
export function fitLines(paragraphs: readonly Paragraph[], widthOf: (line: string, size: number) => number, top: number, bottom: number): { placed: PlacedParagraph[], scale: number } {
  for (let scale = 1; ; scale *= STEP) {
    let baseline = top - paragraphs[0]!.size * scale
    let lowest = baseline
    const placed = paragraphs.map(({ role, words, size: full, colour, gap, width }) => {
      const size = Number((full * scale).toFixed(2))
      const lines = wrapLines(words, width, line => widthOf(line, size))
      const first = baseline
      lowest = first - (lines.length - 1) * size * LINE_HEIGHT
      baseline = lowest - gap * scale
      return { role, colour, lines, size, baseline: Number(first.toFixed(2)) }
    })
    // Letters reach a quarter of their size below the baseline.
    if (lowest - 0.25 * placed.at(-1)!.size >= bottom)
      return { placed, scale }
  }
}

/** Breaks at spaces, and inside a word that is wider than a line. A line that goes on ends with its space: readers join lines. */
export function wrapLines(words: string, width: number, widthOf: (line: string) => number): string[] {
  const lines: string[] = []
  for (const word of words.split(/(?<= )/).flatMap(word => breakWord(word, width, widthOf))) {
    const longer = `${lines.at(-1) ?? ''}${word}`
    if (lines.length && widthOf(longer.trimEnd()) <= width)
      lines[lines.length - 1] = longer
    else
      lines.push(word)
  }
  return lines
}

function breakWord(word: string, width: number, widthOf: (line: string) => number): string[] {
  if (widthOf(word.trimEnd()) <= width)
    return [word]
  const pieces = ['']
  // A mark stays with its letter.
  for (const { segment: letter } of new Intl.Segmenter().segment(word)) {
    if (letter !== ' ' && pieces.at(-1) !== '' && widthOf(pieces.at(-1)! + letter) > width)
      pieces.push(letter)
    else
      pieces[pieces.length - 1] += letter
  }
  return pieces
}
