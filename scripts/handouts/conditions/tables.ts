import type { StructureElement } from '../structure.ts'
import type { Condition, ExaminedPdf, Fault } from './condition.ts'
import { asArray, asNumber, asText, getText, resolve } from '../pdf-document.ts'
import { attributeOf } from './attributes.ts'
import { pageOfElement } from './element-page.ts'

const inTable: Record<string, string[]> = {
  Table: ['TR', 'THead', 'TBody', 'TFoot', 'Caption'],
  THead: ['TR'],
  TBody: ['TR'],
  TFoot: ['TR'],
  TR: ['TH', 'TD'],
}
const around: Record<string, string[]> = {
  THead: ['Table'],
  TBody: ['Table'],
  TFoot: ['Table'],
  TR: ['Table', 'THead', 'TBody', 'TFoot'],
  TH: ['TR'],
  TD: ['TR'],
}
/** No table that people read has more columns or rows than that; a larger span is a mistake. */
const largestSpan = 1000
/** So many places of a table's grid are looked at. */
const mostPlaces = 2_000_000

export const tableStructure: Condition = {
  id: 'table-structure',
  requirement: 'Tables hold rows, rows hold cells, and head, foot and caption stand once.',
  clause: 'ISO 14289-1 §7.5; ISO 32000-1 table 337',
  matterhorn: ['09-004'],
  examine(document) {
    const misplaced = document.elements
      .filter(({ role, parent }) => (parent && inTable[parent.role] && !inTable[parent.role]!.includes(role)) || (around[role] && !around[role].includes(parent?.role ?? '')))
      .map(element => ({ ...pageOfElement(document, element), message: `a table is broken: ${element.role} stands in ${element.parent?.role ?? 'nothing'}` }))
    const seen = new Set<string>()
    const repeated = document.elements.filter(({ role, parent }) => {
      if (!parent || parent.role !== 'Table' || !['THead', 'TFoot', 'Caption'].includes(role))
        return false
      const key = `${parent.reference} ${role}`
      return seen.has(key) || !seen.add(key)
    }).map(element => ({ ...pageOfElement(document, element), message: `a table is broken: it has more than one ${element.role}` }))
    return [...misplaced, ...repeated]
  },
}

export const tableRegularity: Condition = {
  id: 'table-regularity',
  requirement: 'All rows of a table have the same number of columns, cells that span several counted.',
  clause: 'ISO 14289-1 §7.5',
  matterhorn: ['15-003'],
  examine: document => tablesOf(document).flatMap(({ table, rows }): Fault[] => {
    const fault = irregularity(document, rows)
    return fault ? [{ ...pageOfElement(document, table), message: fault }] : []
  }),
}

export const headerCells: Condition = {
  id: 'header-cells',
  requirement: 'Every header cell (TH) says whether it heads a row or a column, or cells name it as their header.',
  clause: 'ISO 14289-1 §7.5',
  matterhorn: ['15-003'],
  examine: document => tablesOf(document).flatMap(({ rows }) => {
    const cells = rows.flat()
    const named = new Set(cells.flatMap(cell => headersOf(document, cell)))
    return cells
      .filter(cell => cell.role === 'TH' && attributeOf(document.pdf, cell.dictionary, 'Scope') === undefined && !named.has(getText(document.pdf, cell.dictionary, 'ID') ?? ''))
      .map(cell => ({ ...pageOfElement(document, cell), message: 'a header cell does not say whether it heads a row or a column' }))
  }),
}

export const headerReferences: Condition = {
  id: 'header-references',
  requirement: 'Every header that a cell names is a header cell of the same table.',
  clause: 'ISO 32000-1 table 349',
  matterhorn: ['15-005'],
  examine: document => tablesOf(document).flatMap(({ rows }) => {
    const cells = rows.flat()
    const headers = new Set(cells.filter(cell => cell.role === 'TH').map(cell => getText(document.pdf, cell.dictionary, 'ID')))
    return cells
      .filter(cell => headersOf(document, cell).some(id => !headers.has(id)))
      .map(cell => ({ ...pageOfElement(document, cell), message: 'a cell names a header that its table does not have' }))
  }),
}

interface Table { table: StructureElement, rows: StructureElement[][] }

const read = new WeakMap<ExaminedPdf, Table[]>()

/** The tables with their cells, row by row; a table inside a cell is one of its own. */
function tablesOf(document: ExaminedPdf): Table[] {
  const known = read.get(document)
  if (known)
    return known
  const tables = new Map<StructureElement, Table>()
  const rows = new Map<StructureElement, StructureElement[]>()
  for (const element of document.elements) {
    const { role, parent } = element
    if (role === 'Table') {
      tables.set(element, { table: element, rows: [] })
    }
    else if (role === 'TR' && parent) {
      const table = tables.get(parent) ?? (parent.parent && tables.get(parent.parent))
      const cells: StructureElement[] = []
      table?.rows.push(cells)
      rows.set(element, cells)
    }
    else if ((role === 'TH' || role === 'TD') && parent) {
      rows.get(parent)?.push(element)
    }
  }
  const found = [...tables.values()]
  read.set(document, found)
  return found
}

/** What is wrong with the grid that the cells make up, in words. */
function irregularity(document: ExaminedPdf, rows: readonly StructureElement[][]): string | undefined {
  const taken = rows.map(() => new Set<number>())
  let places = 0
  for (const [index, cells] of rows.entries()) {
    let column = 0
    for (const cell of cells) {
      const [columns, height] = [spanOf(document, cell, 'ColSpan'), spanOf(document, cell, 'RowSpan')]
      if (columns > largestSpan || height > rows.length - index)
        return 'a cell spans more rows or columns than its table has'
      places += columns * height
      if (places > mostPlaces)
        return 'a table is too large to be examined'
      while (taken[index]!.has(column))
        column++
      for (let row = index; row < index + height; row++) {
        for (let at = column; at < column + columns; at++) {
          if (taken[row]!.has(at))
            return 'cells of a table overlap'
          taken[row]!.add(at)
        }
      }
      column += columns
    }
  }
  const widths = new Set(taken.map(row => row.size))
  return widths.size > 1 ? `the rows of a table have different numbers of columns: ${[...widths].slice(0, 5).join(', ')}` : undefined
}

function spanOf({ pdf }: ExaminedPdf, cell: StructureElement, key: string): number {
  const span = asNumber(attributeOf(pdf, cell.dictionary, key)) ?? 1
  return Number.isInteger(span) && span > 0 ? span : 1
}

function headersOf({ pdf }: ExaminedPdf, cell: StructureElement): string[] {
  return (asArray(attributeOf(pdf, cell.dictionary, 'Headers')) ?? []).map(item => asText(resolve(pdf, item)) ?? '')
}
