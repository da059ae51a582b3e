import type { Condition } from './condition.ts'
import { asDictionary, get, getItems, resolve } from '../pdf-document.ts'

const allowed: Record<string, string[]> = {
  Table: ['TR', 'THead', 'TBody', 'TFoot', 'Caption'],
  THead: ['TR'],
  TBody: ['TR'],
  TFoot: ['TR'],
  TR: ['TH', 'TD'],
}

/** Tables hold rows of cells, and header cells say what they are the header of. */
export const tables: Condition = {
  id: 'table-structure',
  clause: '7.5',
  examine({ pdf, elements }) {
    const misplaced = elements
      .filter(({ type, parent }) => parent && allowed[parent.type] && !allowed[parent.type]!.includes(type))
      .map(({ type, parent }) => ({ message: `a table is broken: ${type} stands in ${parent!.type}` }))
    const unscoped = elements
      .filter(({ type, dictionary }) => type === 'TH' && !getItems(pdf, dictionary, 'A').some((item) => {
        const attributes = asDictionary(resolve(pdf, item))
        return attributes && (get(pdf, attributes, 'Scope') ?? get(pdf, attributes, 'Headers'))
      }))
      .map(() => ({ message: 'a header cell does not say whether it heads a row or a column' }))
    return [...misplaced, ...unscoped]
  },
}
