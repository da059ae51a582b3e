import { textWidth } from './text-width.ts'

/** A ground for words that lie over lines. */
export interface Plate { x: number, y: number, width: number, height: number }

/** How far a plate reaches beyond the words. */
const MARGIN = 3

/**
 * The ground behind lines of text: outlined letters would do the same on the screen, but become drawings in a PDF.
 * @param lines of text
 * @param size of the type in px
 * @param lineHeight in px
 * @param x where the lines begin, end or have their middle, as the anchor says
 * @param y baseline of the first line
 * @param anchor of the text
 * @param strong whether the widest line may be in semibold type
 */
export function textPlate(lines: readonly string[], size: number, lineHeight: number, x: number, y: number, anchor: 'start' | 'middle' = 'start', strong = false): Plate {
  const width = Math.max(...lines.map(line => textWidth(line, size, strong)))
  return {
    x: x - (anchor === 'middle' ? width / 2 : 0) - MARGIN,
    y: y - size * 0.8 - MARGIN,
    width: width + 2 * MARGIN,
    height: (lines.length - 1) * lineHeight + size + 2 * MARGIN,
  }
}
