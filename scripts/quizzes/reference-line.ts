import type { ReferenceEntry } from '../slides/course-data.ts'
import { escapeHtml } from '../html/escape-html.ts'

/** A reference as safe HTML below a question, with its marks: retracted, unverified. */
export function referenceLine(reference: ReferenceEntry): { number: number, text: string } {
  const marks = [reference.retracted, reference.unverified && `Unverified: ${reference.unverified}`].filter(Boolean)
  return { number: reference.number, text: [reference.html, ...marks.map(mark => `<strong>[${escapeHtml(mark!)}]</strong>`)].join(' ') }
}
