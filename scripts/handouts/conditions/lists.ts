import type { Condition } from './condition.ts'
import { pageOfElement } from './element-page.ts'

const inList: Record<string, string[]> = {
  L: ['LI', 'L', 'Caption'],
  LI: ['Lbl', 'LBody'],
}
const inContents: Record<string, string[]> = {
  TOC: ['TOC', 'TOCI', 'Caption'],
}

export const lists: Condition = {
  id: 'list-structure',
  requirement: 'Lists (L) hold items (LI), and items hold a label (Lbl) and a body (LBody).',
  clause: 'ISO 14289-1 §7.6; ISO 32000-1 table 336',
  matterhorn: ['09-005'],
  examine: document => document.elements
    .filter(({ role, parent }) => (parent && inList[parent.role] && !inList[parent.role]!.includes(role))
      || (role === 'LI' && parent?.role !== 'L')
      || (role === 'LBody' && parent?.role !== 'LI'))
    .map(element => ({ ...pageOfElement(document, element), message: `a list is broken: ${element.role} stands in ${element.parent?.role ?? 'nothing'}` })),
}

export const tablesOfContents: Condition = {
  id: 'contents-structure',
  requirement: 'Tables of contents (TOC) hold entries (TOCI).',
  clause: 'ISO 32000-1 table 333',
  matterhorn: ['09-006'],
  examine: document => document.elements
    .filter(({ role, parent }) => (parent && inContents[parent.role] && !inContents[parent.role]!.includes(role)) || (role === 'TOCI' && parent?.role !== 'TOC'))
    .map(element => ({ ...pageOfElement(document, element), message: `a table of contents is broken: ${element.role} stands in ${element.parent?.role ?? 'nothing'}` })),
}
