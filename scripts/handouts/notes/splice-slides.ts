import type { Pdf, PdfObject } from '../pdf-document.ts'
import type { PlacedPage } from '../place-page.ts'
import type { FoundPlace } from './places.ts'
import { pageStructure } from '../page-structure.ts'
import { absorb, asArray, asDictionary, asText, catalogOf, get, getDictionary, getItems, getRaw, keyOf, keysOf, pagesOf, remove, resolve, set } from '../pdf-document.ts'
import { moveDestination, placePages, sizeOf } from '../place-page.ts'
import { destinationArray } from '../repair/links.ts'
import { structureRoot } from '../structure.ts'

/**
 * Puts the pages of the slides' PDF into the rooms that a printed shell has for them: content, structure, links and named
 * destinations. The slides' document must not be used afterwards; the way back from content to structure must be rebuilt.
 * @param shell the printed shell, its marks taken away.
 * @param slides the repaired PDF of the slides.
 * @param places where the shell has its rooms (see takePlaces).
 */
export function spliceSlides(shell: Pdf, slides: Pdf, places: readonly FoundPlace[]): void {
  const pages = pagesOf(slides)
  const structure = pageStructure(slides, structureRoot(slides)!)
  const destinations = namedDestinations(slides)
  resolveOwnDestinations(slides, destinations)
  const moved = absorb(shell, slides)

  const placed = new Map<string, PlacedPage>()
  const rooms = places.filter(({ place }) => place.startsWith('slide/'))
  for (const sheet of pagesOf(shell)) {
    const here = rooms.filter(room => keyOf(room.sheet.reference) === keyOf(sheet.reference))
    if (here.length === 0)
      continue
    const placements = here.map(({ place, box, element, demote }) => {
      const page = pages[Number(place.slice('slide/'.length))]!
      const [width, height] = sizeOf(shell, page)
      if (Math.abs((box[2] - box[0]) / (box[3] - box[1]) - width / height) > 0.05)
        throw new Error(`the room of ${place} is cut by the end of its page`)
      return {
        page: { reference: moved(page.reference), dictionary: page.dictionary },
        box,
        holder: element,
        elements: (structure.get(keyOf(page.reference)) ?? []).map(moved),
        demote,
      }
    })
    const lies = placePages(shell, sheet, placements)
    placements.forEach(({ page, holder, elements }, index) => {
      placed.set(keyOf(page.reference), { sheet: sheet.reference, lie: lies[index]!, height: sizeOf(shell, page)[1] })
      const element = asDictionary(resolve(shell, holder))!
      set(shell, element, 'Pg', sheet.reference)
      set(shell, element, 'K', [...getItems(shell, element, 'K'), ...elements])
    })
  }
  moveDestinations(shell, placed, destinations)
}

/** The named destinations of a document, as arrays. */
function namedDestinations(pdf: Pdf): Map<string, PdfObject[]> {
  const named = getDictionary(pdf, catalogOf(pdf), 'Dests')
  return new Map((named ? keysOf(named) : []).flatMap((key) => {
    const array = destinationArray(pdf, getRaw(named!, key))
    return array ? [[key, array] as const] : []
  }))
}

/** Links by name become links to the place itself: the names of two documents may be the same. */
function resolveOwnDestinations(pdf: Pdf, destinations: ReadonlyMap<string, PdfObject[]>): void {
  for (const { dictionary } of pagesOf(pdf)) {
    for (const annotation of getItems(pdf, dictionary, 'Annots').map(item => asDictionary(resolve(pdf, item)))) {
      const action = annotation && getDictionary(pdf, annotation, 'A')
      const [holder, key] = action && getRaw(action, 'D') ? [action, 'D'] : [annotation, 'Dest']
      const destination = holder && get(pdf, holder, key)
      if (!holder || !destination || asArray(destination))
        continue
      const target = destinations.get(asText(destination) ?? destination.toString().replace(/^\//, '')) ?? destinationArray(pdf, destination)
      if (target)
        set(pdf, holder, key, target)
    }
  }
}

/** Leads the slides' links and names to where the slides are now; a link to a slide that is not here is none. */
function moveDestinations(pdf: Pdf, placed: ReadonlyMap<string, PlacedPage>, names: ReadonlyMap<string, PdfObject[]>): void {
  for (const { dictionary } of pagesOf(pdf)) {
    for (const annotation of getItems(pdf, dictionary, 'Annots').map(item => asDictionary(resolve(pdf, item)))) {
      const action = annotation && getDictionary(pdf, annotation, 'A')
      const [holder, key] = action && getRaw(action, 'D') ? [action, 'D'] : [annotation, 'Dest']
      const destination = holder && asArray(get(pdf, holder, key))
      const target = destination && moveDestination(pdf, destination, placed)
      if (holder && target)
        set(pdf, holder, key, target)
    }
  }
  const catalog = catalogOf(pdf)
  if (!getDictionary(pdf, catalog, 'Dests'))
    set(pdf, catalog, 'Dests', {})
  const own = getDictionary(pdf, catalog, 'Dests')!
  for (const [name, destination] of names) {
    const target = moveDestination(pdf, destination, placed)
    if (target && !keysOf(own).includes(name))
      set(pdf, own, name, target)
  }
  if (keysOf(own).length === 0)
    remove(catalog, 'Dests')
}
