/** By which spreadsheets know UTF-8. */
export const UTF_8_MARK = '\uFEFF'

export type Cell = string | number | null | undefined

/** A line of CSV (RFC 4180), safe to open in a spreadsheet. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(value: Cell): string {
  if (value === null || value === undefined)
    return ''
  if (typeof value === 'number')
    return String(Math.round(value * 100) / 100)
  // A spreadsheet takes a cell that begins like this for a formula, and learners choose their names.
  const safe = /^\s*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20]|^[\t\r\n]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
