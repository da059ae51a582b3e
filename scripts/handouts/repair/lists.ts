import type { Dictionary, Pdf, PdfObject } from '../pdf-document.ts'
import { asDictionary, getItems, getName, getRaw, has, register, resolve, set } from '../pdf-document.ts'
import { walkStructure } from '../structure.ts'

/** Puts the content of list items into a list body, where ISO 32000-1 §14.8.4.3.3 wants it. */
export function completeLists(pdf: Pdf): void {
  walkStructure(pdf, (element) => {
    if (element.type !== 'LI')
      return
    const items = getItems(pdf, element.dictionary, 'K')
    const isPart = (item: PdfObject) => ['Lbl', 'LBody'].includes(typeOf(pdf, item) ?? '')
    const loose = items.filter(item => !isPart(item))
    if (loose.length === 0)
      return
    const body = register(pdf, { Type: 'StructElem', S: 'LBody', P: element.reference, Pg: getRaw(element.dictionary, 'Pg'), K: loose })
    for (const item of loose) {
      const kid = elementOf(pdf, item)
      if (kid)
        set(pdf, kid, 'P', body)
    }
    set(pdf, element.dictionary, 'K', [...items.filter(isPart), body])
  })
}

function typeOf(pdf: Pdf, item: PdfObject): string | undefined {
  const element = elementOf(pdf, item)
  return element && getName(pdf, element, 'S')
}

function elementOf(pdf: Pdf, item: PdfObject): Dictionary | undefined {
  const dictionary = asDictionary(resolve(pdf, item))
  return dictionary && has(dictionary, 'S') ? dictionary : undefined
}
