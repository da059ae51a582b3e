import type { Pdf } from '../pdf-document.ts'
import { set } from '../pdf-document.ts'
import { walkStructure } from '../structure.ts'

/**
 * Leaves out no level of headings on the way down (ISO 14289-1 §7.4.2), whatever the headings on slides are: one that
 * would skip a level takes the next one.
 */
export function settleHeadings(pdf: Pdf): void {
  let last = 0
  walkStructure(pdf, ({ dictionary, type }) => {
    const level = Number(/^H([1-6])$/.exec(type)?.[1])
    if (Number.isNaN(level))
      return
    const settled = Math.min(level, last + 1)
    if (settled !== level)
      set(pdf, dictionary, 'S', `H${settled}`)
    last = settled
  })
}
