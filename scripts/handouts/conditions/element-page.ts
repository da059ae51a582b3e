import type { StructureElement } from '../structure.ts'
import type { ExaminedPdf } from './condition.ts'
import { asReference, getRaw, keyOf } from '../pdf-document.ts'
import { kidsOf } from '../structure.ts'

/** No sound document nests its structure as deep. */
const deepest = 50

/** The page on which an element begins, as a part of a fault; nothing when it has no content. */
export function pageOfElement({ pdf, pageNumbers }: Pick<ExaminedPdf, 'pdf' | 'pageNumbers'>, { dictionary }: Pick<StructureElement, 'dictionary'>): { page?: number } {
  let element = dictionary
  for (let depth = 0; depth < deepest; depth++) {
    const own = asReference(getRaw(element, 'Pg'))
    const kids = kidsOf(pdf, element)
    const page = own ?? kids.find(kid => kid.kind !== 'element')?.page
    if (page) {
      const number = pageNumbers.get(keyOf(page))
      return number === undefined ? {} : { page: number }
    }
    const first = kids.find(kid => kid.kind === 'element')
    if (first?.kind !== 'element')
      return {}
    element = first.dictionary
  }
  return {}
}
