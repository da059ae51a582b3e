import type { Dictionary, Pdf, PdfObject, Reference } from './pdf-document.ts'
import { asDictionary, asNumber, asReference, catalogOf, get, getDictionary, getItems, getName, getRaw, has, resolve } from './pdf-document.ts'

/** An element of the structure tree, as ISO 32000-1 §14.7.2 has it. */
export interface StructureElement {
  reference: Reference
  dictionary: Dictionary
  /** Structure type: "H1", "P", "LI" … */
  type: string
  parent?: StructureElement
}

/** What an element's K entry holds. */
export type Kid
  = | { kind: 'element', reference: Reference, dictionary: Dictionary }
    /** Content of a page, by its number in the page's content stream. */
    | { kind: 'content', mcid: number, page?: Reference }
    /** An annotation. */
    | { kind: 'object', object: Reference, page?: Reference }

/** Visits all elements, parents first, in reading order. */
export function walkStructure(pdf: Pdf, visit: (element: StructureElement) => void): void {
  const root = structureRoot(pdf)
  if (root)
    walkKids(pdf, root, undefined, visit)
}

export function structureRoot(pdf: Pdf): Dictionary | undefined {
  return getDictionary(pdf, catalogOf(pdf), 'StructTreeRoot')
}

function walkKids(pdf: Pdf, dictionary: Dictionary, parent: StructureElement | undefined, visit: (element: StructureElement) => void): void {
  for (const item of getItems(pdf, dictionary, 'K')) {
    const kid = readKid(pdf, item, undefined)
    if (kid?.kind !== 'element')
      continue
    const element = { reference: kid.reference, dictionary: kid.dictionary, type: getName(pdf, kid.dictionary, 'S') ?? '', parent }
    visit(element)
    walkKids(pdf, kid.dictionary, element, visit)
  }
}

/** What an element holds directly. */
export function kidsOf(pdf: Pdf, element: Dictionary): Kid[] {
  const page = asReference(getRaw(element, 'Pg'))
  return getItems(pdf, element, 'K').map(item => readKid(pdf, item, page)).filter(kid => kid !== undefined)
}

function readKid(pdf: Pdf, item: PdfObject, page: Reference | undefined): Kid | undefined {
  const reference = asReference(item)
  const object = resolve(pdf, item)
  const mcid = asNumber(object)
  if (mcid !== undefined)
    return { kind: 'content', mcid, page }
  const dictionary = asDictionary(object)
  if (dictionary === undefined)
    return undefined
  const ownPage = asReference(getRaw(dictionary, 'Pg')) ?? page
  switch (getName(pdf, dictionary, 'Type')) {
    case 'MCR':
      return { kind: 'content', mcid: asNumber(get(pdf, dictionary, 'MCID')) ?? -1, page: ownPage }
    case 'OBJR': {
      const annotation = asReference(getRaw(dictionary, 'Obj'))
      return annotation && { kind: 'object', object: annotation, page: ownPage }
    }
    default:
      return reference && has(dictionary, 'S') ? { kind: 'element', reference, dictionary } : undefined
  }
}
