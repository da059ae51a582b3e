import type { Pdf, Writable } from '../pdf-document.ts'
import { getDictionary, getRaw, keysOf, set } from '../pdf-document.ts'
import { structureRoot, walkStructure } from '../structure.ts'

/** Structure types that Chromium takes from PDF 2.0 (ISO 32000-2 §14.8.4), and what they are in PDF 1.7. */
const roles: Readonly<Record<string, string>> = {
  Strong: 'Span',
  Em: 'Span',
  Sub: 'Span',
  Title: 'H1',
  Aside: 'Div',
  FENote: 'Note',
  DocumentFragment: 'Div',
}

/** Tells readers of PDF 1.7 what newer structure types stand for (ISO 14289-1 §7.1). */
export function mapRoles(pdf: Pdf): void {
  const root = structureRoot(pdf)
  if (!root)
    return
  const used = new Set<string>()
  walkStructure(pdf, element => used.add(element.type))
  const map: Record<string, Writable> = {}
  for (const type of [...used].sort()) {
    if (roles[type] !== undefined)
      map[type] = roles[type]
  }
  const known = getDictionary(pdf, root, 'RoleMap')
  for (const type of known ? keysOf(known) : [])
    map[type] = getRaw(known!, type)!
  if (Object.keys(map).length > 0)
    set(pdf, root, 'RoleMap', map)
}
