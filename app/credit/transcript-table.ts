import type { Transcript } from './service.ts'
import type { Words } from './words/words.ts'
import { creditName } from '../../lib/credit-amount.ts'
import { languageOf } from './words/words.ts'

/** The transcript as CSV (RFC 4180), with the byte order mark by which spreadsheets know UTF-8. */
export function transcriptCsv({ courses }: Transcript, words: Words): string {
  const head = [words.transcriptCourse, words.transcriptProvider, words.transcriptBegunHead, words.transcriptCompletedHead, words.transcriptCredits, words.transcriptType, words.transcriptCertificate, words.certificateState]
  const rows = courses.map(({ title, provider, begunAt, completed, credits, creditType, accredited, certificates: [certificate] }) => [
    title,
    provider,
    begunAt.slice(0, 10),
    completed ?? '',
    credits === null ? '' : String(credits),
    accredited ? creditName(creditType, languageOf(words)).replaceAll('*', '') : words.transcriptNotAccredited,
    certificate?.id ?? '',
    certificate ? words.certificateStatus[certificate.status] : '',
  ])
  return `\uFEFF${[head, ...rows].map(row => `${row.map(cell).join(',')}\r\n`).join('')}`
}

function cell(value: string): string {
  // A spreadsheet takes a cell that begins like this for a formula.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
