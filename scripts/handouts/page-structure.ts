import type { Dictionary, Pdf, Reference } from './pdf-document.ts'
import { asDictionary, getItems, getName, has, keyOf, resolve } from './pdf-document.ts'
import { kidsOf } from './structure.ts'

/**
 * Takes a structure tree apart by pages.
 * @param root the structure tree's root.
 * @returns for each page (by keyOf) the topmost elements that hold nothing but content of it, in reading order.
 */
export function pageStructure(pdf: Pdf, root: Dictionary): Map<string, Reference[]> {
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

  const found = new Map<string, Reference[]>()
  const descend = (element: Dictionary): void => {
    for (const kid of elementsBelow(pdf, element)) {
      const pages = [...pagesBelow.get(kid.dictionary) ?? []]
      if (pages.length === 1 && getName(pdf, kid.dictionary, 'S') !== 'Document')
        found.set(pages[0]!, [...found.get(pages[0]!) ?? [], kid.reference])
      else if (pages.length > 0)
        descend(kid.dictionary)
    }
  }
  descend(root)
  return found
}

function elementsBelow(pdf: Pdf, element: Dictionary): { reference: Reference, dictionary: Dictionary }[] {
  return getItems(pdf, element, 'K').flatMap((item) => {
    const dictionary = asDictionary(resolve(pdf, item))
    return dictionary && has(dictionary, 'S') ? [{ reference: item as Reference, dictionary }] : []
  })
}
