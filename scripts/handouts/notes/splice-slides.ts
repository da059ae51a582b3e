import type { PlacedPage } from '../imposition/impose.ts'
import type { MarkedPage } from '../imposition/marked-pages.ts'
import type { Dictionary, Pdf, PdfObject, PdfPage, Reference } from '../pdf-document.ts'
import type { FoundPlace } from './places.ts'
import { Buffer } from 'node:buffer'
import { numberedFrom } from '../imposition/marked-pages.ts'
import { moveDestinations } from '../imposition/move-destinations.ts'
import { moveStructure } from '../imposition/move-structure.ts'
import { createResources } from '../imposition/sheet-resources.ts'
import { pageStructure } from '../page-structure.ts'
import { absorb, asArray, asDictionary, asNumber, asText, catalogOf, contentOf, get, getDictionary, getItems, getName, getRaw, has, keyOf, keysOf, pagesOf, remove, resolve, set, setContent } from '../pdf-document.ts'
import { highestMarkedContent, relocateContent } from '../relocate-content.ts'
import { destinationArray } from '../repair/links.ts'
import { structureRoot } from '../structure.ts'

/** A page of the slides, on its way into a room. */
interface Guest extends FoundPlace {
  page: PdfPage
  content: MarkedPage
  /** Topmost structure elements of the page. */
  elements: readonly Reference[]
  /** Marked content of it that no element holds alone. */
  shared: readonly number[]
}

/**
 * Puts the pages of the slides' PDF into the rooms that a printed shell has for them: content, structure, links and named
 * destinations. The slides' document must not be used afterwards; the way back from content to structure must be rebuilt.
 * @param shell the printed shell, its marks taken away.
 * @param slides the repaired PDF of the slides.
 * @param content the content of its pages (see readMarkedPages).
 * @param places where the shell has its rooms (see takePlaces).
 */
export function spliceSlides(shell: Pdf, slides: Pdf, content: readonly MarkedPage[], places: readonly FoundPlace[]): void {
  const pages = pagesOf(slides)
  const structure = pageStructure(slides, structureRoot(slides)!)
  const names = namedDestinations(slides)
  resolveNames(slides, names)
  const moved = absorb(shell, slides)

  const placed = new Map<string, PlacedPage>()
  for (const sheet of pagesOf(shell)) {
    const guests = places.filter(({ place, sheet: on }) => place.startsWith('slide/') && keyOf(on.reference) === keyOf(sheet.reference)).map((place): Guest => {
      const index = Number(place.place.slice('slide/'.length))
      const page = pages[index]!
      const { elements, shared } = structure.get(keyOf(page.reference)) ?? { elements: [], shared: [] }
      return {
        ...place,
        page: { reference: moved(page.reference), dictionary: page.dictionary },
        content: content[index]!,
        elements: elements.map(moved),
        shared,
      }
    })
    if (guests.length > 0)
      seat(shell, sheet, guests, placed)
  }
  addNames(shell, names)
  moveStructure(shell, placed)
  moveDestinations(shell, placed)
}

/** Puts pages on a sheet. The shell's content is the shorter one, so that its resources make way when names are the same. */
function seat(pdf: Pdf, sheet: PdfPage, guests: readonly Guest[], placed: Map<string, PlacedPage>): void {
  const own = contentOf(pdf, sheet)
  const resources = createResources(pdf)
  const annotations = getItems(pdf, sheet.dictionary, 'Annots')
  const parts: Uint8Array[] = []
  let offset = highestMarkedContent(own) + 1
  for (const guest of guests) {
    const { page, content, box } = guest
    const place = placeIn(pdf, page, box, sheet.reference, offset)
    placed.set(keyOf(page.reference), place)
    const renamed = resources.add(page)
    const written = renamed.size > 0 ? relocateContent(content.content, offset, renamed) : numberedFrom(content, offset)
    const edges = [box[0], box[1], box[2] - box[0], box[3] - box[1]].map(decimal).join(' ')
    parts.push(
      Buffer.from(`q ${edges} re W n ${[place.scale, 0, 0, place.scale, place.left, place.bottom].map(decimal).join(' ')} cm\n`),
      written,
      Buffer.from(`\nQ\n/Artifact <</Type /Layout>> BDC q 0.5 w 0.7 G 0 J 0 j [] 0 d ${edges} re S Q EMC\n`),
    )
    annotations.push(...getItems(pdf, page.dictionary, 'Annots').map(item => moveAnnotation(pdf, item, place, box)))
    adopt(pdf, guest)
    offset += content.next
  }
  const renamed = resources.add(sheet)
  // Chromium leaves its own coordinates in force at the end of a page.
  setContent(pdf, sheet, Buffer.concat([Buffer.from('q\n'), renamed.size > 0 ? relocateContent(own, 0, renamed) : own, Buffer.from('\nQ\n'), ...parts]))
  set(pdf, sheet.dictionary, 'Resources', resources.written())
  set(pdf, sheet.dictionary, 'Annots', annotations)
  const transparency = guests.map(({ page }) => getRaw(page.dictionary, 'Group')).find(found => found !== undefined)
  if (transparency && !has(sheet.dictionary, 'Group'))
    set(pdf, sheet.dictionary, 'Group', transparency)
}

/** How a page lies in its room. */
function placeIn(pdf: Pdf, page: PdfPage, [left, bottom, right, top]: FoundPlace['box'], sheet: Reference, offset: number): PlacedPage {
  const [pageLeft, pageBottom, pageRight, pageTop] = pageBox(pdf, page)
  const scale = Math.min((right - left) / (pageRight - pageLeft), (top - bottom) / (pageTop - pageBottom))
  if (Math.abs((right - left) / (top - bottom) - (pageRight - pageLeft) / (pageTop - pageBottom)) > 0.05)
    throw new Error('the room of a slide is cut by the end of its page')
  return {
    sheet,
    offset,
    scale,
    left: (left + right - (pageRight - pageLeft) * scale) / 2 - pageLeft * scale,
    bottom: (bottom + top - (pageTop - pageBottom) * scale) / 2 - pageBottom * scale,
    height: pageTop,
  }
}

/** Left, bottom, right and top of a page in points. */
export function pageBox(pdf: Pdf, page: PdfPage): [left: number, bottom: number, right: number, top: number] {
  const [left = 0, bottom = 0, right = 0, top = 0] = getItems(pdf, page.dictionary, 'MediaBox').map(item => asNumber(resolve(pdf, item)) ?? 0)
  return [left, bottom, right, top]
}

/** A link reaches no further than its slide's room. */
function moveAnnotation(pdf: Pdf, item: PdfObject, { sheet, scale, left, bottom }: PlacedPage, box: FoundPlace['box']): PdfObject {
  const annotation = asDictionary(resolve(pdf, item))
  if (!annotation)
    return item
  set(pdf, annotation, 'P', sheet)
  for (const key of ['Rect', 'QuadPoints']) {
    const numbers = getItems(pdf, annotation, key).map(number => asNumber(resolve(pdf, number)) ?? 0)
    if (numbers.length > 0) {
      set(pdf, annotation, key, numbers.map((number, index) => index % 2 === 0
        ? within(number * scale + left, box[0], box[2])
        : within(number * scale + bottom, box[1], box[3])))
    }
  }
  return item
}

/** Makes a page's structure part of the room's, its headings some levels further down. */
function adopt(pdf: Pdf, { element: holder, page, elements, shared, demote }: Guest): void {
  const room = asDictionary(resolve(pdf, holder))!
  const content = shared.map(mcid => ({ Type: 'MCR', Pg: page.reference, MCID: mcid }))
  set(pdf, room, 'K', [...getItems(pdf, room, 'K'), ...content, ...elements])
  for (const element of elements) {
    const dictionary = asDictionary(resolve(pdf, element))!
    set(pdf, dictionary, 'P', holder)
    if (demote > 0)
      demoteHeadings(pdf, dictionary, demote)
  }
}

function demoteHeadings(pdf: Pdf, element: Dictionary, by: number): void {
  const level = /^H([1-6])$/.exec(getName(pdf, element, 'S') ?? '')?.[1]
  if (level !== undefined)
    set(pdf, element, 'S', `H${Math.min(6, Number(level) + by)}`)
  for (const item of getItems(pdf, element, 'K')) {
    const kid = asDictionary(resolve(pdf, item))
    if (kid && has(kid, 'S'))
      demoteHeadings(pdf, kid, by)
  }
}

/** The named destinations of a document, as arrays. */
function namedDestinations(pdf: Pdf): Map<string, PdfObject[]> {
  const named = getDictionary(pdf, catalogOf(pdf), 'Dests')
  return new Map((named ? keysOf(named) : []).flatMap((key) => {
    const array = destinationArray(pdf, getRaw(named!, key))
    return array ? [[key, array] as const] : []
  }))
}

/** Links by name become links to the place itself: the same name may stand for another place in the shell. */
function resolveNames(pdf: Pdf, names: ReadonlyMap<string, PdfObject[]>): void {
  for (const { dictionary } of pagesOf(pdf)) {
    for (const annotation of getItems(pdf, dictionary, 'Annots').map(item => asDictionary(resolve(pdf, item)))) {
      const action = annotation && getDictionary(pdf, annotation, 'A')
      const [holder, key] = action && has(action, 'D') ? [action, 'D'] : [annotation, 'Dest']
      const destination = holder && get(pdf, holder, key)
      if (!holder || !destination || asArray(destination))
        continue
      const target = names.get(asText(destination) ?? destination.toString().replace(/^\//, ''))
      if (target)
        set(pdf, holder, key, [...target])
    }
  }
}

/** The slides' names stay names, as long as the shell has no such name itself. */
function addNames(pdf: Pdf, names: ReadonlyMap<string, PdfObject[]>): void {
  const catalog = catalogOf(pdf)
  if (!getDictionary(pdf, catalog, 'Dests'))
    set(pdf, catalog, 'Dests', {})
  const own = getDictionary(pdf, catalog, 'Dests')!
  for (const [name, destination] of names) {
    if (!has(own, name))
      set(pdf, own, name, [...destination])
  }
  if (keysOf(own).length === 0)
    remove(catalog, 'Dests')
}

function within(value: number, least: number, most: number): number {
  return Number(decimal(Math.min(Math.max(value, least), most)))
}

/** Ten thousandths of a point are finer than any printer. */
function decimal(value: number): string {
  return Number(value.toFixed(4)).toString()
}
