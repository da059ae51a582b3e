import type { Dictionary, Pdf } from '../pdf-document.ts'
import { getText, set, text } from '../pdf-document.ts'
import { kidsOf, walkStructure } from '../structure.ts'

/**
 * Figures need a text alternative (ISO 14289-1 §7.3). One that only groups other content is no figure; one that stays
 * without words gets an empty description of what it is, and is reported.
 * @returns how many figures have no words of their own.
 */
export function completeFigures(pdf: Pdf): number {
  let wordless = 0
  walkStructure(pdf, (element) => {
    if (element.type !== 'Figure' || getText(pdf, element.dictionary, 'Alt') || getText(pdf, element.dictionary, 'ActualText'))
      return
    if (holdsElements(pdf, element.dictionary)) {
      set(pdf, element.dictionary, 'S', 'Div')
    }
    else {
      set(pdf, element.dictionary, 'Alt', text('Figure without a description'))
      wordless++
    }
  })
  return wordless
}

function holdsElements(pdf: Pdf, element: Dictionary): boolean {
  return kidsOf(pdf, element).some(kid => kid.kind === 'element')
}
