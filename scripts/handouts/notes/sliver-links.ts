import type { Pdf, Reference } from '../pdf-document.ts'
import { asDictionary, asNumber, asReference, getItems, getRaw, has, keyOf, pagesOf, resolve, set } from '../pdf-document.ts'
import { walkStructure } from '../structure.ts'

/** Height in points below which the area of a link is no line of text. */
const sliver = 4

/**
 * Takes away the areas of links that Chromium adds at the foot of a page when the link itself begins the next page: a
 * few points high, over nothing. A link keeps at least one area.
 */
export function dropSliverLinks(pdf: Pdf): void {
  const dropped = new Set<string>()
  walkStructure(pdf, ({ dictionary, type }) => {
    if (type !== 'Link')
      return
    const areas = getItems(pdf, dictionary, 'K').flatMap((item) => {
      const object = asDictionary(resolve(pdf, item))
      const reference = object && has(object, 'Obj') ? asReference(getRaw(object, 'Obj')) : undefined
      return reference ? [{ item, reference, height: heightOf(pdf, reference) }] : []
    })
    const slivers = areas.filter(({ height }) => height < sliver)
    if (slivers.length === 0 || slivers.length === areas.length)
      return
    slivers.forEach(({ reference }) => dropped.add(keyOf(reference)))
    const gone = new Set(slivers.map(({ item }) => item))
    set(pdf, dictionary, 'K', getItems(pdf, dictionary, 'K').filter(item => !gone.has(item)))
  })
  if (dropped.size === 0)
    return
  for (const { dictionary } of pagesOf(pdf)) {
    const kept = getItems(pdf, dictionary, 'Annots').filter(item => !dropped.has(keyOf(item as Reference)))
    set(pdf, dictionary, 'Annots', kept)
  }
}

function heightOf(pdf: Pdf, annotation: Reference): number {
  const [, bottom = 0, , top = 0] = getItems(pdf, asDictionary(resolve(pdf, annotation))!, 'Rect').map(number => asNumber(resolve(pdf, number)) ?? 0)
  return top - bottom
}
