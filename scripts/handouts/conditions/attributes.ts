import type { Dictionary, Pdf, PdfObject } from '../pdf-document.ts'
import type { StructureElement } from '../structure.ts'
import { asDictionary, get, getDictionary, getItems, getName, getText, resolve } from '../pdf-document.ts'
import { structureRoot } from '../structure.ts'

/** An attribute of an element: its own, or one of its classes (ISO 32000-1 §14.7.5). */
export function attributeOf(pdf: Pdf, element: Dictionary, key: string): PdfObject | undefined {
  for (const item of getItems(pdf, element, 'A')) {
    const attributes = asDictionary(resolve(pdf, item))
    const value = attributes && get(pdf, attributes, key)
    if (value !== undefined)
      return value
  }
  const root = structureRoot(pdf)
  const classes = root && getDictionary(pdf, root, 'ClassMap')
  if (!classes)
    return undefined
  for (const name of getItems(pdf, element, 'C')) {
    for (const item of getItems(pdf, classes, String(name).replace(/^\//, ''))) {
      const attributes = asDictionary(resolve(pdf, item))
      const value = attributes && get(pdf, attributes, key)
      if (value !== undefined)
        return value
    }
  }
  return undefined
}

/** Whether the element, or one around it, has words that stand for it. */
export function isSpokenFor(pdf: Pdf, element: StructureElement | undefined): boolean {
  for (let around = element; around; around = around.parent) {
    if (hasAlternative(pdf, around.dictionary))
      return true
  }
  return false
}

/** Whether an element has words that stand for what it shows. */
export function hasAlternative(pdf: Pdf, element: Dictionary): boolean {
  return [getText(pdf, element, 'Alt'), getText(pdf, element, 'ActualText')].some(words => words?.trim())
}

/** The name that an attribute or entry holds. */
export function isOneOf(pdf: Pdf, dictionary: Dictionary, key: string, names: readonly string[]): boolean {
  return names.includes(getName(pdf, dictionary, key) ?? '')
}
