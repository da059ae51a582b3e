import type { Dictionary, Pdf, PdfObject, Reference } from './pdf-document.ts'
import { asDictionary, asNumber, asReference, catalogOf, get, getDictionary, getItems, getName, getRaw, has, resolve } from './pdf-document.ts'

/** An element of the structure tree, as ISO 32000-1 §14.7.2 has it. */
export interface StructureElement {
  reference: Reference
  dictionary: Dictionary
  /** Structure type as it is written: "H1", "P", "Strong" … */
  type: string
  /** The standard type that it is or stands for by the role map; the type itself when the map does not know it. */
  role: string
  parent?: StructureElement
}

/** What an element's K entry holds. */
export type Kid
  = | { kind: 'element', reference: Reference, dictionary: Dictionary }
    /** Content of a page, by its number in the page's content stream, or in that of a form painted on it. */
    | { kind: 'content', mcid: number, page?: Reference, form?: Reference }
    /** An annotation. */
    | { kind: 'object', object: Reference, page?: Reference }

/** Visits all elements, parents first, in reading order; each once, even when a damaged tree runs in circles. */
export function walkStructure(pdf: Pdf, visit: (element: StructureElement) => void): void {
  const root = structureRoot(pdf)
  if (!root)
    return
  const roleOf = createRoleReader(pdf)
  const visited = new Set<Dictionary>()
  const open: { items: PdfObject[], next: number, parent: StructureElement | undefined }[] = [{ items: getItems(pdf, root, 'K'), next: 0, parent: undefined }]
  while (open.length > 0) {
    const level = open.at(-1)!
    if (level.next >= level.items.length) {
      open.pop()
      continue
    }
    const kid = readKid(pdf, level.items[level.next++]!, undefined)
    if (kid?.kind !== 'element' || visited.has(kid.dictionary))
      continue
    visited.add(kid.dictionary)
    const type = getName(pdf, kid.dictionary, 'S') ?? ''
    const element = { reference: kid.reference, dictionary: kid.dictionary, type, role: roleOf(type), parent: level.parent }
    visit(element)
    // Read after the visit, which may have changed what the element holds.
    open.push({ items: getItems(pdf, kid.dictionary, 'K'), next: 0, parent: element })
  }
}

export function structureRoot(pdf: Pdf): Dictionary | undefined {
  return getDictionary(pdf, catalogOf(pdf), 'StructTreeRoot')
}

/** The role map of the document: what each type of its own stands for. */
export function createRoleReader(pdf: Pdf): (type: string) => string {
  const root = structureRoot(pdf)
  const map = root && getDictionary(pdf, root, 'RoleMap')
  const roles = new Map<string, string>()
  return (type) => {
    let role = roles.get(type)
    if (role === undefined) {
      const passed = new Set([type])
      role = type
      for (let next = map && getName(pdf, map, role); next !== undefined && !passed.has(next); next = getName(pdf, map!, role)) {
        role = next
        passed.add(role)
      }
      roles.set(type, role)
    }
    return role
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
      return { kind: 'content', mcid: asNumber(get(pdf, dictionary, 'MCID')) ?? -1, page: ownPage, form: asReference(getRaw(dictionary, 'Stm')) }
    case 'OBJR': {
      const annotation = asReference(getRaw(dictionary, 'Obj'))
      return annotation && { kind: 'object', object: annotation, page: ownPage }
    }
    default:
      return reference && has(dictionary, 'S') ? { kind: 'element', reference, dictionary } : undefined
  }
}
