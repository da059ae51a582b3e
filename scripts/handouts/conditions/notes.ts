import type { Condition, Fault } from './condition.ts'
import { getText } from '../pdf-document.ts'
import { pageOfElement } from './element-page.ts'

export const notes: Condition = {
  id: 'note-identifiers',
  requirement: 'Every note (Note) has an identifier of its own.',
  clause: 'ISO 14289-1 §7.9',
  matterhorn: ['19-003', '19-004'],
  examine(document) {
    const seen = new Set<string>()
    return document.elements.filter(({ role }) => role === 'Note').flatMap((element): Fault[] => {
      const id = getText(document.pdf, element.dictionary, 'ID')
      if (id === undefined || id === '')
        return [{ ...pageOfElement(document, element), message: 'a note has no identifier' }]
      const isSecond = seen.has(id)
      seen.add(id)
      return isSecond ? [{ ...pageOfElement(document, element), message: `two notes have the identifier "${id}"` }] : []
    })
  },
}
