import type { StructureElement } from '../structure.ts'
import type { Condition, ExaminedPdf, Fault } from './condition.ts'
import { pageOfElement } from './element-page.ts'

export const firstHeading: Condition = {
  id: 'first-heading',
  requirement: 'The first heading is of level 1.',
  clause: 'ISO 14289-1 §7.4.2',
  matterhorn: ['14-002'],
  examine(document) {
    const first = numberedHeadings(document)[0]
    return first && first.level !== 1 ? [{ ...pageOfElement(document, first.element), message: `the first heading is of level ${first.level}` }] : []
  },
}

export const headingLevels: Condition = {
  id: 'heading-levels',
  requirement: 'No level of headings is left out on the way down.',
  clause: 'ISO 14289-1 §7.4.2',
  matterhorn: ['14-003'],
  examine: document => numberedHeadings(document).flatMap(({ element, level }, index, headings): Fault[] => {
    const before = headings[index - 1]?.level
    return before !== undefined && level > before + 1
      ? [{ ...pageOfElement(document, element), message: `a heading of level ${level} follows one of level ${before}` }]
      : []
  }),
}

export const headingKinds: Condition = {
  id: 'heading-kinds',
  requirement: 'Headings are numbered (H1, H2 …) or not (H), but not both in one document, and no section has two headings H.',
  clause: 'ISO 14289-1 §7.4.4',
  matterhorn: ['14-006', '14-007'],
  examine(document) {
    const plain = document.elements.filter(({ role }) => role === 'H')
    const parents = plain.map(({ parent }) => parent)
    const second = plain.find(({ parent }, index) => parents.indexOf(parent) < index)
    return [
      plain.length > 0 && numberedHeadings(document).length > 0 && { ...pageOfElement(document, plain[0]!), message: 'some headings are numbered, others not' },
      second && { ...pageOfElement(document, second), message: 'a section has more than one heading H' },
    ].filter(fault => !!fault)
  },
}

function numberedHeadings({ elements }: ExaminedPdf): { element: StructureElement, level: number }[] {
  return elements.flatMap((element) => {
    const level = /^H([1-6])$/.exec(element.role)?.[1]
    return level === undefined ? [] : [{ element, level: Number(level) }]
  })
}
