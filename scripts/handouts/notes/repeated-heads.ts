import type { Dictionary, Pdf, PdfObject, PdfPage, Reference } from '../pdf-document.ts'
import type { StructureElement } from '../structure.ts'
import { Buffer } from 'node:buffer'
import { readOperators } from '../content-stream.ts'
import { asDictionary, asNumber, asReference, contentOf, get, getItems, getName, getRaw, has, keyOf, pagesOf, resolve, set, setContent } from '../pdf-document.ts'
import { kidsOf, walkStructure } from '../structure.ts'

/**
 * A table that goes on on another page has its head again there. Chromium puts the words of all these heads into the one
 * head of the structure, so that a screen reader would say "Study Study Study"; the repetitions are artifacts.
 * @returns how many pieces of content became artifacts.
 */
export function markRepeatedHeads(pdf: Pdf): number {
  const order = new Map(pagesOf(pdf).map((page, index) => [keyOf(page.reference), index]))
  const repeated = new Map<string, Set<number>>()
  walkStructure(pdf, (cell) => {
    if (!isColumnHead(pdf, cell))
      return
    const content = contentBelow(pdf, cell.dictionary)
    const first = Math.min(...content.map(({ page }) => order.get(page)!))
    for (const { holder, page, mcid } of content.filter(({ page }) => order.get(page)! > first)) {
      repeated.set(page, (repeated.get(page) ?? new Set()).add(mcid))
      const ownPage = asReference(getRaw(holder, 'Pg'))
      set(pdf, holder, 'K', getItems(pdf, holder, 'K').filter((item) => {
        const held = contentAt(pdf, item, ownPage)
        return !(held?.page === page && held.mcid === mcid)
      }))
    }
  })
  return pagesOf(pdf).reduce((count, page) => count + makeArtifacts(pdf, page, repeated.get(keyOf(page.reference)) ?? new Set()), 0)
}

/** A cell in a row that has nothing but heads. */
function isColumnHead(pdf: Pdf, { type, parent }: StructureElement): boolean {
  return type === 'TH' && parent?.type === 'TR'
    && kidsOf(pdf, parent.dictionary).every(kid => kid.kind === 'element' && getName(pdf, kid.dictionary, 'S') === 'TH')
}

interface HeldContent { holder: Dictionary, page: string, mcid: number }

function contentBelow(pdf: Pdf, holder: Dictionary): HeldContent[] {
  const ownPage = asReference(getRaw(holder, 'Pg'))
  return getItems(pdf, holder, 'K').flatMap((item) => {
    const element = asDictionary(resolve(pdf, item))
    if (element && has(element, 'S'))
      return contentBelow(pdf, element)
    const held = contentAt(pdf, item, ownPage)
    return held ? [{ holder, ...held }] : []
  })
}

function contentAt(pdf: Pdf, item: PdfObject, ownPage: Reference | undefined): { page: string, mcid: number } | undefined {
  const object = resolve(pdf, item)
  const dictionary = asDictionary(object)
  const mcid = asNumber(object) ?? (dictionary && asNumber(get(pdf, dictionary, 'MCID')))
  const page = (dictionary && asReference(getRaw(dictionary, 'Pg'))) ?? ownPage
  return mcid === undefined || page === undefined ? undefined : { page: keyOf(page), mcid }
}

/** Turns marked content into artifacts, by its numbers. */
function makeArtifacts(pdf: Pdf, page: PdfPage, numbers: ReadonlySet<number>): number {
  if (numbers.size === 0)
    return 0
  const content = contentOf(pdf, page)
  const parts: Uint8Array[] = []
  let at = 0
  let count = 0
  for (const { name, operands, start, end } of readOperators(content)) {
    const properties = name === 'BDC' ? operands[1] : undefined
    const mcid = properties?.kind === 'dictionary' ? properties.entries.get('MCID') : undefined
    if (mcid?.kind !== 'number' || !numbers.has(mcid.value))
      continue
    parts.push(content.subarray(at, start), Buffer.from('/Artifact BMC'))
    at = end
    count++
  }
  parts.push(content.subarray(at))
  setContent(pdf, page, Buffer.concat(parts))
  return count
}
