import type { Dictionary, Pdf, PdfObject } from '../pdf-document.ts'
import { asDictionary, asText, catalogOf, getDictionary, getItems, resolve } from '../pdf-document.ts'

/** The entries of one of the catalog's name trees (ISO 32000-1 §7.7.4), "Dests" or "EmbeddedFiles" for example. */
export function readNameTree(pdf: Pdf, tree: string): Map<string, PdfObject> {
  const entries = new Map<string, PdfObject>()
  const names = getDictionary(pdf, catalogOf(pdf), 'Names')
  const open = [names && getDictionary(pdf, names, tree)]
  const passed = new Set<Dictionary>()
  while (open.length > 0) {
    const node = open.pop()
    if (!node || passed.has(node))
      continue
    passed.add(node)
    const items = getItems(pdf, node, 'Names')
    for (let index = 0; index + 1 < items.length; index += 2)
      entries.set(asText(resolve(pdf, items[index])) ?? '', items[index + 1]!)
    open.push(...getItems(pdf, node, 'Kids').map(kid => asDictionary(resolve(pdf, kid))))
  }
  return entries
}
