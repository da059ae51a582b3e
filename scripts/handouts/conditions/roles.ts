import type { Condition } from './condition.ts'
import { getDictionary, getName, keysOf } from '../pdf-document.ts'
import { structureRoot } from '../structure.ts'

/** The standard structure types of ISO 32000-1 §14.8.4. */
const standardTypes = new Set([
  'Document',
  'Part',
  'Art',
  'Sect',
  'Div',
  'BlockQuote',
  'Caption',
  'TOC',
  'TOCI',
  'Index',
  'NonStruct',
  'Private',
  'H',
  'H1',
  'H2',
  'H3',
  'H4',
  'H5',
  'H6',
  'P',
  'L',
  'LI',
  'Lbl',
  'LBody',
  'Table',
  'TR',
  'TH',
  'TD',
  'THead',
  'TBody',
  'TFoot',
  'Span',
  'Quote',
  'Note',
  'Reference',
  'BibEntry',
  'Code',
  'Link',
  'Annot',
  'Ruby',
  'RB',
  'RT',
  'RP',
  'Warichu',
  'WT',
  'WP',
  'Figure',
  'Formula',
  'Form',
])

export const roles: Condition = {
  id: 'structure-types',
  requirement: 'Every structure type is a standard one or leads to one, and no standard one stands for something else.',
  clause: 'ISO 14289-1 §7.1',
  matterhorn: ['02-001', '02-003', '02-004'],
  examine({ pdf, elements }) {
    const root = structureRoot(pdf)
    const map = root && getDictionary(pdf, root, 'RoleMap')
    const unknown = new Set(elements.filter(element => !standardTypes.has(element.role)).map(element => element.type))
    const remapped = map ? keysOf(map).filter(type => standardTypes.has(type) && getName(pdf, map, type) !== type) : []
    return [
      ...[...unknown].map(type => ({ message: `the structure type "${type}" is unknown` })),
      ...remapped.map(type => ({ message: `the standard structure type "${type}" is made to stand for another` })),
    ]
  },
}
