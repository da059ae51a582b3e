import type { Pdf, Reference } from '../pdf-document.ts'
import type { FoundPlace } from './places.ts'
import type { Bookmark, Place } from './shell.ts'
import { asDictionary, catalogOf, register, resolve, set, text } from '../pdf-document.ts'
import { destinationOf } from './places.ts'

/** Writes bookmarks that lead to marked places (ISO 32000-1 §12.3.3). Branches below the first level are closed. */
export function writeOutline(pdf: Pdf, bookmarks: readonly Bookmark[], places: ReadonlyMap<Place, FoundPlace>): void {
  const root = register(pdf, { Type: 'Outlines' })
  const items = writeLevel(bookmarks, root)
  linkKids(root, items, items.length)
  set(pdf, catalogOf(pdf), 'Outlines', root)
  set(pdf, catalogOf(pdf), 'PageMode', 'UseOutlines')

  function writeLevel(level: readonly Bookmark[], parent: Reference): Reference[] {
    const items = level.flatMap(({ title, place, children = [] }) => {
      const found = places.get(place)
      if (!found)
        return []
      const item = register(pdf, { Title: text(title), Parent: parent, Dest: destinationOf(pdf, found) })
      const kids = writeLevel(children, item)
      if (kids.length > 0)
        linkKids(item, kids, -kids.length)
      return [item]
    })
    items.forEach((item, index) => {
      const dictionary = asDictionary(resolve(pdf, item))!
      if (index > 0)
        set(pdf, dictionary, 'Prev', items[index - 1]!)
      if (index < items.length - 1)
        set(pdf, dictionary, 'Next', items[index + 1]!)
    })
    return items
  }

  function linkKids(parent: Reference, kids: readonly Reference[], count: number): void {
    const dictionary = asDictionary(resolve(pdf, parent))!
    set(pdf, dictionary, 'First', kids[0]!)
    set(pdf, dictionary, 'Last', kids.at(-1)!)
    set(pdf, dictionary, 'Count', count)
  }
}
