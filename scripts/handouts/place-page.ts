import type { Dictionary, Pdf, PdfObject, PdfPage, Reference } from './pdf-document.ts'
import type { ResourceNames } from './relocate-content.ts'
import { Buffer } from 'node:buffer'
import { asArray, asDictionary, asNumber, asReference, contentOf, get, getDictionary, getItems, getName, getRaw, has, keyOf, keysOf, resolve, set, setContent, write } from './pdf-document.ts'
import { highestMarkedContent, relocateContent } from './relocate-content.ts'

/** Left, bottom, right and top in points, from the lower left corner of a page. */
export type Box = readonly [left: number, bottom: number, right: number, top: number]

/** How a page lies on a sheet: a point x, y of the page is at x * scale + left, y * scale + bottom. */
export interface Lie { scale: number, left: number, bottom: number }

/** A page on its way to a sheet. */
export interface Placement {
  page: PdfPage
  /** Where on the sheet; the page is fitted in, in the middle. */
  box: Box
  /** Structure element of the sheet that takes the page's structure. */
  holder: Reference
  /** Topmost structure elements of the page (see pageStructure). */
  elements: readonly Reference[]
  /** By how many levels the page's headings step back. */
  demote: number
}

/**
 * Puts pages on a sheet with everything they hold: content, resources, links, structure. The document's way back from
 * content to structure must be rebuilt afterwards (see rebuildParentTree).
 * @returns how each page lies on the sheet, in the order of the placements.
 */
export function placePages(pdf: Pdf, sheet: PdfPage, placements: readonly Placement[]): Lie[] {
  const own = contentOf(pdf, sheet)
  // Chromium leaves its own coordinates in force at the end of a page.
  const parts: Uint8Array[] = [Buffer.from('q\n'), own, Buffer.from('\nQ\n')]
  const resources = ownResources(pdf, sheet)
  const annotations = getItems(pdf, sheet.dictionary, 'Annots')
  let next = highestMarkedContent(own) + 1

  const lies = placements.map((placement) => {
    const { page, box } = placement
    const [width, height] = sizeOf(pdf, page)
    const lie = fit(width, height, box)
    const content = contentOf(pdf, page)
    const relocated = relocateContent(content, next, mergeResources(pdf, resources, page))
    const { scale, left, bottom } = lie
    const edge = [left, bottom, width * scale, height * scale].map(decimal).join(' ')
    parts.push(
      Buffer.from(`q ${[scale, 0, 0, scale, left, bottom].map(decimal).join(' ')} cm 0 0 ${decimal(width)} ${decimal(height)} re W n\n`),
      relocated,
      Buffer.from(`\nQ\n/Artifact BMC q 0.5 w 0.62 G ${edge} re S Q EMC\n`),
    )
    for (const reference of placement.elements) {
      moveElement(pdf, reference, sheet.reference, next, placement.demote)
      set(pdf, asDictionary(resolve(pdf, reference))!, 'P', placement.holder)
    }
    annotations.push(...getItems(pdf, page.dictionary, 'Annots').map(item => moveAnnotation(pdf, item, sheet, lie)))
    next += highestMarkedContent(content) + 1
    return lie
  })
  setContent(pdf, sheet, Buffer.concat(parts))
  set(pdf, sheet.dictionary, 'Annots', annotations)
  return lies
}

/** Width and height of a page in points. */
export function sizeOf(pdf: Pdf, page: PdfPage): [width: number, height: number] {
  const [left = 0, bottom = 0, right = 0, top = 0] = getItems(pdf, page.dictionary, 'MediaBox').map(item => asNumber(resolve(pdf, item)) ?? 0)
  return [right - left, top - bottom]
}

function fit(width: number, height: number, [left, bottom, right, top]: Box): Lie {
  const scale = Math.min((right - left) / width, (top - bottom) / height)
  return { scale, left: (left + right - width * scale) / 2, bottom: (bottom + top - height * scale) / 2 }
}

/** A copy of the sheet's resources that is its own, so that no other page gets what is added. */
function ownResources(pdf: Pdf, sheet: PdfPage): Dictionary {
  const old = getDictionary(pdf, sheet.dictionary, 'Resources')
  const copy: Record<string, PdfObject> = {}
  for (const key of old ? keysOf(old) : []) {
    const category = getDictionary(pdf, old!, key)
    copy[key] = category ? copyOf(pdf, category) : getRaw(old!, key)!
  }
  set(pdf, sheet.dictionary, 'Resources', copy)
  return getDictionary(pdf, sheet.dictionary, 'Resources')!
}

function copyOf(pdf: Pdf, dictionary: Dictionary): Dictionary {
  const copy = asDictionary(write(pdf, {}))!
  for (const key of keysOf(dictionary))
    set(pdf, copy, key, getRaw(dictionary, key)!)
  return copy
}

/** Adds a page's resources to those of a sheet; what is there already is not added twice. */
function mergeResources(pdf: Pdf, resources: Dictionary, page: PdfPage): ResourceNames {
  const names = new Map<string, string>()
  const added = getDictionary(pdf, page.dictionary, 'Resources')
  for (const category of added ? keysOf(added) : []) {
    const entries = getDictionary(pdf, added!, category)
    if (!entries)
      continue
    if (!has(resources, category))
      set(pdf, resources, category, {})
    const there = getDictionary(pdf, resources, category)!
    const byObject = new Map(keysOf(there).map(name => [getRaw(there, name)!.toString(), name]))
    for (const name of keysOf(entries)) {
      const object = getRaw(entries, name)!
      const free = byObject.get(object.toString()) ?? freeName(there, name)
      set(pdf, there, free, object)
      if (free !== name)
        names.set(`${category}/${name}`, free)
    }
  }
  return names
}

function freeName(dictionary: Dictionary, name: string): string {
  let free = name
  for (let count = 1; has(dictionary, free); count++)
    free = `${name}s${count}`
  return free
}

/** Tells an element, and all below it, where its content is now. */
function moveElement(pdf: Pdf, reference: Reference, sheet: Reference, offset: number, demote: number): void {
  const element = asDictionary(resolve(pdf, reference))!
  set(pdf, element, 'Pg', sheet)
  const level = /^H([1-6])$/.exec(getName(pdf, element, 'S') ?? '')?.[1]
  if (level !== undefined)
    set(pdf, element, 'S', `H${Math.min(6, Number(level) + demote)}`)
  set(pdf, element, 'K', getItems(pdf, element, 'K').map((item) => {
    const object = resolve(pdf, item)
    const mcid = asNumber(object)
    if (mcid !== undefined)
      return mcid + offset
    const dictionary = asDictionary(object)
    if (dictionary && has(dictionary, 'S')) {
      moveElement(pdf, asReference(item)!, sheet, offset, demote)
    }
    else if (dictionary) {
      set(pdf, dictionary, 'Pg', sheet)
      const number = asNumber(get(pdf, dictionary, 'MCID'))
      if (number !== undefined && !has(dictionary, 'Stm'))
        set(pdf, dictionary, 'MCID', number + offset)
    }
    return item
  }))
}

function moveAnnotation(pdf: Pdf, item: PdfObject, sheet: PdfPage, lie: Lie): PdfObject {
  const annotation = asDictionary(resolve(pdf, item))
  if (!annotation)
    return item
  set(pdf, annotation, 'P', sheet.reference)
  for (const key of ['Rect', 'QuadPoints']) {
    if (has(annotation, key))
      set(pdf, annotation, key, getItems(pdf, annotation, key).map((number, index) => moved(lie, asNumber(resolve(pdf, number)) ?? 0, index % 2 === 0)))
  }
  return item
}

/**
 * A destination on a placed page as it is on the sheet: the same place (`XYZ`, ISO 32000-1 §12.3.2.2), or the page's
 * upper left corner for a destination that shows a whole page.
 * @returns undefined when its page was placed on no sheet.
 */
export function moveDestination(pdf: Pdf, destination: readonly PdfObject[], places: ReadonlyMap<string, PlacedPage>): PdfObject[] | undefined {
  const page = asReference(destination[0])
  const place = page && places.get(keyOf(page))
  if (!place)
    return undefined
  const isPoint = resolve(pdf, destination[1])?.toString() === '/XYZ'
  const [left, top] = isPoint ? [asNumber(resolve(pdf, destination[2])) ?? 0, asNumber(resolve(pdf, destination[3])) ?? place.height] : [0, place.height]
  return asArray(write(pdf, [place.sheet, 'XYZ', moved(place.lie, left, true), moved(place.lie, top, false), null]))
}

/** Where a page went. */
export interface PlacedPage { sheet: Reference, lie: Lie, height: number }

function moved({ scale, left, bottom }: Lie, value: number, horizontal: boolean): number {
  return Number(decimal(value * scale + (horizontal ? left : bottom)))
}

/** Ten thousandths of a point are finer than any printer. */
function decimal(value: number): string {
  return Number(value.toFixed(4)).toString()
}
