import type { Dictionary, Pdf, PdfObject } from '../pdf-document.ts'
import { asArray, asDictionary, asReference, asText, catalogOf, get, getDictionary, getItems, getName, getNumber, getRaw, keyOf, pagesOf, resolve, set, text } from '../pdf-document.ts'

/** Gives every link the description that a screen reader announces (ISO 14289-1 §7.18.5). */
export function describeLinks(pdf: Pdf): void {
  const pageNumbers = new Map(pagesOf(pdf).map((page, index) => [keyOf(page.reference), index + 1]))
  for (const page of pagesOf(pdf)) {
    set(pdf, page.dictionary, 'Tabs', 'S')
    for (const item of getItems(pdf, page.dictionary, 'Annots')) {
      const annotation = asDictionary(resolve(pdf, item))
      if (!annotation || getName(pdf, annotation, 'Subtype') !== 'Link')
        continue
      const target = linkTarget(pdf, annotation, pageNumbers)
      set(pdf, annotation, 'Contents', text(target.url ?? (target.page === undefined ? 'Link in this document' : `Slide ${target.page}`)))
      set(pdf, annotation, 'F', (getNumber(pdf, annotation, 'F') ?? 0) | 4) // printed
    }
  }
}

export interface LinkTarget {
  url?: string
  /** Page number from 1. */
  page?: number
}

/** Where a link leads: out of the document, or to one of its pages. */
export function linkTarget(pdf: Pdf, annotation: Dictionary, pageNumbers: ReadonlyMap<string, number>): LinkTarget {
  const action = getDictionary(pdf, annotation, 'A')
  const url = action && asText(get(pdf, action, 'URI'))
  if (url !== undefined)
    return { url }
  const destination = get(pdf, annotation, 'Dest') ?? (action && get(pdf, action, 'D'))
  const page = asReference(destinationArray(pdf, destination)?.[0])
  return { page: page && pageNumbers.get(keyOf(page)) }
}

/** A destination, or the one that a name in the catalog stands for. */
export function destinationArray(pdf: Pdf, destination: PdfObject | undefined): PdfObject[] | undefined {
  const direct = asArray(destination)
  if (direct)
    return direct
  const named = getDictionary(pdf, catalogOf(pdf), 'Dests')
  const key = destination === undefined ? undefined : asText(destination) ?? destination.toString().replace(/^\//, '')
  const found = named && key !== undefined ? resolve(pdf, getRaw(named, key)) : undefined
  const inDictionary = asDictionary(found)
  return asArray(found) ?? (inDictionary && asArray(get(pdf, inDictionary, 'D')))
}
