import type { HandoutLayout, Orientation, Paper } from '../../course/handout-settings.ts'
import { sheetSize } from '../handout-options.ts'

/** Layouts that hold nothing but slides. */
export const imposedLayouts = ['2up', '4up', '6up', '9up'] as const satisfies readonly HandoutLayout[]
export type ImposedLayout = typeof imposedLayouts[number]

/** A rectangle in points, from the lower left corner of the sheet. */
export interface Cell {
  left: number
  bottom: number
  width: number
  height: number
}

/** Where things stand on a sheet, in points from its lower left corner. */
export interface Grid {
  width: number
  height: number
  /** One for each slide, in reading order. */
  cells: readonly Cell[]
  /** Edges of the column of type that running head, slides and folio share. */
  left: number
  right: number
  /** Baselines. */
  head: number
  foot: number
}

/** Space at the edges that printers can't reach or hands need. */
const margin = 36
/** From the sheet's edge to the baselines of running head and folio. */
const headDepth = 42
const footHeight = 30
/** From the running head to the first row of slides, and from the last row to the folio. */
const headSpace = 14
const footSpace = 14
/** Between columns, and the least between rows: room for the slide's number. */
const gutter = 16

/** How a layout divides a sheet, by how the sheet lies; the first is how it lies when nobody says. */
const divisions: Readonly<Record<ImposedLayout, Readonly<Partial<Record<Orientation, readonly [columns: number, rows: number]>>>>> = {
  '2up': { portrait: [1, 2], landscape: [2, 1] },
  '4up': { landscape: [2, 2], portrait: [2, 2] },
  '6up': { portrait: [2, 3], landscape: [3, 2] },
  '9up': { landscape: [3, 3], portrait: [3, 3] },
}

/**
 * The grid of a sheet: slides as large as its rows and columns let them be. What height is left over lies under each row, as
 * room for a line by hand. Without an orientation, the layout lies as suits it; `aspect` is a slide's width by its height.
 */
export function gridOf(layout: ImposedLayout, paper: Paper, orientation: Orientation | undefined, aspect: number): Grid {
  const lies = orientation ?? Object.keys(divisions[layout])[0] as Orientation
  const [columns, rows] = divisions[layout][lies]!
  return lay(columns, rows, sheetSize(paper, lies), aspect)
}

function lay(columns: number, rows: number, [width, height]: [number, number], aspect: number): Grid {
  const top = height - headDepth - headSpace
  const pitch = (top - footHeight - footSpace) / rows
  const slideWidth = Math.min((width - 2 * margin - (columns - 1) * gutter) / columns, (pitch - gutter) * aspect)
  const slideHeight = slideWidth / aspect
  const block = columns * slideWidth + (columns - 1) * gutter
  const left = (width - block) / 2
  const cells = Array.from({ length: columns * rows }, (_, index) => ({
    left: left + (index % columns) * (slideWidth + gutter),
    bottom: top - Math.floor(index / columns) * pitch - slideHeight,
    width: slideWidth,
    height: slideHeight,
  }))
  return { width, height, cells, left, right: left + block, head: height - headDepth, foot: footHeight }
}
