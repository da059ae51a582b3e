import type { Dictionary, Pdf, PdfObject } from '../pdf-document.ts'
import type { PlacedPage } from './impose.ts'
import { asDictionary, asNumber, asReference, get, getItems, getName, getRaw, has, keyOf, resolve, set } from '../pdf-document.ts'
import { structureRoot, walkStructure } from '../structure.ts'

/**
 * Tells every structure element on which sheet its content is now and by which number. The way back from content to
 * structure must be rebuilt afterwards (see rebuildParentTree). `places` says where each page went, by keyOf.
 */
export function moveStructure(pdf: Pdf, places: ReadonlyMap<string, PlacedPage>): void {
  const placeOf = (holder: Dictionary): PlacedPage | undefined => {
    const page = asReference(getRaw(holder, 'Pg'))
    return page && places.get(keyOf(page))
  }
  const moveKid = (item: PdfObject, ofElement: PlacedPage | undefined): PdfObject | number => {
    const object = resolve(pdf, item)
    const mcid = asNumber(object)
    if (mcid !== undefined)
      return mcid + (ofElement?.offset ?? 0)
    const dictionary = asDictionary(object)
    if (!dictionary || has(dictionary, 'S'))
      return item
    const place = placeOf(dictionary) ?? ofElement
    const number = asNumber(get(pdf, dictionary, 'MCID'))
    // Content of a form keeps its numbers: they are the form's own.
    if (place && getName(pdf, dictionary, 'Type') === 'MCR' && number !== undefined && !has(dictionary, 'Stm'))
      set(pdf, dictionary, 'MCID', number + place.offset)
    if (place && has(dictionary, 'Pg'))
      set(pdf, dictionary, 'Pg', place.sheet)
    return item
  }
  const root = structureRoot(pdf)
  if (!root)
    return
  walkStructure(pdf, ({ dictionary }) => {
    const place = placeOf(dictionary)
    if (has(dictionary, 'K'))
      set(pdf, dictionary, 'K', getItems(pdf, dictionary, 'K').map(item => moveKid(item, place)))
    if (place)
      set(pdf, dictionary, 'Pg', place.sheet)
  })
}
