import type { Typesetter } from '../fonts/typesetter.ts'
import type { PrintedPage } from '../handout-options.ts'
import type { Reference } from '../pdf-document.ts'
import type { Grid } from './grid.ts'
import { pageLabel } from '../page-labels.ts'

/** What stands on a sheet besides the slides: frames, slide numbers, running head, folio. All of it is artifact. */
export interface Decoration {
  content: string
  fonts: ReadonlyMap<string, Reference>
}

/** Sizes in points. */
const headSize = 8.5
const folioSize = 8
const numberSize = 7
/** From a frame's bottom edge to the baseline of the slide's number. */
const numberDrop = 8.5

/** Greys, 0 is black; dark enough to be read (WCAG 1.4.3: 7.0 : 1 for the type). */
const typeGrey = 0.35
const frameGrey = 0.7

/**
 * Prepares what stands around the slides. `typesetter` makes the typesetter for all lines of the document.
 * @returns a function that draws the decoration of a sheet: its number from 0, and the pages that it holds.
 */
export function sheetDecoration(grid: Grid, title: string, sheetCount: number, typesetter: (lines: string[]) => Typesetter) {
  const { widthOf, show, fonts } = typesetter([title, 'Slides of–0123456789.…'])
  const atRight = (line: string, size: number, baseline: number) => show(line, size, grid.right - widthOf(line, size), baseline)

  return (sheet: number, pages: readonly PrintedPage[]): Decoration => {
    const slides = slidesShown(pages)
    const room = grid.right - grid.left - widthOf(slides, headSize) - 2 * headSize
    const frames = pages.map((_, index) => {
      const { left, bottom, width, height } = grid.cells[index]!
      return `${[left, bottom, width, height].map(value => value.toFixed(3)).join(' ')} re S`
    })
    const numbers = pages.map((page, index) => show(pageLabel(page), numberSize, grid.cells[index]!.left, grid.cells[index]!.bottom - numberDrop))
    const content = [
      `/Artifact <</Type /Layout>> BDC q 0.5 w ${frameGrey} G 0 J 0 j [] 0 d ${frames.join(' ')} Q EMC`,
      `/Artifact <</Type /Pagination>> BDC q ${typeGrey} g ${numbers.join(' ')} Q EMC`,
      `/Artifact <</Type /Pagination /Subtype /Header>> BDC q ${typeGrey} g ${show(shortened(title, headSize, room, widthOf), headSize, grid.left, grid.head)} ${atRight(slides, headSize, grid.head)} Q EMC`,
      `/Artifact <</Type /Pagination /Subtype /Footer>> BDC q ${typeGrey} g ${atRight(`${sheet + 1} of ${sheetCount}`, folioSize, grid.foot)} Q EMC`,
    ].join('\n')
    return { content: `${content}\n`, fonts }
  }
}

function slidesShown(pages: readonly PrintedPage[]): string {
  const [first, last] = [pages[0]!.slide, pages.at(-1)!.slide]
  return first === last ? `Slide ${first}` : `Slides ${first}–${last}`
}

function shortened(line: string, size: number, room: number, widthOf: Typesetter['widthOf']): string {
  if (widthOf(line, size) <= room)
    return line
  const letters = [...line]
  while (letters.length > 0 && widthOf(`${letters.join('').trimEnd()}…`, size) > room)
    letters.pop()
  return `${letters.join('').trimEnd()}…`
}
