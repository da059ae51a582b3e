import type { Pdf, PdfObject, Reference } from './pdf-document.ts'
import { asDictionary, asNumber, asReference, get, getItems, getName, getRaw, has, keyOf, pagesOf, register, remove, resolve, set } from './pdf-document.ts'
import { structureRoot, walkStructure } from './structure.ts'

/**
 * Writes the way back from content to structure anew (ISO 32000-1 §14.7.4.4): after the structure was changed, and only
 * then does what an element holds and what the content belongs to say the same.
 */
export function rebuildParentTree(pdf: Pdf): void {
  const root = structureRoot(pdf)
  if (!root)
    return
  const pages = pagesOf(pdf)
  const owners = new Map<string, { holder: Reference, elements: (Reference | null)[] }>()
  const ownersOf = (holder: Reference) => {
    const key = keyOf(holder)
    if (!owners.has(key))
      owners.set(key, { holder, elements: [] })
    return owners.get(key)!.elements
  }
  for (const page of pages) {
    remove(page.dictionary, 'StructParents')
    ownersOf(page.reference)
  }
  const objects: { object: Reference, element: Reference }[] = []
  walkStructure(pdf, ({ reference, dictionary }) => {
    const page = asReference(getRaw(dictionary, 'Pg'))
    for (const item of getItems(pdf, dictionary, 'K')) {
      const content = contentOf(pdf, item, page)
      if (content?.mcid !== undefined)
        ownersOf(content.holder)[content.mcid] = reference
      else if (content)
        objects.push({ object: content.holder, element: reference })
    }
  })

  const entries: [Reference, 'StructParents' | 'StructParent', Reference][] = [...owners.values()]
    .filter(({ elements }) => elements.length > 0)
    .map(({ holder, elements }) => [holder, 'StructParents', register(pdf, Array.from(elements, element => element ?? null))])
  for (const { object, element } of objects)
    entries.push([object, 'StructParent', element])
  entries.forEach(([holder, key], index) => set(pdf, asDictionary(resolve(pdf, holder))!, key, index))
  set(pdf, root, 'ParentTree', register(pdf, { Nums: entries.flatMap(([,, value], index) => [index, value]) }))
  set(pdf, root, 'ParentTreeNextKey', entries.length)
}

/** The content that an item of K stands for: on a page or in a form by its number, or an object such as an annotation. */
function contentOf(pdf: Pdf, item: PdfObject, page: Reference | undefined): { holder: Reference, mcid?: number } | undefined {
  const object = resolve(pdf, item)
  const mcid = asNumber(object)
  if (mcid !== undefined)
    return page && { holder: page, mcid }
  const dictionary = asDictionary(object)
  if (!dictionary || has(dictionary, 'S'))
    return undefined
  if (getName(pdf, dictionary, 'Type') === 'OBJR') {
    const holder = asReference(getRaw(dictionary, 'Obj'))
    return holder && { holder }
  }
  const holder = asReference(getRaw(dictionary, 'Stm')) ?? asReference(getRaw(dictionary, 'Pg')) ?? page
  const number = asNumber(get(pdf, dictionary, 'MCID'))
  return holder && number !== undefined ? { holder, mcid: number } : undefined
}
