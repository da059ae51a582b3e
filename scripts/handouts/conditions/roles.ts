import type { Condition } from './condition.ts'
import { getDictionary, has } from '../pdf-document.ts'
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

/** Every structure type is a standard one or is mapped to one. */
export const roles: Condition = {
  id: 'structure-types',
  clause: '7.1',
  examine({ pdf, elements }) {
    const map = structureRoot(pdf) && getDictionary(pdf, structureRoot(pdf)!, 'RoleMap')
    const unknown = new Set(elements.map(element => element.type).filter(type => !standardTypes.has(type) && !(map && has(map, type))))
    return [...unknown].map(type => ({ message: `the structure type "${type}" is unknown` }))
  },
}
