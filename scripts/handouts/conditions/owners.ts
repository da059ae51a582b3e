import type { Dictionary, Pdf, PdfObject, Reference } from '../pdf-document.ts'
import type { ExaminedPdf } from './condition.ts'
import { asArray, asDictionary, asNumber, asReference, getDictionary, getItems, getNumber, keyOf, objectsOf, resolve } from '../pdf-document.ts'
import { kidsOf, structureRoot } from '../structure.ts'

/** Which element a piece of marked content belongs to, as the structure and as the parent tree have it. */
export interface Owner {
  byStructure?: Reference
  byParentTree?: Reference
}

/** Says to which element the content with a number belongs, on a page (form "") or in a form painted on it. */
export type OwnerReader = (page: number, form: string, mcid: number) => Owner

const readers = new WeakMap<ExaminedPdf, OwnerReader>()

/** Reads the structure and the parent tree of a document; once, however many conditions ask. */
export function createOwners(document: ExaminedPdf): OwnerReader {
  let reader = readers.get(document)
  if (!reader) {
    reader = readOwners(document)
    readers.set(document, reader)
  }
  return reader
}

function readOwners({ pdf, pages, elements }: ExaminedPdf): OwnerReader {
  const byStructure = new Map<string, Reference>()
  for (const { reference, dictionary } of elements) {
    for (const kid of kidsOf(pdf, dictionary)) {
      const holder = kid.kind === 'content' ? kid.form ?? kid.page : undefined
      if (kid.kind === 'content' && holder)
        byStructure.set(`${keyOf(holder)} ${kid.mcid}`, reference)
    }
  }
  const parents = readParentTree(pdf)
  const lists = new Map<string, PdfObject[]>()
  const listOf = (key: string, holder: Dictionary | undefined) => {
    if (!lists.has(key)) {
      const number = holder && getNumber(pdf, holder, 'StructParents')
      lists.set(key, (number !== undefined && asArray(resolve(pdf, parents.get(number)))) || [])
    }
    return lists.get(key)!
  }
  let forms: Map<string, Dictionary | undefined> | undefined
  const formNamed = (key: string) => {
    forms ??= new Map(objectsOf(pdf).map(([reference, object]) => [keyOf(reference), asDictionary(object)]))
    return forms.get(key)
  }
  return (page, form, mcid) => {
    const key = form === '' ? keyOf(pages[page - 1]!.reference) : form
    return {
      byStructure: byStructure.get(`${key} ${mcid}`),
      byParentTree: asReference(listOf(key, form === '' ? pages[page - 1]!.dictionary : formNamed(form))[mcid]),
    }
  }
}

/** The entries of the parent tree, a number tree (ISO 32000-1 §7.9.7), with their references. */
export function readParentTree(pdf: Pdf): Map<number, PdfObject> {
  const entries = new Map<number, PdfObject>()
  const root = structureRoot(pdf)
  const open = [root && getDictionary(pdf, root, 'ParentTree')]
  const passed = new Set<Dictionary>()
  while (open.length > 0) {
    const node = open.pop()
    if (!node || passed.has(node))
      continue
    passed.add(node)
    const numbers = getItems(pdf, node, 'Nums')
    for (let index = 0; index + 1 < numbers.length; index += 2) {
      const key = asNumber(resolve(pdf, numbers[index]))
      if (key !== undefined)
        entries.set(key, numbers[index + 1]!)
    }
    open.push(...getItems(pdf, node, 'Kids').map(kid => asDictionary(resolve(pdf, kid))))
  }
  return entries
}
