import type { Dictionary, Pdf, Reference } from './pdf-document.ts'
import { getName, keyOf } from './pdf-document.ts'
import { kidsOf } from './structure.ts'

/** The structure of one page. */
export interface PageStructure {
  /** The topmost elements that hold nothing but content of the page, in reading order. */
  elements: Reference[]
  /** Numbers of marked content that elements of several pages hold themselves, such as a background of them all. */
  shared: number[]
}

/**
 * Takes a structure tree apart by pages.
 * @returns the structure of each page, by keyOf.
 */
export function pageStructure(pdf: Pdf, root: Dictionary): Map<string, PageStructure> {
  const pagesBelow = new Map<Dictionary, Set<string>>()
  const gather = (element: Dictionary): Set<string> => {
    const pages = new Set<string>()
    for (const kid of kidsOf(pdf, element)) {
      if (kid.kind === 'element')
        gather(kid.dictionary).forEach(page => pages.add(page))
      else if (kid.page)
        pages.add(keyOf(kid.page))
    }
    pagesBelow.set(element, pages)
    return pages
  }
  gather(root)

  const found = new Map<string, PageStructure>()
  const structureOf = (page: string) => found.get(page) ?? found.set(page, { elements: [], shared: [] }).get(page)!
  const descend = (element: Dictionary): void => {
    for (const kid of kidsOf(pdf, element)) {
      if (kid.kind === 'content' && kid.page) {
        structureOf(keyOf(kid.page)).shared.push(kid.mcid)
      }
      else if (kid.kind === 'element') {
        const [page, ...others] = pagesBelow.get(kid.dictionary) ?? []
        if (page !== undefined && others.length === 0 && getName(pdf, kid.dictionary, 'S') !== 'Document')
          structureOf(page).elements.push(kid.reference)
        else if (page !== undefined)
          descend(kid.dictionary)
      }
    }
  }
  descend(root)
  return found
}
