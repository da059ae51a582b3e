import type { Pdf, PdfObject, PdfPage, Reference } from '../pdf-document.ts'
import type { Place } from './shell.ts'
import { asDictionary, asNumber, asReference, asText, get, getDictionary, getItems, getRaw, has, keyOf, pagesOf, register, resolve, set } from '../pdf-document.ts'
import { walkStructure } from '../structure.ts'
import { placeOrigin } from './shell.ts'

/** Left, bottom, right and top in points, from the lower left corner of a page. */
export type Box = readonly [left: number, bottom: number, right: number, top: number]

/** Height in points below which a mark is no line of text. */
const sliver = 6

/** A marked place on a page of the shell. */
export interface FoundPlace {
  /** "slide/0" or "part/references". */
  place: Place
  sheet: PdfPage
  /** Page number, from 1. */
  pageNumber: number
  box: Box
  /** The structure element of the mark. */
  element: Reference
  demote: number
}

/**
 * Finds the marked places of a printed shell and takes the marks away: the links that Chromium made of them are no links
 * any more, and their structure elements become plain groups (slides) or spans (headings).
 */
export function takePlaces(pdf: Pdf): FoundPlace[] {
  const elements = new Map<string, Reference>()
  walkStructure(pdf, ({ reference, dictionary }) => {
    for (const item of getItems(pdf, dictionary, 'K')) {
      const annotation = annotationOf(pdf, item)
      if (annotation)
        elements.set(keyOf(annotation), reference)
    }
  })

  const found = new Map<Place, FoundPlace>()
  pagesOf(pdf).forEach((sheet, index) => {
    const kept: PdfObject[] = []
    for (const item of getItems(pdf, sheet.dictionary, 'Annots')) {
      const annotation = asDictionary(resolve(pdf, item))
      const action = annotation && getDictionary(pdf, annotation, 'A')
      const url = action && asText(get(pdf, action, 'URI'))
      const reference = asReference(item)
      const element = reference && elements.get(keyOf(reference))
      if (!url?.startsWith(placeOrigin) || !annotation || !reference || !element) {
        kept.push(item)
        continue
      }
      const { pathname, searchParams } = new URL(url)
      const place = pathname.slice(1) as Place
      const [left = 0, bottom = 0, right = 0, top = 0] = getItems(pdf, annotation, 'Rect').map(number => asNumber(resolve(pdf, number)) ?? 0)
      // Chromium marks what begins a page as a sliver at the foot of the page before, too.
      if (top - bottom > sliver && !found.has(place))
        found.set(place, { place, sheet, pageNumber: index + 1, box: [left, bottom, right, top], element, demote: Number(searchParams.get('demote') ?? 0) })
      dropMark(pdf, element, reference, place.startsWith('slide/') ? 'Div' : 'Span')
    }
    set(pdf, sheet.dictionary, 'Annots', kept)
  })
  return [...found.values()]
}

function dropMark(pdf: Pdf, element: Reference, annotation: Reference, type: string): void {
  const dictionary = asDictionary(resolve(pdf, element))!
  set(pdf, dictionary, 'S', type)
  set(pdf, dictionary, 'K', getItems(pdf, dictionary, 'K').filter((item) => {
    const found = annotationOf(pdf, item)
    return !(found && keyOf(found) === keyOf(annotation))
  }))
}

function annotationOf(pdf: Pdf, item: PdfObject): Reference | undefined {
  const object = asDictionary(resolve(pdf, item))
  return object && has(object, 'Obj') ? asReference(getRaw(object, 'Obj')) : undefined
}

/** A destination for bookmarks: a little above a place, so that it does not stick to the window's edge. */
export function destinationOf(pdf: Pdf, { sheet, box }: FoundPlace): Reference {
  return register(pdf, [sheet.reference, 'XYZ', null, Math.round(box[3] + 12), null])
}
