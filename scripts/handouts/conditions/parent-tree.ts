import type { Condition, ExaminedPdf, Fault } from './condition.ts'
import { asDictionary, asReference, getItems, getNumber, getRaw, keyOf, resolve } from '../pdf-document.ts'
import { kidsOf, structureRoot } from '../structure.ts'
import { createOwners, readParentTree } from './owners.ts'

export const parentTree: Condition = {
  id: 'parent-tree',
  requirement: 'The structure and the parent tree agree: what an element holds belongs to it, and the other way round.',
  clause: 'ISO 32000-1 §14.7.4.4',
  matterhorn: [],
  examine: document => structureRoot(document.pdf) ? [...contentFaults(document), ...objectFaults(document), ...parentFaults(document)] : [],
}

/** Marked content of the pages, as the parent tree and as the structure have it. */
function contentFaults(document: ExaminedPdf): Fault[] {
  const owners = createOwners(document)
  const present = new Set<string>()
  const faults = document.texts.flatMap((text, index): Fault[] => {
    const page = index + 1
    const disagreeing = [...text.marked].flatMap(([form, numbers]) => [...numbers].filter((mcid) => {
      present.add(`${form || keyOf(document.pages[index]!.reference)} ${mcid}`)
      const { byStructure, byParentTree } = owners(page, form, mcid)
      return byStructure !== byParentTree
    }))
    return disagreeing.length > 0 ? [{ page, message: `the parent tree disagrees with the structure about ${disagreeing.length} ${disagreeing.length === 1 ? 'piece' : 'pieces'} of content` }] : []
  })
  const absent = new Map<number | undefined, number>()
  for (const { dictionary } of document.elements) {
    for (const kid of kidsOf(document.pdf, dictionary)) {
      const holder = kid.kind === 'content' ? kid.form ?? kid.page : undefined
      if (kid.kind !== 'content' || (holder && present.has(`${keyOf(holder)} ${kid.mcid}`)))
        continue
      const page = kid.page && document.pageNumbers.get(keyOf(kid.page))
      absent.set(page, (absent.get(page) ?? 0) + 1)
    }
  }
  return [...faults, ...[...absent].map(([page, count]) => ({ page, message: `the structure names ${count} ${count === 1 ? 'piece' : 'pieces'} of content that ${count === 1 ? 'is' : 'are'} not there` }))]
}

/** Annotations, as the parent tree and as the structure have them. */
function objectFaults({ pdf, pages, pageNumbers, elements }: ExaminedPdf): Fault[] {
  const parents = readParentTree(pdf)
  const holders = new Map<string, string>()
  const faults: Fault[] = []
  for (const { reference, dictionary } of elements) {
    for (const kid of kidsOf(pdf, dictionary)) {
      if (kid.kind !== 'object')
        continue
      holders.set(keyOf(kid.object), keyOf(reference))
      const annotation = asDictionary(resolve(pdf, kid.object))
      const number = annotation && getNumber(pdf, annotation, 'StructParent')
      if (number === undefined || asReference(parents.get(number)) !== reference)
        faults.push({ page: kid.page && pageNumbers.get(keyOf(kid.page)), message: 'the parent tree does not lead from an annotation to its element' })
    }
  }
  pages.forEach(({ dictionary }, index) => {
    for (const item of getItems(pdf, dictionary, 'Annots')) {
      const annotation = asDictionary(resolve(pdf, item))
      const reference = asReference(item)
      const number = annotation && getNumber(pdf, annotation, 'StructParent')
      const owner = number === undefined ? undefined : asReference(parents.get(number))
      if (owner && reference && !holders.has(keyOf(reference)))
        faults.push({ page: index + 1, message: 'the parent tree gives an annotation to an element that does not hold it' })
    }
  })
  return faults
}

/** Elements, and what they name as their parent. */
function parentFaults({ pdf, elements }: ExaminedPdf): Fault[] {
  const root = structureRoot(pdf)
  const strayed = elements.filter(({ dictionary, parent }) => {
    const named = getRaw(dictionary, 'P')
    return parent ? asReference(named) !== parent.reference : asDictionary(resolve(pdf, named)) !== root
  })
  return strayed.length > 0 ? [{ message: `${strayed.length} ${strayed.length === 1 ? 'element names' : 'elements name'} another parent than the one that holds ${strayed.length === 1 ? 'it' : 'them'}` }] : []
}
