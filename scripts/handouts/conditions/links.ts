import type { Condition } from './condition.ts'
import { asDictionary, asReference, getItems, getName, getText, keyOf, resolve } from '../pdf-document.ts'
import { linkTarget } from '../repair/links.ts'
import { kidsOf } from '../structure.ts'

/** Every link says where it leads, leads somewhere, and stands in the structure as a link. */
export const links: Condition = {
  id: 'link-description',
  clause: '7.18',
  examine({ pdf, pages, elements }) {
    const pageNumbers = new Map(pages.map((page, index) => [keyOf(page.reference), index + 1]))
    const inStructure = new Set(elements
      .filter(element => element.type === 'Link')
      .flatMap(element => kidsOf(pdf, element.dictionary))
      .map(kid => kid.kind === 'object' ? keyOf(kid.object) : ''))
    return pages.flatMap(({ dictionary }, index) => {
      const page = index + 1
      const annotations = getItems(pdf, dictionary, 'Annots')
      const violations = annotations.flatMap((item) => {
        const annotation = asDictionary(resolve(pdf, item))
        if (!annotation || getName(pdf, annotation, 'Subtype') !== 'Link')
          return []
        const reference = asReference(item)
        const target = linkTarget(pdf, annotation, pageNumbers)
        return [
          !getText(pdf, annotation, 'Contents') && { page, message: 'a link has no description' },
          !(reference && inStructure.has(keyOf(reference))) && { page, message: 'a link is not in the structure' },
          target.url === undefined && target.page === undefined && { page, message: 'a link leads nowhere' },
        ].filter(violation => violation !== false)
      })
      if (annotations.length > 0 && getName(pdf, dictionary, 'Tabs') !== 'S')
        violations.push({ page, message: 'the tab key does not follow the structure' })
      return violations
    })
  },
}
