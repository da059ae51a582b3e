import type { Dictionary, Pdf, PdfObject } from '../pdf-document.ts'
import type { PlacedPage } from './impose.ts'
import { asArray, asDictionary, asNumber, asReference, catalogOf, get, getDictionary, getItems, getName, has, keyOf, keysOf, pagesOf, resolve, set } from '../pdf-document.ts'
import { onSheetX, onSheetY } from './impose.ts'

/**
 * Leads everything that points to a page (bookmarks, links, named destinations, what opens first) to the place on the
 * sheet where the page is.
 */
export function moveDestinations(pdf: Pdf, places: ReadonlyMap<string, PlacedPage>): void {
  const catalog = catalogOf(pdf)
  const moveEntry = (holder: Dictionary, key: string) => {
    const destination = get(pdf, holder, key)
    const inside = asDictionary(destination)
    if (inside && has(inside, 'D'))
      moveEntry(inside, 'D')
    const moved = moveDestination(pdf, asArray(destination), places)
    if (moved)
      set(pdf, holder, key, moved)
  }
  const moveTarget = (holder: Dictionary) => {
    moveEntry(holder, 'Dest')
    const action = getDictionary(pdf, holder, 'A')
    if (action && getName(pdf, action, 'S') === 'GoTo')
      moveEntry(action, 'D')
  }
  const named = getDictionary(pdf, catalog, 'Dests')
  for (const key of named ? keysOf(named) : [])
    moveEntry(named!, key)
  const names = getDictionary(pdf, catalog, 'Names')
  const tree = names && getDictionary(pdf, names, 'Dests')
  if (tree)
    moveNameTree(pdf, tree, places)
  if (has(catalog, 'OpenAction') && !asDictionary(get(pdf, catalog, 'OpenAction')))
    moveEntry(catalog, 'OpenAction')
  const outline = getDictionary(pdf, catalog, 'Outlines')
  if (outline)
    visitBookmarks(pdf, outline, moveTarget)
  for (const sheet of pagesOf(pdf)) {
    for (const item of getItems(pdf, sheet.dictionary, 'Annots')) {
      const annotation = asDictionary(resolve(pdf, item))
      if (annotation)
        moveTarget(annotation)
    }
  }
}

/** The names of a tree (ISO 32000-1 §7.9.6) alternate with what they stand for. */
function moveNameTree(pdf: Pdf, node: Dictionary, places: ReadonlyMap<string, PlacedPage>): void {
  const entries = getItems(pdf, node, 'Names')
  if (entries.length > 0) {
    set(pdf, node, 'Names', entries.map((entry, index) => {
      const value = resolve(pdf, entry)
      const inside = asDictionary(value)
      return index % 2 === 0 ? entry : moveDestination(pdf, asArray(value) ?? (inside && asArray(get(pdf, inside, 'D'))), places) ?? entry
    }))
  }
  for (const kid of getItems(pdf, node, 'Kids'))
    moveNameTree(pdf, asDictionary(resolve(pdf, kid))!, places)
}

function visitBookmarks(pdf: Pdf, parent: Dictionary, visit: (bookmark: Dictionary) => void): void {
  for (let item = getDictionary(pdf, parent, 'First'); item; item = getDictionary(pdf, item, 'Next')) {
    visit(item)
    visitBookmarks(pdf, item, visit)
  }
}

/** The same place on the sheet; the upper left corner of the slide for a destination that shows a whole page (ISO 32000-1 §12.3.2.2). */
function moveDestination(pdf: Pdf, destination: readonly PdfObject[] | undefined, places: ReadonlyMap<string, PlacedPage>) {
  const page = asReference(destination?.[0])
  const place = page && places.get(keyOf(page))
  if (!place)
    return undefined
  const isPoint = resolve(pdf, destination![1])?.toString() === '/XYZ'
  const left = isPoint ? asNumber(resolve(pdf, destination![2])) ?? 0 : 0
  const top = isPoint ? asNumber(resolve(pdf, destination![3])) ?? place.height : place.height
  return [place.sheet, 'XYZ', onSheetX(place, left), onSheetY(place, top), null]
}
