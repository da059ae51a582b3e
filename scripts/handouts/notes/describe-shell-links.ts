import type { Pdf } from '../pdf-document.ts'
import { asDictionary, asText, get, getDictionary, getItems, getName, getNumber, getText, keyOf, pagesOf, resolve, set, text } from '../pdf-document.ts'
import { linkTarget } from '../repair/links.ts'

/**
 * Gives the links that the shell brought the description that a screen reader announces (ISO 14289-1 §7.18.5): the
 * address, "Reference 12", "Slide 3" or "Page 40". Links of slides have theirs.
 */
export function describeShellLinks(pdf: Pdf): void {
  const pageNumbers = new Map(pagesOf(pdf).map((page, index) => [keyOf(page.reference), index + 1]))
  for (const page of pagesOf(pdf)) {
    set(pdf, page.dictionary, 'Tabs', 'S')
    for (const item of getItems(pdf, page.dictionary, 'Annots')) {
      const annotation = asDictionary(resolve(pdf, item))
      if (!annotation || getName(pdf, annotation, 'Subtype') !== 'Link')
        continue
      set(pdf, annotation, 'F', (getNumber(pdf, annotation, 'F') ?? 0) | 4) // printed
      if (getText(pdf, annotation, 'Contents'))
        continue
      const { url, page } = linkTarget(pdf, annotation, pageNumbers)
      const action = getDictionary(pdf, annotation, 'A')
      const destination = get(pdf, annotation, 'Dest') ?? (action && get(pdf, action, 'D'))
      const [, kind, number] = /^\/?(reference|slide)-(\d+)$/.exec(asText(destination) ?? destination?.toString() ?? '') ?? []
      const inside = kind === undefined ? `Page ${page ?? ''}`.trim() : `${kind === 'slide' ? 'Slide' : 'Reference'} ${number}`
      set(pdf, annotation, 'Contents', text(url ?? inside))
    }
  }
}
