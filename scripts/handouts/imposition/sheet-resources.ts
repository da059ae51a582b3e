import type { Dictionary, Pdf, PdfObject, PdfPage, Reference } from '../pdf-document.ts'
import type { ResourceNames } from '../relocate-content.ts'
import { asArray, asReference, get, getDictionary, getRaw, keyOf, keysOf } from '../pdf-document.ts'

/** What the pages of a sheet use, each object once. */
export interface SheetResources {
  /** @returns the names that are taken already and stand for something else, with the ones to use instead. */
  add: (page: PdfPage) => ResourceNames
  addFont: (name: string, font: Reference) => void
  written: () => Record<string, Record<string, PdfObject> | PdfObject[]>
}

/** Chromium names a resource by the number of its object, so that pages of one print never quarrel about a name; others may. */
export function createResources(pdf: Pdf): SheetResources {
  const categories = new Map<string, Map<string, PdfObject>>()
  const procedures: PdfObject[] = []
  const categoryOf = (name: string) => categories.get(name) ?? categories.set(name, new Map()).get(name)!

  const addCategory = (name: string, entries: Dictionary, renamed: Map<string, string>) => {
    const there = categoryOf(name)
    for (const key of keysOf(entries)) {
      const object = getRaw(entries, key)!
      let free = key
      for (let count = 1; there.has(free) && !isSame(there.get(free)!, object); count++)
        free = `${key}s${count}`
      there.set(free, object)
      if (free !== key)
        renamed.set(`${name}/${key}`, free)
    }
  }

  return {
    add: (page) => {
      const renamed = new Map<string, string>()
      const resources = getDictionary(pdf, page.dictionary, 'Resources')
      for (const name of resources ? keysOf(resources) : []) {
        const entries = getDictionary(pdf, resources!, name)
        const list = asArray(get(pdf, resources!, name))
        if (entries)
          addCategory(name, entries, renamed)
        else if (list && procedures.length === 0)
          procedures.push(...list)
      }
      return renamed
    },
    addFont: (name, font) => void categoryOf('Font').set(name, font),
    written: () => ({
      ...procedures.length > 0 && { ProcSet: procedures },
      ...Object.fromEntries([...categories].map(([name, entries]) => [name, Object.fromEntries(entries)])),
    }),
  }
}

function isSame(one: PdfObject, other: PdfObject): boolean {
  const [first, second] = [asReference(one), asReference(other)]
  return first && second ? keyOf(first) === keyOf(second) : one.toString() === other.toString()
}
