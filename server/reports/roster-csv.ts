import type { RosterRow } from './course-report.ts'

const COLUMNS: readonly [keyof RosterRow, string][] = [
  ['enrolment', 'Enrolment'],
  ['name', 'Name'],
  ['profession', 'Profession'],
  ['npi', 'NPI'],
  ['enrolledAt', 'Enrolled'],
  ['step', 'Next step'],
  ['preTest', 'Pre-test %'],
  ['attempts', 'Attempts'],
  ['firstAttempt', 'First attempt %'],
  ['bestAttempt', 'Best attempt %'],
  ['passedAt', 'Passed'],
  ['lectureMinutes', 'Minutes in the lecture'],
  ['credits', 'Credits claimed'],
  ['certificate', 'Certificate'],
]

/** The roster as CSV (RFC 4180), with the byte order mark by which spreadsheets know UTF-8. */
export function rosterCsv(rows: readonly RosterRow[]): string {
  const lines = [COLUMNS.map(([, head]) => head), ...rows.map(row => COLUMNS.map(([key]) => cell(row[key])))]
  return `\uFEFF${lines.map(line => `${line.join(',')}\r\n`).join('')}`
}

function cell(value: string | number | undefined): string {
  if (value === undefined)
    return ''
  if (typeof value === 'number')
    return String(Math.round(value * 100) / 100)
  // A spreadsheet takes a cell that begins like this for a formula, and learners choose their names.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
