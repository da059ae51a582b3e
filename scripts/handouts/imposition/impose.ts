import type { PrintedPage } from '../handout-options.ts'
import type { Pdf, PdfObject, PdfPage, Reference } from '../pdf-document.ts'
import type { Cell, Grid } from './grid.ts'
import type { MarkedPage } from './marked-pages.ts'
import { Buffer } from 'node:buffer'
import { createTypesetter } from '../fonts/typesetter.ts'
import { writePageLabels } from '../page-labels.ts'
import { rebuildParentTree } from '../parent-tree.ts'
import { asDictionary, asNumber, getItems, getNumber, getRaw, keyOf, openPdf, pagesOf, replacePages, resolve, set, setContent } from '../pdf-document.ts'
import { relocateContent } from '../relocate-content.ts'
import { sheetDecoration } from './decoration.ts'
import { numberedFrom } from './marked-pages.ts'
import { moveDestinations } from './move-destinations.ts'
import { moveStructure } from './move-structure.ts'
import { createResources } from './sheet-resources.ts'

/** A document to impose, and what is known of it; the same for all layouts. */
export interface Original {
  bytes: Uint8Array
  content: readonly MarkedPage[]
  pages: readonly PrintedPage[]
  /** For the running heads. */
  title: string
}

/** Where a page went. */
export interface PlacedPage {
  sheet: Reference
  /** What was added to the numbers of its marked content. */
  offset: number
  /** A point x, y of the page is at x * scale + left, y * scale + bottom of the sheet. */
  scale: number
  left: number
  bottom: number
  /** Height of the page in its own points. */
  height: number
}

/**
 * Puts the pages of a tagged document on sheets and keeps all that they hold: their content becomes the sheets' own, nothing is
 * wrapped in forms (which other tools do, and lose the structure), and structure, links, named destinations and bookmarks
 * follow it.
 */
export async function impose({ bytes, content, pages, title }: Original, grid: Grid): Promise<Pdf> {
  const pdf = await openPdf(bytes)
  const originals = pagesOf(pdf)
  const perSheet = grid.cells.length
  const sheetCount = Math.ceil(originals.length / perSheet)
  const sheets = replacePages(pdf, sheetCount, [grid.width, grid.height])
  const decorate = sheetDecoration(grid, title, sheetCount, lines => createTypesetter(pdf, lines, 'the title'))
  const places = new Map<string, PlacedPage>()

  sheets.forEach((sheet, number) => {
    const first = number * perSheet
    const group = originals.slice(first, first + perSheet)
    const resources = createResources(pdf)
    const parts: Uint8Array[] = []
    const annotations: PdfObject[] = []
    let offset = 0
    group.forEach((page, index) => {
      const cell = grid.cells[index]!
      const marked = content[first + index]!
      const place = placeIn(pdf, page, cell, sheet.reference, offset)
      places.set(keyOf(page.reference), place)
      const renamed = resources.add(page)
      const written = renamed.size > 0 ? relocateContent(marked.content, offset, renamed) : numberedFrom(marked, offset)
      parts.push(Buffer.from(entering(place, cell)), written, Buffer.from('\nQ\n'))
      for (const annotation of getItems(pdf, page.dictionary, 'Annots'))
        annotations.push(moveAnnotation(pdf, annotation, place, cell))
      offset += marked.next
    })
    const { content: decoration, fonts } = decorate(number, pages.slice(first, first + group.length))
    parts.push(Buffer.from(decoration))
    fonts.forEach((font, name) => resources.addFont(name, font))
    setContent(pdf, sheet, Buffer.concat(parts))
    set(pdf, sheet.dictionary, 'Resources', resources.written())
    set(pdf, sheet.dictionary, 'Tabs', 'S')
    if (annotations.length > 0)
      set(pdf, sheet.dictionary, 'Annots', annotations)
    const transparency = group.map(page => getRaw(page.dictionary, 'Group')).find(found => found !== undefined)
    if (transparency)
      set(pdf, sheet.dictionary, 'Group', transparency)
  })

  moveStructure(pdf, places)
  rebuildParentTree(pdf)
  moveDestinations(pdf, places)
  writePageLabels(pdf, sheets.map((_, number) => String(number + 1)))
  return pdf
}

function placeIn(pdf: Pdf, page: PdfPage, cell: Cell, sheet: Reference, offset: number): PlacedPage {
  const [left = 0, bottom = 0, right = 0, top = 0] = getItems(pdf, page.dictionary, 'MediaBox').map(number => asNumber(resolve(pdf, number)) ?? 0)
  const scale = Math.min(cell.width / (right - left), cell.height / (top - bottom)) * (getNumber(pdf, page.dictionary, 'UserUnit') ?? 1)
  return {
    sheet,
    offset,
    scale,
    left: cell.left + (cell.width - (right - left) * scale) / 2 - left * scale,
    bottom: cell.bottom + (cell.height - (top - bottom) * scale) / 2 - bottom * scale,
    height: top,
  }
}

/** Nothing of a slide may show beyond its frame; Chromium leaves its own coordinates in force, hence the q. */
function entering({ scale, left, bottom }: PlacedPage, cell: Cell): string {
  const edges = [cell.left, cell.bottom, cell.width, cell.height].map(decimal).join(' ')
  return `q ${edges} re W n ${[scale, 0, 0, scale, left, bottom].map(decimal).join(' ')} cm\n`
}

/** A link reaches no further than the frame that the slide is cut off at. */
function moveAnnotation(pdf: Pdf, item: PdfObject, place: PlacedPage, cell: Cell): PdfObject {
  const annotation = asDictionary(resolve(pdf, item))
  if (!annotation)
    return item
  set(pdf, annotation, 'P', place.sheet)
  for (const key of ['Rect', 'QuadPoints']) {
    const numbers = getItems(pdf, annotation, key).map(number => asNumber(resolve(pdf, number)) ?? 0)
    if (numbers.length > 0) {
      set(pdf, annotation, key, numbers.map((number, index) => index % 2 === 0
        ? within(onSheetX(place, number), cell.left, cell.left + cell.width)
        : within(onSheetY(place, number), cell.bottom, cell.bottom + cell.height)))
    }
  }
  return item
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, Number(decimal(least))), Number(decimal(most)))
}

export function onSheetX({ scale, left }: PlacedPage, x: number): number {
  return Number(decimal(x * scale + left))
}

export function onSheetY({ scale, bottom }: PlacedPage, y: number): number {
  return Number(decimal(y * scale + bottom))
}

/** A ten thousandth of a point is finer than any printer; the scale needs its digits, slides being wide. */
function decimal(value: number): string {
  return Number(value.toFixed(6)).toString()
}
