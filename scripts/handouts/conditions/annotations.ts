import type { Dictionary, PdfObject, PdfPage } from '../pdf-document.ts'
import type { StructureElement } from '../structure.ts'
import type { Condition, ExaminedPdf, Fault } from './condition.ts'
import { inherited } from '../page-text.ts'
import { asArray, asDictionary, asNumber, asReference, asText, get, getItems, getName, getNumber, getText, has, keyOf, resolve } from '../pdf-document.ts'
import { linkTarget } from '../repair/links.ts'
import { kidsOf } from '../structure.ts'
import { readNameTree } from './name-tree.ts'

/** Points (1/72 inch) by which a rectangle may be off, for rounding. */
const tolerance = 0.5

export const tabOrder: Condition = {
  id: 'tab-order',
  requirement: 'On pages with annotations the tab key follows the structure (Tabs /S).',
  clause: 'ISO 14289-1 §7.18.3',
  matterhorn: ['28-008', '28-009'],
  examine: ({ pdf, pages }) => pages.flatMap(({ dictionary }, index) =>
    getItems(pdf, dictionary, 'Annots').length > 0 && getName(pdf, dictionary, 'Tabs') !== 'S'
      ? [{ page: index + 1, message: 'the tab key does not follow the structure' }]
      : []),
}

export const linkStructure: Condition = {
  id: 'link-structure',
  requirement: 'Every link annotation stands in a Link element.',
  clause: 'ISO 14289-1 §7.18.5',
  matterhorn: ['28-011'],
  examine: document => eachAnnotation(document, ({ subtype, isHidden, holder }) =>
    subtype === 'Link' && !isHidden && holder?.role !== 'Link' && 'a link is not in the structure'),
}

export const linkDescription: Condition = {
  id: 'link-description',
  requirement: 'Every link annotation has a description (Contents).',
  clause: 'ISO 14289-1 §7.18.5',
  matterhorn: ['28-012'],
  examine: document => eachAnnotation(document, ({ subtype, isHidden, annotation }) =>
    subtype === 'Link' && !isHidden && !getText(document.pdf, annotation, 'Contents')?.trim() && 'a link has no description'),
}

export const linkTargets: Condition = {
  id: 'link-target',
  requirement: 'Every link leads somewhere: to an address, or to a page that is there.',
  clause: 'ISO 32000-1 §12.3.2, §12.6.4',
  matterhorn: [],
  examine(document) {
    const { pdf, pageNumbers } = document
    const named = readNameTree(pdf, 'Dests')
    const isNamed = (destination: PdfObject | undefined) => {
      const found = resolve(pdf, named.get(asText(destination) ?? ''))
      const array = asArray(found) ?? (asDictionary(found) && getItems(pdf, asDictionary(found)!, 'D'))
      const page = asReference(array?.[0])
      return page !== undefined && pageNumbers.has(keyOf(page))
    }
    return eachAnnotation(document, ({ subtype, annotation }) => {
      if (subtype !== 'Link')
        return false
      const action = asDictionary(get(pdf, annotation, 'A'))
      const isOther = action && !['URI', 'GoTo'].includes(getName(pdf, action, 'S') ?? '')
      const { url, page } = linkTarget(pdf, annotation, pageNumbers)
      const destination = get(pdf, annotation, 'Dest') ?? (action && get(pdf, action, 'D'))
      return !isOther && !url && page === undefined && !isNamed(destination) && 'a link leads nowhere'
    })
  },
}

export const annotationStructure: Condition = {
  id: 'annotation-structure',
  requirement: 'Every other annotation stands in an Annot element, fields in a Form element, and has a description.',
  clause: 'ISO 14289-1 §7.18.1, §7.18.4',
  matterhorn: ['28-002', '28-004', '28-007', '28-010'],
  examine: document => eachAnnotation(document, ({ subtype, isHidden, holder, annotation }) => {
    if (subtype === 'TrapNet')
      return 'an annotation is a trap network'
    if (isHidden || ['Link', 'Popup', 'PrinterMark'].includes(subtype))
      return false
    if (subtype === 'Widget')
      return holder?.role !== 'Form' && 'a field is not in the structure'
    const described = getText(document.pdf, annotation, 'Contents')?.trim() || (holder && getText(document.pdf, holder.dictionary, 'Alt')?.trim())
    return (holder?.role !== 'Annot' && 'an annotation is not in the structure') || (!described && 'an annotation has no description')
  }),
}

export const annotationRect: Condition = {
  id: 'annotation-rect',
  requirement: 'Every annotation lies inside its page.',
  clause: 'ISO 32000-1 §12.5.2',
  matterhorn: [],
  examine: document => eachAnnotation(document, ({ isHidden, annotation, subtype, page }) => {
    const rect = corners(document, annotation, 'Rect')
    const box = inherited(document.pdf, page.dictionary, node => corners(document, node, 'CropBox')) ?? inherited(document.pdf, page.dictionary, node => corners(document, node, 'MediaBox'))
    if (!rect)
      return 'an annotation does not say where it is'
    if (isHidden || subtype === 'Popup' || !box)
      return false
    const isInside = rect.left >= box.left - tolerance && rect.right <= box.right + tolerance && rect.bottom >= box.bottom - tolerance && rect.top <= box.top + tolerance
    return !isInside && 'an annotation lies outside the page'
  }),
}

export const annotationFlags: Condition = {
  id: 'annotation-flags',
  requirement: 'Every annotation is printed and none is hidden.',
  clause: 'ISO 19005-3 §6.3.2',
  matterhorn: [],
  examine: document => eachAnnotation(document, ({ subtype, annotation }) => {
    const flags = getNumber(document.pdf, annotation, 'F') ?? 0
    // Print set; Invisible, Hidden, NoView and ToggleNoView not (ISO 32000-1 table 165).
    return subtype !== 'Popup' && ((flags & 4) === 0 || (flags & (1 | 2 | 32 | 256)) !== 0) && 'an annotation is hidden or not printed'
  }),
}

interface Annotation {
  annotation: Dictionary
  subtype: string
  isHidden: boolean
  page: PdfPage
  /** The element that holds it. */
  holder?: StructureElement
}

function eachAnnotation(document: ExaminedPdf, say: (annotation: Annotation) => string | false | undefined): Fault[] {
  const { pdf, pages } = document
  const holders = holdersOf(document)
  return pages.flatMap((page, index) => getItems(pdf, page.dictionary, 'Annots').flatMap((item: PdfObject) => {
    const annotation = asDictionary(resolve(pdf, item))
    if (!annotation || !has(annotation, 'Subtype'))
      return []
    const reference = asReference(item)
    const isHidden = ((getNumber(pdf, annotation, 'F') ?? 0) & 2) !== 0
    const message = say({ annotation, subtype: getName(pdf, annotation, 'Subtype') ?? '', isHidden, page, holder: reference && holders.get(keyOf(reference)) })
    return message ? [{ page: index + 1, message }] : []
  }))
}

const read = new WeakMap<ExaminedPdf, Map<string, StructureElement>>()

/** The elements that hold annotations, by the annotations' keys. */
function holdersOf(document: ExaminedPdf): Map<string, StructureElement> {
  let holders = read.get(document)
  if (!holders) {
    holders = new Map()
    for (const element of document.elements) {
      for (const kid of kidsOf(document.pdf, element.dictionary)) {
        if (kid.kind === 'object')
          holders.set(keyOf(kid.object), element)
      }
    }
    read.set(document, holders)
  }
  return holders
}

function corners({ pdf }: ExaminedPdf, dictionary: Dictionary, key: string): { left: number, bottom: number, right: number, top: number } | undefined {
  const numbers = asArray(get(pdf, dictionary, key))?.map(item => asNumber(resolve(pdf, item)))
  const [x1, y1, x2, y2] = numbers ?? []
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined)
    return undefined
  return { left: Math.min(x1, x2), bottom: Math.min(y1, y2), right: Math.max(x1, x2), top: Math.max(y1, y2) }
}
